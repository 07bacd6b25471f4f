import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeRelay, type FakeRelay } from '../http/doubles/fake-relay.ts';
import { sampleIncident } from '../http/doubles/sample-incidents.ts';
import { journey, until } from '../journey/scene/journey.ts';
import { roots, shown } from '../journey/scene/seen.ts';
import { cacheIsGone, throwIt, troubles, unrelated } from '../journey/scene/trouble.ts';
import { needs } from '../running/needs.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';
import { sceneLanes, setScene } from './outage-scene.ts';

const now = 1_767_225_600_000;
const patience = { timeout: 60_000 };
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

async function opened(of: FakeRelay, id: string): Promise<{ page: Page; complaints: string[] }> {
  const opens = await openPage(browser, { width: 390, height: 844 });
  await opens.page.goto(`${of.url}/incidents/${id}`);
  await opens.page.locator('#reading').waitFor({ state: 'hidden' });
  return opens;
}

/** Words of marks on the chart that stand over each other. */
const crossingLabels = `(() => {
  const boxes = [...document.querySelectorAll('#head .chart-label')].map((label) => [label.textContent, label.getBoundingClientRect()]);
  return boxes.flatMap(([words, a], n) =>
    boxes.slice(n + 1).filter(([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1).map(([other]) => words + ' ' + other));
})()`;

describe('the page of an incident', needs(chromiumNeed), () => {
  it('tells what broke, how far it reaches, who has it and why it paged, the newest first, within a phone', async () => {
    const { page, complaints } = await opened(relay, 'inc-0042');
    await expect.poll(() => page.title()).toBe('redis unreachable (cache-main): 12 services · stormrelay');
    expect(await page.locator('#head').innerText()).toMatch(
      /Storm of 7 incidents.*redis unreachable \(cache-main\).*basket 4\.2\.0 deployed by Robin 14 s before.*Paged 23:57\s+Nobody has acknowledged it/s,
    );
    expect(await page.locator('#head .glance div').allTextContents()).toEqual([
      'users416',
      'events1,046',
      'services12',
      'so far2 min',
    ]);
    expect(await page.locator('#head .chart-label').allTextContents()).toEqual(['deployed', 'paged']);
    await expect.poll(() => page.evaluate(crossingLabels), { timeout: 60_000 }).toEqual([]);
    expect(await page.locator('#head .links a').allTextContents()).toEqual(['Slack', 'Sentry']);
    expect(await page.locator('#story summary:visible').allTextContents()).toEqual([
      '3 services joined 23:58–23:59',
      '2 deliveries 23:58',
    ]);
    await page.locator('#story summary:visible').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('#story .folded').first().innerText()).toContain('ledger joined:');
    expect(await page.locator('#services li').first().innerText()).toMatch(/checkout\s+216 events/);
    expect(await page.locator('#paging').innerText()).toContain('3 services share redis unreachable');
    expect(await page.locator('#deploys').innerText()).toContain('basket 4.2.0 by Robin, 14 s before');
    expect(await page.locator('#sent tbody tr').allInnerTexts()).toEqual([
      expect.stringMatching(/Page.*pagerduty\/5f3a90c1.*Up to date Triggered/s),
      expect.stringMatching(/Message.*slack\/C0STORM42.*Up to date/s),
      expect.stringMatching(/Thread.*slack\/C0STORM42.*Behind.*Slack answered 503/s),
    ]);
    const part = page.locator('#members a').first();
    expect([await part.textContent(), await part.getAttribute('href')]).toEqual([
      'pricing: ConnectionError in pricing',
      '/incidents/inc-010',
    ]);
    const wider = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate(wider)).toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('changes with the incident, and keeps what somebody opened', async () => {
    const other = await startFakeRelay({ now: () => now });
    setScene(other.shelf, now);
    const { page } = await opened(other, 'inc-0042');
    await page.locator('#story summary:visible').first().click();
    const taken = { status: 'acknowledged', acknowledgedBy: 'Ines', acknowledgedAt: now - 5_000 } as const;
    other.shelf.incidents = other.shelf.incidents.map((one) =>
      one.id === 'inc-0042' ? { ...one, ...taken } : one,
    );
    other.deps.feed.changed();
    await page.locator('#head', { hasText: 'Ines 23:59 has it' }).waitFor(patience);
    expect(await page.locator('#head .act.acknowledge').isVisible()).toBe(false);
    expect(await page.locator('#story details[open]').count()).toBe(1);
    await other.close();
    await page.locator('#unknown h2', { hasText: /^Unknown since \d\d:\d\d$/ }).waitFor(patience);
    await expect.poll(() => page.title()).toMatch(/^Unknown since/);
    await page.context().close();
  });

  it('shows what is over and why nobody was woken, and leads from a part to its storm', async () => {
    const { page } = await opened(relay, 'inc-0031');
    expect(await page.locator('#head .whose').innerText()).toMatch(
      /Over\s+since 21:43:20: All its issues are resolved/,
    );
    expect(await page.locator('#head .act:visible').count()).toBe(0);
    expect(await page.locator('#paging').innerText()).toBe('It meets no rule that wakes somebody.');
    await page.goto(`${relay.url}/incidents/inc-010`);
    await page.locator('#part-of a').click();
    await page.locator('#head h1', { hasText: 'redis unreachable' }).waitFor(patience);
    await page.context().close();
  });

  it('says that there is no such incident, with a way back', async () => {
    const { page } = await opened(relay, encodeURIComponent('<b>inc-1</b>'));
    expect(await page.locator('#missing').innerText()).toMatch(
      /There is no such incident.*no incident <b>inc-1<\/b>/s,
    );
    await page.locator('#missing a').click();
    await page.waitForSelector('#open .incident');
    await page.context().close();
  });

  it('lists what shares the page of many', async () => {
    const other = await startFakeRelay({ now: () => now });
    other.shelf.incidents = [sampleIncident({ id: 'inc-9', kind: 'collector', title: 'Many incidents' })];
    const { page, complaints } = await opened(other, 'inc-9');
    expect(await page.locator('#head .cause').innerText()).toContain('More pages than anybody can read');
    expect(complaints).toEqual([]);
    await page.context().close();
    await other.close();
  });
});

