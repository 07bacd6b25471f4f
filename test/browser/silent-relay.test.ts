import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adminToken, startFakeRelay } from '../http/doubles/fake-relay.ts';
import { needs } from '../running/needs.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';
import { setScene } from './outage-scene.ts';

/** Far more than any machine needs, so that noise fails no test. */
const patience = { timeout: 100_000 };
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  ({ page } = await openPage(browser, { width: 900, height: 700 }));
});
afterEach(() => page.context().close());

async function showsLive(): Promise<void> {
  await page.waitForSelector('body[data-known=yes] #connection[data-state=live]', patience);
  expect(await page.title()).not.toContain('Unknown');
}

describe('a relay that lives and tells the page nothing', needs(chromiumNeed), () => {
  it('shows as unknown while its figures cannot be read, and says where to look', async () => {
    let broken = false;
    const relay = await startFakeRelay();
    setScene(relay.shelf, Date.now());
    const { roots } = relay.deps.store;
    relay.deps.store.roots = (filter) =>
      broken ? Promise.reject(new Error('The disk is gone.')) : roots(filter);
    await page.goto(relay.url);
    await showsLive();
    broken = true;
    await page.waitForSelector('body[data-known=no]', patience);
    expect(await page.locator('#unknown').textContent()).toContain('Its store does not answer');
    const card = page.locator('#open .card');
    expect(await card.locator('.act:disabled').count()).toBe(3);
    expect(await card.locator('.shut').textContent()).toBe("The relay's store does not answer.");
    expect(await card.locator('.glance').innerText()).toContain('when last heard');
    // Links lead elsewhere, and look as if they did.
    await card.locator('.links a', { hasText: 'Slack' }).click({ trial: true });
    const filter = "getComputedStyle(document.querySelector('#open .card .acts')).filter";
    expect(await page.evaluate(filter)).toBe('none');
    const age = async (): Promise<number> =>
      Number(/as of [\d:]+, (\d+) s ago/.exec((await page.locator('#as-of').textContent()) ?? '')?.[1]);
    const first = await age();
    expect(first).toBeGreaterThan(0);
    await expect.poll(age, patience).toBeGreaterThan(first);
    broken = false;
    await showsLive();
    expect(await page.locator('#open .card .act:disabled').count()).toBe(0);
    await relay.close();
  });

  it('asks to log in again when the log-in has ended', async () => {
    let now = Date.now();
    const relay = await startFakeRelay({ asksForToken: true, now: () => now });
    await page.goto(relay.url);
    await page.fill('#token', adminToken);
    await page.click('button');
    await showsLive();
    now += 13 * 3_600_000;
    const again = await startAgain(relay, () => now);
    await page.waitForSelector('#unknown a[href="/login"]', patience);
    await again.close();
  });
});

async function startAgain(
  relay: Awaited<ReturnType<typeof startFakeRelay>>,
  now: () => number,
): Promise<Awaited<ReturnType<typeof startFakeRelay>>> {
  await relay.close();
  return startFakeRelay({ asksForToken: true, now, port: relay.port });
}
