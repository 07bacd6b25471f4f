import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toldBefore } from '../../src/domain/decision/vocabulary.ts';
import type { Incident } from '../../src/domain/incident.ts';
import { startFakeRelay, type FakeRelay } from '../http/doubles/fake-relay.ts';
import { sampleIncident } from '../http/doubles/sample-incidents.ts';
import { needs } from '../running/needs.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';
import { sceneLanes, setScene } from './outage-scene.ts';

const began = Date.UTC(2026, 2, 3, 11, 44, 7);
const endedAt = began + 20_000;
let now = endedAt + 60_000;
let browser: Browser;
let relay: FakeRelay;

beforeAll(async () => {
  browser = await startChromium();
  relay = await startFakeRelay({ now: () => now, lanes: () => sceneLanes(began) });
  setScene(relay.shelf, began);
  relay.shelf.incidents = relay.shelf.incidents.map((one) => over(one, endedAt));
});
afterAll(async () => {
  await browser.close();
  await relay.close();
});

function over(incident: Incident, at: number): Incident {
  const reason = toldBefore('All its issues are resolved in Sentry.');
  const seen = { acknowledgedBy: 'Robin', acknowledgedAt: began - 60_000 };
  const resolution = { at, by: 'sentry', who: null, reason } as const;
  return { ...incident, status: 'resolved', ...(incident.storm === null ? {} : seen), resolution };
}

async function openPageOf(size: { readonly width: number; readonly height: number }): Promise<Page> {
  const { page } = await openPage(browser, size);
  await page.goto(relay.url);
  await page.waitForSelector('#connection[data-state=live]');
  return page;
}

describe('after an outage', needs(chromiumNeed), () => {
  it('the storm stands first for an hour, with all that people ask of it, and is a line from then on', async () => {
    now = endedAt + 60_000;
    const page = await openPageOf({ width: 1280, height: 900 });
    const card = page.locator('#ended .card');
    await card.waitFor();
    expect(await page.locator('#calm').textContent()).toContain('All quiet since 11:44.');
    expect((await page.locator('#incidents-title').textContent())?.trim()).toBe('Open and just ended');
    expect(await card.locator('.chart-mark[data-kind=over]').textContent()).toBe('over');
    expect(await card.locator('.chart-time').textContent()).toContain('–11:44:27');
    expect(await card.locator('.glance div').allTextContents()).toEqual([
      'users416',
      'events1,046',
      'services12',
      'in all3 min',
      'peak/min604',
    ]);
    expect(await card.locator('.cause').textContent()).toBe('Storm of 7 incidents · 11:41:53–11:44:27');
    expect(await card.locator('.who').textContent()).toBe(
      'since 11:44:27: All its issues are resolved in Sentry. Acknowledged by Robin 11:43.',
    );
    expect(await page.locator('#resolved .title').allTextContents()).not.toContain(
      'redis unreachable (cache-main): 12 services',
    );
    expect(await page.locator('#resolved .who').first().textContent()).toBe(
      'over 11:44:27, resolved in Sentry',
    );
    now = endedAt + 3_600_000;
    relay.deps.feed.changed();
    await card.waitFor({ state: 'hidden' });
    expect((await page.locator('#incidents-title').textContent())?.trim()).toBe('Open incidents');
    expect(await page.locator('#resolved .title').first().textContent()).toBe(
      'redis unreachable (cache-main): 12 services',
    );
    await page.context().close();
  });

  it('it stands above what is everyday, and below what wakes somebody', async () => {
    now = endedAt + 60_000;
    const everyday = sampleIncident({ id: 'inc-1', openedAt: now, lastAlertAt: now });
    relay.shelf.incidents.push(everyday);
    const page = await openPageOf({ width: 390, height: 844 });
    const topOf = async (selector: string): Promise<number> =>
      (await page.locator(selector).first().boundingBox())?.y ?? NaN;
    await page.locator('#open .row').waitFor();
    expect(await page.locator('#open .since').textContent()).toBe('for a moment');
    expect(await topOf('#ended .card')).toBeLessThan(await topOf('#open .row'));
    const storm = { cause: { kind: 'mode', key: 'mode:dns', title: 'DNS fails' }, since: now } as const;
    relay.shelf.incidents.push(sampleIncident({ id: 'inc-2', openedAt: now, storm }));
    relay.deps.feed.changed();
    await page.locator('#open .card').waitFor();
    expect(await topOf('#open .card')).toBeLessThan(await topOf('#ended .card'));
    expect(await page.locator('#incidents-title').textContent()).toBe(
      'Open and just ended 2 open, a storm as one',
    );
    await page.context().close();
  });
});

describe('a phone', needs(chromiumNeed), () => {
  it('shows how the pipeline is without a scroll, and cuts off no name of what broke', async () => {
    now = began;
    const other = await startFakeRelay({ now: () => began, lanes: () => sceneLanes(began) });
    const title = 'ValueError: import of 3 rows failed, and the rest of the night';
    other.shelf.incidents = [sampleIncident({ id: 'inc-1', title })];
    other.shelf.lastSentry = { at: began - 2_520_000, verifiedBy: 'secret-1' };
    const { page } = await openPage(browser, { width: 390, height: 844 });
    await page.goto(other.url);
    const row = page.locator('#open .row .title');
    await row.waitFor();
    const health = page.locator('#connection');
    expect(await health.textContent()).toBe('Live, pipeline waits');
    expect((await health.boundingBox())!.y).toBeLessThan(40);
    const cut =
      "(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight)(document.querySelector('#open .row .title'))";
    expect(await page.evaluate(cut)).toBe(false);
    expect((await row.boundingBox())!.height).toBeGreaterThan(30);
    await page.context().close();
    await other.close();
  });
});
