import type { Browser, Page } from 'playwright-core';
import { toldBefore } from '../../src/domain/decision/vocabulary.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import { nothingSent } from '../../src/domain/sending/sent.ts';
import type { LaneView } from '../../src/observe/lanes/lane-view.ts';
import { startFakeRelay, type FakeRelay } from '../http/doubles/fake-relay.ts';
import { sampleIncident } from '../http/doubles/sample-incidents.ts';
import { needs } from '../running/needs.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';
import { blockedPager } from './blocked-pager.ts';
import { sceneLanes, setScene } from './outage-scene.ts';
import { wantedPage } from '../make.ts';

/** Far more than any machine needs, so that noise fails no test. */
const patience = { timeout: 100_000 };
const now = Date.UTC(2026, 2, 3, 11, 44, 7);
const calm = sceneLanes(now).map((lane): LaneView => ({ ...lane, state: { kind: 'flowing' }, pending: 0 }));
const blocked = blockedPager(now);
let browser: Browser;
let relay: FakeRelay;
let page: Page;
let lanes: readonly LaneView[] = [];

beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());
afterEach(async () => {
  await page.context().close();
  await relay.close();
});

async function open(shown: readonly LaneView[], incidents: readonly Incident[] = []): Promise<void> {
  lanes = shown;
  relay = await startFakeRelay({ now: () => now, lanes: () => lanes });
  relay.shelf.incidents = [...incidents];
  ({ page } = await openPage(browser, { width: 1280, height: 900 }));
  await page.goto(relay.url);
  await page.waitForSelector('#connection[data-state=live]');
}

const pagers = (change: Partial<LaneView>): LaneView[] =>
  calm.map((lane) => (lane.kind === 'pager' ? { ...lane, ...change } : lane));
const wanted = wantedPage('Level fatal.', now);

describe('a pager that cannot be reached', needs(chromiumNeed), () => {
  it('is a red banner with the reason and what to do, in the title too, until it can be', async () => {
    const incident = sampleIncident({ id: 'inc-1', page: wanted });
    await open(pagers({ state: blocked, pending: 2, oldestPendingAt: now - 200_000 }), [incident]);
    const banner = page.locator('#no-pager[data-urgent=true]');
    await banner.waitFor();
    const text = await banner.innerText();
    expect(text).toContain('Nobody can be paged');
    expect(text).toContain(
      'PagerDuty is blocked since 11:40:07: PagerDuty refuses the routing key. 2 pages wait.',
    );
    expect(text).toContain('Call whoever is on call yourself.');
    expect(text).toContain('PAGERDUTY_ROUTING_KEY');
    expect(await page.locator('#connection').textContent()).toBe('Live, pipeline blocked');
    await expect.poll(() => page.title()).toBe('Nobody can be paged · 1 incident · stormrelay');
    expect(await page.locator('#open .pill').textContent()).toBe('Page waits since 11:44');
    expect(await page.locator('#open .who').textContent()).toBe('Nobody was reached yet');
    const colour = "getComputedStyle(document.querySelector('#no-pager')).backgroundColor";
    expect(await page.evaluate(colour)).toBe('rgb(179, 38, 30)');
    lanes = calm;
    relay.deps.feed.changed();
    await banner.waitFor({ state: 'hidden' });
    await expect.poll(() => page.title()).toBe('1 incident · stormrelay');
    expect(await page.locator('#open .pill').textContent()).toBe('Paging');
  });

  it('is waited for on the page of an incident too, and on its chart', async () => {
    await open(pagers({ state: blocked, pending: 2, oldestPendingAt: now - 200_000 }));
    setScene(relay.shelf, now);
    relay.shelf.notifications = relay.shelf.notifications.map((row) =>
      row.surface === 'page' ? { ...row, sent: nothingSent } : row,
    );
    await page.goto(`${relay.url}/incidents/inc-0042`);
    const whose = page.locator('#head .whose', { hasText: 'waits' });
    await expect
      .poll(() => whose.innerText(), patience)
      .toMatch(/Page waits since 11:41\s+Nobody was reached yet/);
    expect(await page.locator('#head .chart-label').allTextContents()).toEqual(['deployed', 'page waits']);
    expect(await page.locator('#paging-title').textContent()).toBe('Why it is to page');
  });

  it('is not everybody when another one can be', async () => {
    const [, , pager] = calm;
    const other = { ...pager!, id: 'pagerduty:0b21', receiver: 'pagerduty/0b21', state: blocked };
    await open([...calm, other]);
    await page.locator('#no-pager[data-urgent=true]').waitFor();
    await expect.poll(() => page.title()).toBe('Not everybody can be paged · All quiet · stormrelay');
  });

  it('that is not there at all is said calmly, and is an alarm once somebody should be woken', async () => {
    const chat = calm.filter((lane) => lane.kind === 'chat');
    await open(chat);
    const banner = page.locator('#no-pager');
    await banner.waitFor();
    expect(await banner.innerText()).toContain('No pager is configured.');
    expect(await banner.getAttribute('data-urgent')).toBe('false');
    await expect.poll(() => page.title()).toBe('All quiet · stormrelay');
    relay.shelf.incidents = [sampleIncident({ id: 'inc-1', page: wanted })];
    relay.deps.feed.changed();
    await page.locator('#no-pager[data-urgent=true]').waitFor();
    expect(await banner.innerText()).toContain('1 open incident would have woken somebody');
    expect(await page.locator('#open .pill').textContent()).toBe('Nobody to page');
    await expect.poll(() => page.title()).toBe('Nobody can be paged · 1 incident · stormrelay');
  });
});

