import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runScenario } from '../../simulator/run/run-scenario.ts';
import { needs } from '../running/needs.ts';
import { shortStorm } from '../simulator/referee/short-storm.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());

const soon = { timeout: 120_000 };

async function turn(page: Page, times: number): Promise<void> {
  await page.locator(`[data-pace="${times}"]`).click(soon);
  await page.locator(`[data-pace="${times}"][aria-pressed="true"]`).waitFor(soon);
}

it('lets whoever watches pause a storm, and have it come faster', needs(chromiumNeed), async () => {
  const { page, complaints } = await openPage(browser, { width: 1440, height: 900 });
  const sent = async (): Promise<number> =>
    Number((await page.locator('[data-figure="webhooks"] dd').textContent())?.replaceAll(',', ''));
  const played = async (url: string): Promise<void> => {
    await page.goto(url);
    await expect.poll(sent, soon).toBeGreaterThan(5);
    await turn(page, 0);
    await page.getByText(/^Paused at /).waitFor(soon);
    let before = -1;
    // What was under way is still counted.
    await expect
      .poll(async () => {
        const last = before;
        before = await sent();
        return before === last;
      }, soon)
      .toBe(true);
    await delay(1_000);
    expect(await sent()).toBe(before);
    await turn(page, 4);
    await expect.poll(sent, soon).toBeGreaterThan(before);
  };
  let watching: Promise<void> = Promise.resolve();
  const outcome = await runScenario({
    scenario: shortStorm(),
    seed: 1,
    speed: 2,
    signal: new AbortController().signal,
    opened: (url) => void (watching = played(url)),
    hold: async () => {
      await watching;
      await page.locator('#paces').waitFor({ state: 'hidden', ...soon });
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  });
  expect(outcome.turned).toBe(true);
  expect(outcome.judgements.filter(({ ok }) => ok === false)).toEqual([]);
});
