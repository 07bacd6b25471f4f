/** A storm as the page of the fakes shows it, as an animated picture: the relay's channel and phone beside a naive relay. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { startNaive } from '../../simulator/naive/rival.ts';
import { runScenario } from '../../simulator/run/run-scenario.ts';
import { loadScenario } from '../../simulator/storm/scenario-file.ts';
import { img2webp } from '../running/needs.ts';

const size = { width: 1280, height: 760 };
/** A frame for every two virtual seconds; they are shown much faster. */
const [everyMs, shownMs, lastShownMs] = [500, 200, 3_000];
const speed = 4;
const ringsBefore = 10;

/** Plays `redis-outage` and writes what the page showed. Somebody acknowledges on the phone once it rings for a while. */
export async function animateStorm(browser: Browser, file: string): Promise<void> {
  if (img2webp.path === null) throw new Error(`${img2webp.what} is missing: ${img2webp.how}`);
  const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-animation-'));
  const page = await browser.newPage({ viewport: size, colorScheme: 'light', timezoneId: 'UTC' });
  let filmed: Promise<readonly string[]> = Promise.resolve([]);
  const over = new AbortController();
  try {
    const opened = async (url: string): Promise<readonly string[]> => {
      await page.goto(url);
      return film(page, folder, over.signal);
    };
    await runScenario({
      scenario: loadScenario('redis-outage'),
      seed: 1,
      speed,
      signal: new AbortController().signal,
      attended: true,
      startRival: startNaive,
      opened: (url) => void (filmed = opened(url)),
      hold: async () => {
        over.abort();
        await filmed;
      },
    });
    write(await filmed, file);
  } finally {
    over.abort();
    await filmed.catch(() => undefined);
    await page.close();
    rmSync(folder, { recursive: true });
  }
}

async function film(page: Page, folder: string, signal: AbortSignal): Promise<readonly string[]> {
  const frames: string[] = [];
  let rings = 0;
  while (!signal.aborted) {
    const next = delay(everyMs);
    const frame = path.join(folder, `${String(frames.length).padStart(4, '0')}.png`);
    await page.screenshot({ path: frame });
    frames.push(frame);
    const acknowledge = page.locator('#phone button', { hasText: 'Acknowledge' }).first();
    if (await acknowledge.isVisible()) {
      rings += 1;
      // So late that whoever looks can read what the phone says.
      if (rings === ringsBefore) await acknowledge.click();
    }
    // What it is about is the message that changes, and not the newest.
    const above = page.locator('#above');
    if (await above.isVisible()) await above.click();
    await next;
  }
  return frames;
}

function write(frames: readonly string[], file: string): void {
  const last = frames.length - 1;
  const parts = frames.flatMap((frame, n) => ['-d', String(n === last ? lastShownMs : shownMs), frame]);
  execFileSync(
    'img2webp',
    ['-loop', '0', '-min_size', '-lossy', '-q', '55', '-m', '6', ...parts, '-o', file],
    {
      stdio: 'ignore',
    },
  );
}
