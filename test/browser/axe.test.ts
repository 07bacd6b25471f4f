import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeRelay, type FakeRelay } from '../http/doubles/fake-relay.ts';
import { needs } from '../running/needs.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';
import { countScene, sceneLanes, setScene } from './outage-scene.ts';
import { violations } from './violations.ts';

const now = 1_767_225_600_000;
let browser: Browser;
let relay: FakeRelay;

beforeAll(async () => {
  browser = await startChromium();
  relay = await startFakeRelay({ now: () => now, lanes: () => sceneLanes(now) });
  setScene(relay.shelf, now);
  countScene(relay.deps.rates, now);
});
afterAll(async () => {
  await browser.close();
  await relay.close();
});

const screens = [
  ['a desk', { width: 1280, height: 900 }],
  ['a desk at night', { width: 1280, height: 900, dark: true }],
  ['a phone', { width: 390, height: 844 }],
  ['a phone at night', { width: 390, height: 844, dark: true }],
] as const;

describe.each(screens)('the pages on %s', (_, screen) => {
  it('has nothing that keeps somebody from reading it', needs(chromiumNeed), async () => {
    const { page } = await openPage(browser, screen);
    await page.goto(relay.url);
    await page.waitForSelector('#open .card');
    await page.waitForSelector('#machine[open] .lane');
    expect(await violations(page)).toEqual([]);
    await page.locator('#open .choose').first().click();
    await page.waitForSelector('#detail .timeline');
    expect(await violations(page)).toEqual([]);
    for (const id of ['inc-0042', 'inc-0031', 'inc-unheard-of']) {
      await page.goto(`${relay.url}/incidents/${id}`);
      await page.waitForSelector(id === 'inc-unheard-of' ? '#missing' : '#known .card');
      expect(await violations(page)).toEqual([]);
    }
    await page.context().close();
  });
});