describe('a night with a real relay', needs(chromiumNeed), () => {
  const seed = 1114;
  const adminToken = 'an-admin-token-of-our-own-7714';

  it('is a storm that arrives, a link in Slack, an acknowledgement that all see, a dead letter, and a relay that is gone', async () => {
    const of = await journey({ seed, speed: 2 });
    await of.start({ ADMIN_TOKEN: adminToken, PUBLIC_URL: of.url });
    const { page } = await openPage(browser, { width: 1280, height: 900 });
    await logIn(page, of.url);
    await page.locator('#calm').waitFor(patience);
    const issue = troubles(of, seed);
    for (const service of ['checkout', 'basket', 'search', 'ledger', 'mail', 'login'])
      await throwIt(of.fakes, issue(service, cacheIsGone(service)).event());
    await page.locator('#open .card', { hasText: 'redis unreachable' }).waitFor(patience);
    await expect.poll(() => page.title(), patience).toContain('1 storm');

    const [, href = ''] = await until('a message with a link', () =>
      /(http:\/\/127\.0\.0\.1:\d+\/incidents\/inc-\d+)/.exec(roots(of).map(shown).join('\n')),
    );
    const reader = (await openPage(browser, { width: 390, height: 844 })).page;
    await reader.goto(href);
    expect(new URL(reader.url()).pathname).toBe('/login');
    await logIn(reader);
    await reader.waitForSelector('#head h1', patience);
    expect(reader.url()).toBe(href);
    const phone = (await openPage(browser, { width: 1280, height: 900 })).page;
    await phone.goto(of.fakes.connection.window.url);
    await phone.waitForSelector('.phone.ringing', patience);
    await reader.getByRole('button', { name: 'Acknowledge' }).click();
    await until('Slack says who has it', () =>
      /cknowledged by operator|operator has it/.test(roots(of).map(shown).join('\n')),
    );
    await phone.locator('.phone:not(.ringing)').first().waitFor(patience);
    await phone
      .locator('.message', { hasText: /cknowledged by operator|operator has it/ })
      .first()
      .waitFor(patience);
    await reader.locator('#head', { hasText: 'operator' }).waitFor(patience);
    await page.locator('#open .card', { hasText: /operator .*has it/ }).waitFor(patience);

    of.fakes.faults.add({
      target: { service: 'slack', method: 'chat.postMessage' },
      fault: { kind: 'error-code', error: 'invalid_blocks' },
    });
    await throwIt(of.fakes, issue('photo', unrelated[3]!).event());
    const letter = page.locator('#letter-list .letter').first();
    await letter.waitFor(patience);
    of.fakes.faults.clear();
    await letter.getByRole('button', { name: /^Replay dead letter/ }).click();
    await page.locator('#letters').waitFor({ ...patience, state: 'detached' });
    await until('what was a dead letter is in Slack', () =>
      roots(of).map(shown).join('\n').includes(unrelated[3]!.message),
    );

    await of.kill();
    await page.locator('#unknown', { hasText: 'Unknown since' }).waitFor(patience);
    await expect.poll(() => page.title(), patience).toContain('Unknown since');
    for (const one of [page, reader, phone]) await one.context().close();
  });

  async function logIn(page: Page, url?: string): Promise<void> {
    if (url !== undefined) await page.goto(url);
    await page.fill('#token', adminToken);
    await page.click('button');
  }
});
