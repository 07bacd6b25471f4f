import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeRelay, type FakeRelay } from '../http/doubles/fake-relay.ts';
import { sampleIncident } from '../http/doubles/sample-incidents.ts';
import { needs } from '../running/needs.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';

const now = 1_767_225_600_000;
const patience = { timeout: 100_000 };
const many = 10_000;
let browser: Browser;
let relay: FakeRelay;

beforeAll(async () => {
  browser = await startChromium();
  relay = await startFakeRelay({ now: () => now });
  relay.shelf.incidents = Array.from({ length: many }, (_, n) =>
    sampleIncident({ id: `inc-${n}`, title: `Trouble ${n}`, openedAt: now - n * 1_000 }),
  );
});
afterAll(async () => {
  await browser.close();
  await relay.close();
});

describe('ten thousand open incidents', needs(chromiumNeed), () => {
  it('are counted, and drawn a hundred at a time when they are wanted, worst first, each of them once', async () => {
    const { page, complaints } = await openPage(browser, { width: 1280, height: 900 });
    const pushed = { whole: [] as number[], delta: [] as number[], beat: [] as number[] };
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        const { type } = JSON.parse(payload.toString()) as { type: keyof typeof pushed };
        pushed[type].push(payload.length);
      }),
    );
    await page.goto(relay.url);
    await page.waitForSelector('#open .row', patience);
    expect(await page.locator('#open-count').textContent()).toBe('10,000');
    expect(await page.locator('.row').count()).toBe(50);
    expect(await page.locator('#more').innerText()).toMatch(/and 9,950 more incidents.*Show 100 more/s);
    await page.locator('#more-show').click();
    await expect.poll(() => page.locator('.row').count(), patience).toBe(150);
    await page.locator('#more-show').click();
    await expect.poll(() => page.locator('.row').count(), patience).toBe(250);
    const titles = Array.from({ length: 250 }, (_, n) => `Trouble ${n}`);
    expect(await page.locator('.row .title').allTextContents()).toEqual(titles);
    // What ends is gone from what is pushed; what moves up is drawn there, and no longer below.
    relay.shelf.incidents = relay.shelf.incidents.slice(1);
    relay.deps.feed.changed();
    await expect.poll(() => page.locator('#open .title').first().textContent(), patience).toBe('Trouble 1');
    expect(await page.locator('.row .title').allTextContents()).toEqual(titles.slice(1));
    expect(await page.locator('#open-count').textContent()).toBe('9,999');
    // All of it when it connects, then no more than what changed.
    await expect.poll(() => pushed.delta.length, patience).toBeGreaterThan(2);
    expect(Math.max(...pushed.whole)).toBeLessThan(100_000);
    expect(Math.max(...pushed.delta)).toBeLessThan(Math.min(...pushed.whole) / 4);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
