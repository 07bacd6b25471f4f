import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noCanary } from '../../src/domain/drill/canary.ts';
import type { CanaryView } from '../../src/observe/drills/canary-view.ts';
import type { HeartStanding } from '../../src/observe/heartbeat/why-silent.ts';
import { startFakeRelay, type FakeRelay } from '../http/doubles/fake-relay.ts';
import { needs } from '../running/needs.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';
import { sceneLanes, setScene } from './outage-scene.ts';

const now = 1_767_225_600_000;
let browser: Browser;
let relay: FakeRelay;

beforeAll(async () => {
  browser = await startChromium();
  relay = await startFakeRelay({ now: () => now, lanes: () => sceneLanes(now) });
  setScene(relay.shelf, now);
});
afterAll(async () => {
  await browser.close();
  await relay.close();
});

async function openScene(): Promise<Page> {
  const { page } = await openPage(browser, { width: 1280, height: 900 });
  await page.goto(relay.url);
  await page.waitForSelector('#open .card');
  return page;
}

describe('the outage first', needs(chromiumNeed), () => {
  it('acknowledges and mutes on the card, and resolves at a second press', async () => {
    const page = await openScene();
    const card = page.locator('#open .card').first();
    const pressed = async (name: string | RegExp, action: string): Promise<void> => {
      const answered = page.waitForResponse((response) => response.url().endsWith(`/inc-0042/${action}`));
      await card.getByRole('button', { name }).click();
      expect((await answered).status()).toBe(202);
    };
    await pressed('Acknowledge', 'acknowledge');
    await pressed('Mute 1 h', 'mute');
    const before = relay.commands.length;
    await card.getByRole('button', { name: 'Resolve' }).click();
    expect(relay.commands).toHaveLength(before);
    await pressed('Resolve it for everybody?', 'resolve');
    expect(relay.commands.slice(-3).map(({ action }) => action)).toEqual(['acknowledge', 'mute', 'resolve']);
    expect(await page.locator('#detail[open]').count()).toBe(0);
    await page.context().close();
  });

  it('keeps the relay in one line while it is well, and opens it when it is not', async () => {
    const well = sceneLanes(now).map((one) => ({ ...one, state: { kind: 'flowing' } as const }));
    let lanes: ReturnType<typeof sceneLanes> = well;
    let heart: HeartStanding = { lastSentAt: now - 20_000, silent: [], failed: null };
    let canary: CanaryView = { ...noCanary, trouble: null };
    const other = await startFakeRelay({
      now: () => now,
      lanes: () => lanes,
      heart: () => heart,
      canary: () => canary,
    });
    const { page } = await openPage(browser, { width: 1280, height: 900 });
    await page.goto(other.url);
    const line = page.locator('#machine summary');
    await expect
      .poll(() => line.textContent(), { timeout: 60_000 })
      .toContain('The relay is well · no webhook yet');
    other.shelf.lastSentry = { at: now - 2_520_000, verifiedBy: 'secret-1' };
    other.deps.feed.changed();
    await expect.poll(() => line.textContent(), { timeout: 60_000 }).toContain('last webhook 23:18');
    expect(await page.locator('#stations').isVisible()).toBe(false);
    const says = async (words: string): Promise<void> => {
      other.deps.feed.changed();
      await expect.poll(() => line.textContent(), { timeout: 60_000 }).toContain(words);
    };
    await says("dead man's switch told, last at 23:59:40 · first canary under way");
    canary = { ...canary, endedAt: now - 60_000, passedAt: now - 60_000 };
    await says('· canary passed last at 23:59:00');
    canary = { ...canary, endedAt: now, failures: 2, why: 'No answer.', trouble: 'canary-failed' };
    await says('The canary failed 2 times in a row, passed last at 23:59:00');
    heart = { ...heart, silent: ['canary-failed'] };
    await says("The dead man's switch is told nothing, last at 23:59:40");
    canary = { ...canary, passedAt: null, trouble: 'canary-overdue' };
    await says('The canary is overdue, and has never passed');
    heart = { ...heart, silent: [] };
    canary = { ...noCanary, trouble: null };
    lanes = sceneLanes(now);
    other.deps.feed.changed();
    await page.locator('#stations').waitFor();
    await expect.poll(() => line.textContent(), { timeout: 60_000 }).toBe('Slack waits');
    await page.context().close();
    await other.close();
  });
});
