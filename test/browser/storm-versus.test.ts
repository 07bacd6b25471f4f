import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNaive, type Rival } from '../../simulator/naive/rival.ts';
import { runScenario } from '../../simulator/run/run-scenario.ts';
import { versusLines } from '../../simulator/report/verdict-lines.ts';
import { reportOf } from '../../simulator/report/run-report.ts';
import { needs } from '../running/needs.ts';
import { shortStorm } from '../simulator/referee/short-storm.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';
import { violations } from './violations.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());

const soon = { timeout: 120_000 };

describe('a storm with a naive relay beside', needs(chromiumNeed), () => {
  it('shows both under the same storm: one message here, and a channel that drowns there', async () => {
    const { page, complaints } = await openPage(browser, { width: 1440, height: 900 });
    let url = '';
    let naive: Rival | null = null;
    const figure = async (half: string, name: string): Promise<number> =>
      Number((await page.locator(`${half} [data-figure="${name}"] dd`).textContent())?.replaceAll(',', ''));
    const seen = { own: 0, naive: 0, refused: 0, calls: '' };
    const outcome = await runScenario({
      scenario: shortStorm(),
      seed: 1,
      speed: 5,
      signal: new AbortController().signal,
      startRival: async (setup) => (naive = await startNaive(setup)),
      opened: (opened) => void (url = opened),
      hold: async () => {
        await page.goto(url);
        await page.locator('#versus-messages .message').nth(20).waitFor(soon);
        await page.locator('#messages .message').first().waitFor(soon);
        await page.locator('.versus-phone.ringing').waitFor(soon);
        const over = await naive?.figures();
        await expect.poll(() => figure('#versus', 'posts'), soon).toBe(over?.posts);
        await expect.poll(() => figure('#versus', 'limited'), soon).toBe(over?.refusedBySlack);
        seen.own = await figure('#figures', 'posts');
        seen.naive = await figure('#versus', 'posts');
        seen.refused = await figure('#versus', 'limited');
        seen.calls = (await page.locator('#versus-rings').textContent()) ?? '';
        expect(complaints).toEqual([]);
        expect(await violations(page)).toEqual([]);
        await page.context().close();
      },
    });
    const { rival } = outcome;
    if (rival === null || rival === 'unknown') throw new Error('The naive relay was not over in time.');
    expect(seen.naive).toBeGreaterThan(3 * seen.own);
    expect(rival).toMatchObject({ posts: seen.naive, refusedBySlack: seen.refused });
    expect(seen.refused).toBeGreaterThan(0);
    expect(rival.pages).toBeGreaterThan(3);
    expect(seen.calls).toBe(`PagerDuty has called ${rival.pages}×`);
    expect(outcome.evidence.slack?.messages.length).toBeLessThan(seen.naive);
    expect(versusLines(reportOf(outcome), rival)).toEqual([
      expect.stringMatching(/^stormrelay: \d+ posts?, 1 page, /),
      expect.stringMatching(/^naive: \d+ posts, \d+ pages, \d+ refused by Slack \(429\)/),
    ]);
  });
});
