import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toldBefore } from '../../src/domain/decision/vocabulary.ts';
import { startFakeRelay } from '../http/doubles/fake-relay.ts';
import { sampleIncident } from '../http/doubles/sample-incidents.ts';
import { needs } from '../running/needs.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';
import { violations } from './violations.ts';

const now = 1_767_225_600_000;
const dayMs = 86_400_000;
const patience = { timeout: 60_000 };
let browser: Browser;

beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());

describe('what is over', needs(chromiumNeed), () => {
  it('is found by a word, by keyboard, and the address shows somebody else the same', async () => {
    const relay = await startFakeRelay({ now: () => now });
    relay.shelf.incidents = Array.from({ length: 60 }, (_, n) =>
      sampleIncident({
        id: `inc-${n}`,
        status: 'resolved',
        title: n % 2 === 0 ? `Redis timeout ${n}` : `<b>Certificate</b> ${n}`,
        severity: n % 4 === 0 ? 'warning' : 'error',
        openedAt: now - n * dayMs - 60_000,
        resolution: {
          at: now - n * dayMs,
          ...(n === 2 ? { by: 'sentry', who: null } : { by: 'human', who: 'Ines' }),
          reason: toldBefore('Resolved by Ines.'),
        },
      }),
    );
    relay.shelf.incidents.push(sampleIncident({ id: 'inc-now', title: 'Redis timeout now' }));
    const { page, complaints } = await openPage(browser, { width: 390, height: 844 });
    await page.goto(relay.url);
    await page.locator('#resolved .row').first().waitFor(patience);
    await page.getByLabel('Words, a service').focus();
    await page.keyboard.type('redis');
    await page.keyboard.press('Enter');
    await page.locator('#find-said', { hasText: '21 incidents found' }).waitFor(patience);
    expect(await page.locator('#resolved').isVisible()).toBe(false);
    // What is open stands first.
    expect((await page.locator('#found .title').allTextContents()).slice(0, 2)).toEqual([
      'Redis timeout now',
      'Redis timeout 0',
    ]);
    const ends = await page.locator('#found .who').allTextContents();
    expect(ends.slice(1, 4)).toEqual([
      'over 00:00:00, by Ines',
      'over 2025-12-30 00:00:00, resolved in Sentry',
      'over 2025-12-28 00:00:00, by Ines',
    ]);
    await page.getByRole('button', { name: 'Search further back' }).click();
    await page.locator('#find-said', { hasText: '31 incidents found.' }).waitFor(patience);
    await page.getByText('Narrow it down').click();
    await page.getByLabel('Severity').selectOption('warning');
    await page.getByLabel('until').fill('2025-12-20');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.locator('#find-said', { hasText: '12 incidents found.' }).waitFor(patience);
    expect(await violations(page)).toEqual([]);
    const second = await openPage(browser, { width: 1280, height: 900 });
    await second.page.goto(page.url());
    await second.page.locator('#find-said', { hasText: '12 incidents found.' }).waitFor(patience);
    expect(await second.page.locator('#found .title').first().textContent()).toBe('Redis timeout 12');
    await second.page.locator('#found .choose').first().click();
    await second.page.getByText('Open the page of this incident').click();
    await second.page.waitForURL('**/incidents/inc-12');
    await second.page.context().close();
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.locator('#resolved .row').first().waitFor(patience);
    expect(new URL(page.url()).search).toBe('');
    const wider = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(wider)).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
    await relay.close();
  });
});