describe('a lane', needs(chromiumNeed), () => {
  it('that was never used is not tried yet, and does not look as if it flowed', async () => {
    await open(pagers({ tried: false, lastDeliveredAt: null }));
    const states = page.locator('.lane .state');
    await expect.poll(() => states.allTextContents(), patience).toHaveLength(3);
    expect(await states.allTextContents()).toEqual([
      'Flowing, last delivered 60 s ago',
      'Flowing, last delivered 60 s ago',
      'Not tried yet',
    ]);
    const colourOf = (lane: number): Promise<unknown> =>
      page.evaluate(`getComputedStyle(document.querySelectorAll('.lane .state')[${lane}]).color`);
    expect(await colourOf(2)).not.toBe(await colourOf(0));
    expect(await page.locator('#no-pager').isVisible()).toBe(false);
  });

  it('whose last send failed is not flowing because its pause is over', async () => {
    const state = { kind: 'waiting', until: now - 1, failures: 3, reason: 'PagerDuty answered 503' } as const;
    await open(pagers({ state }));
    const words = page.locator('.lane').nth(2).locator('.state');
    await expect
      .poll(() => words.textContent(), patience)
      .toBe('Failed when it was last tried: PagerDuty answered 503');
  });
});

describe('an incident', needs(chromiumNeed), () => {
  it('that stands for many says how many share its page, and lists them', async () => {
    const page9 = { ...wanted, joined: 'inc-9' };
    const some = Array.from({ length: 3 }, (_, n) =>
      sampleIncident({ id: `inc-${n}`, title: `Outage ${n}`, page: page9 }),
    );
    const many = { kind: 'collector', title: 'Many incidents', services: [], alerts: 0 } as const;
    await open(calm, [sampleIncident({ id: 'inc-9', ...many, page: wanted }), ...some]);
    const row = page.locator('#open .incident').first();
    expect(await row.innerText()).toMatch(
      /More pages than anybody can read · since [-\d: ]+\s+Many incidents: 3 share one page/,
    );
    expect(await row.innerText()).toMatch(/incidents\s+3/);
    await row.click();
    await page.waitForSelector('#detail .members');
    expect(await page.locator('#detail .members b').allTextContents()).toEqual([
      'Outage 0',
      'Outage 1',
      'Outage 2',
    ]);
  });

  it('says why nobody was woken where a reader would expect a page', async () => {
    const withdrawn = 'Its environment staging never pages.';
    await open(calm, [
      sampleIncident({ id: 'inc-1', page: { ...wanted, withdrawn: toldBefore(withdrawn) } }),
    ]);
    const row = page.locator('#open .incident').first();
    expect(await row.locator('.unpaged').textContent()).toBe(`Not paged: ${withdrawn}`);
    await row.click();
    await page.waitForSelector('#detail .known');
    expect(await page.locator('#detail .known').innerText()).toContain(withdrawn);
  });

  it('lists a hundred of its children and says where the others are', async () => {
    const storm = { cause: { kind: 'mode', key: 'mode:dns', title: 'DNS fails' }, since: now } as const;
    const children = Array.from({ length: 130 }, (_, n) => sampleIncident({ id: `c-${n}`, parent: 'inc-1' }));
    await open(calm, [sampleIncident({ id: 'inc-1', storm }), ...children]);
    expect(await page.locator('#open .incident').count()).toBe(1);
    await page.locator('#open .incident .choose').click();
    await page.waitForSelector('#detail .members');
    expect(await page.locator('#detail .members li').count()).toBe(100);
    expect(await page.locator('#detail').innerText()).toContain('and 30 more: /api/incidents?parent=inc-1');
  });

  it('says in its panel that a command was not taken, and why', async () => {
    await open(calm, [sampleIncident({ id: 'inc-1' })]);
    await page.locator('#open .incident').click();
    relay.shelf.appendFails = new Error('The disk is full.');
    await page.locator('#detail .act.resolve').click();
    await expect.poll(() => page.locator('#detail .acts .error').textContent(), patience).not.toBe('');
    // Nothing but the next command takes it away, however often the panel is drawn anew.
    const drawn = page.waitForResponse((answer) => answer.url().endsWith('/api/incidents/inc-1'), patience);
    await page.evaluate('document.activeElement?.blur()');
    relay.deps.feed.changed();
    await (await drawn).finished();
    expect(await page.locator('#detail .acts .error').textContent()).toMatch(/./);
    await relay.close();
    await page.locator('#detail .act.resolve').click();
    await expect
      .poll(() => page.locator('#detail .acts .error').textContent(), patience)
      .toContain('The relay did not answer');
    relay = await startFakeRelay();
  });
});
