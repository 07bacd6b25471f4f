import type { Browser, Page } from 'playwright-core';
import { toldBefore } from '../../src/domain/decision/vocabulary.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../simulator/run/free-port.ts';
import { adminToken, startFakeRelay, type FakeRelay } from '../http/doubles/fake-relay.ts';
import { sampleIncident } from '../http/doubles/sample-incidents.ts';
import { needs } from '../running/needs.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';
import { countScene, sceneLanes, setScene } from './outage-scene.ts';

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

interface Opened {
  readonly page: Page;
  readonly complaints: string[];
}

async function openScene(size = { width: 1280, height: 900 }): Promise<Opened> {
  const opened = await openPage(browser, size);
  await opened.page.goto(relay.url);
  await opened.page.waitForSelector('#open .incident');
  return opened;
}

describe('the live page', needs(chromiumNeed), () => {
  it('shows the storm first, what is everyday in a line each, and the relay below, without a complaint of the browser', async () => {
    const { page, complaints } = await openScene();
    expect(await page.locator('#connection').textContent()).toBe('Live, pipeline waits');
    expect(await page.locator('#verdict').textContent()).toBe('1 storm');
    expect(await page.locator('.station h3').allTextContents()).toEqual(['Sentry', 'Inbox', 'Brain']);
    expect(await page.locator('.lane').count()).toBe(3);
    expect(await page.locator('.lane').nth(1).textContent()).toContain('Slack answered 429, Retry-After 12');
    const storm = page.locator('#open .incident').first();
    expect(await storm.textContent()).toMatch(
      /Storm of 7 incidents.*redis unreachable.*416.*1,046.*12.*basket 4\.2\.0 deployed by Robin 14 s before.*Paged.*Nobody has acknowledged.*checkout.*gateway/s,
    );
    expect(await page.locator('#open .row .service').allTextContents()).toEqual([
      'basket',
      'login',
      'importer',
    ]);
    // A line each: what is everyday takes no room from what is not.
    for (const row of await page.locator('#open .row').all())
      expect((await row.boundingBox())?.height).toBeLessThan(48);
    const [card, relayLine] = [await storm.boundingBox(), await page.locator('#machine').boundingBox()];
    expect(card!.y).toBeLessThan(relayLine!.y);
    expect(await storm.locator('.chart-label').allTextContents()).toEqual(['deployed', 'paged']);
    expect(await storm.locator('.chart').textContent()).toMatch(/604 events a minute.*23:59:45 UTC/);
    expect(await page.locator('#books').textContent()).toContain('1,284 accepted');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['the page', (id: string) => `?page=${encodeURIComponent(`stormrelay:i1:${id}:1`)}`],
    ['the message', (id: string) => `?incident=${id}`],
  ])('opens the incident of %s that a person comes from', async (_, query) => {
    const { page, complaints } = await openPage(browser, { width: 1280, height: 900 });
    const row = relay.shelf.incidents[0]!;
    await page.goto(`${relay.url}/${query(row.id)}`);
    expect(new URL(page.url()).pathname).toBe(`/incidents/${row.id}`);
    await page.waitForSelector('#head h1');
    expect(await page.locator('#head h1').textContent()).toContain('redis unreachable');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('says when a drill last proved that alerts arrive, and whether it did', async () => {
    const subject = { service: 'checkout', environment: 'production', release: null, by: 'Robin' };
    const drill = { id: 'drill-7', scenario: 'single', subject, registeredAt: now - 240_000 } as const;
    for (const [state, endedAt, said, tone] of [
      ['passed', now - 180_000, 'passed 3 min ago', ''],
      ['failed', now - 180_000, 'failed 3 min ago', 'warn'],
      ['running', null, 'under way 4 min ago', ''],
    ] as const) {
      const list = [{ ...drill, state, endedAt }];
      const other = await startFakeRelay({ now: () => now, drills: { list: () => Promise.resolve(list) } });
      const { page, complaints } = await openPage(browser, { width: 1280, height: 900 });
      await page.goto(other.url);
      const fact = page.locator('.facts div', { hasText: 'last drill' });
      await fact.waitFor({ state: 'attached' });
      expect(await fact.textContent()).toBe(`last drill (test alert)${said}`);
      expect(await fact.getAttribute('data-tone')).toBe(tone);
      expect(complaints).toEqual([]);
      await page.context().close();
      await other.close();
    }
  });

  it('opens an incident by keyboard, with its story and its notifications, and closes with Escape', async () => {
    const { page, complaints } = await openScene();
    await page.locator('#open .choose').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('#detail .timeline');
    const detail = await page.locator('#detail').textContent();
    expect(detail).toContain('5 issues of 3 services broke out within 60 s');
    expect(detail).toContain('pagerduty/5f3a90c1 page');
    expect(detail).toContain('Slack answered 503');
    await page.keyboard.press('Escape');
    expect(await page.locator('#detail[open]').count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('acknowledges by a button', async () => {
    const { page } = await openScene();
    await page.locator('#open .incident').first().click();
    const answered = page.waitForResponse((response) => response.url().endsWith('/acknowledge'));
    await page.locator('#detail .act.acknowledge').click();
    expect((await answered).status()).toBe(202);
    expect(relay.commands).toContainEqual({
      action: 'acknowledge',
      incident: 'inc-0042',
      who: 'operator on this machine',
    });
    await page.context().close();
  });

  it('never lets text become markup', async () => {
    const hostile = `</span><img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
    const other = await startFakeRelay({ now: () => now });
    const services = [{ name: hostile, firstAt: now, lastAt: now, alerts: 1 }];
    const sample = { ...sampleIncident({ id: 'x' }).sample, message: hostile, link: 'javascript:alert(1)' };
    other.shelf.incidents = [sampleIncident({ id: 'inc-1', title: hostile, services, sample })];
    other.shelf.timeline = [
      { incident: 'inc-1', n: 1, at: now, kind: hostile, decision: toldBefore(hostile), tell: 'no' },
    ];
    const { page, complaints } = await openPage(browser, { width: 1280, height: 900 });
    await page.goto(other.url);
    await page.locator('#open .incident').click();
    await page.waitForSelector('#detail .timeline');
    expect(await page.locator('#open .title').textContent()).toBe(hostile);
    expect(await page.locator('main img, #detail img, main script, #detail script').count()).toBe(0);
    // Where the error says that it leads, nothing leads.
    expect(await page.locator('#detail a').allTextContents()).toEqual(['Open the page of this incident']);
    await page.goto(`${other.url}/incidents/inc-1`);
    await page.waitForSelector('#head h1');
    expect(await page.locator('#head h1').textContent()).toBe(hostile);
    expect(await page.locator('main img, main script, #head a, #facts a').count()).toBe(0);
    await page.goto(other.url);
    await expect.poll(() => page.title()).toBe('1 incident · stormrelay');
    expect(complaints).toEqual([]);
    await page.context().close();
    await other.close();
  });

  it('fits a phone: nothing is wider than the screen', async () => {
    const { page } = await openScene({ width: 400, height: 860 });
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
    await page.context().close();
  });

  it('says that the connection is lost, and finds back', async () => {
    const first = await startFakeRelay({ port: await freePort() });
    const { page } = await openPage(browser, { width: 900, height: 600 });
    await page.goto(first.url);
    await page.waitForSelector('#connection[data-state=live]');
    await first.close();
    await page.waitForSelector('#connection[data-state=lost]');
    expect(await page.locator('#connection').textContent()).toContain('trying again');
    const second = await startFakeRelay({ port: first.port });
    await page.waitForSelector('#connection[data-state=live]');
    await second.close();
    await page.context().close();
  });
});

describe('a page that asks for a token', needs(chromiumNeed), () => {
  it('logs in by form, shows the live page, and logs out', async () => {
    const locked = await startFakeRelay({ asksForToken: true });
    const { page, complaints } = await openPage(browser, { width: 900, height: 600 });
    await page.goto(locked.url);
    expect(new URL(page.url()).pathname).toBe('/login');
    await page.fill('#token', adminToken);
    await page.click('button');
    await page.waitForSelector('#connection[data-state=live]');
    expect(await page.locator('#calm').isVisible()).toBe(true);
    expect(await page.evaluate('document.cookie')).toBe('');
    await page.click('.log-out button');
    await page.waitForSelector('#token');
    expect(complaints).toEqual([]);
    await page.fill('#token', 'a wrong one');
    await page.click('button');
    await page.waitForSelector('[role=alert]');
    await page.context().close();
    await locked.close();
  });
});
