import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusedLetter } from '../http/api/called.ts';
import { loadSettings } from '../../src/config/load.ts';
import { compilePolicy } from '../../src/config/policy.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { readYamlFixture } from '../config/yaml-fixture.ts';
import { startFakeRelay, type FakeRelay } from '../http/doubles/fake-relay.ts';
import { needs } from '../running/needs.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';
import { violations } from './violations.ts';

const now = 1_767_225_600_000;
const patience = { timeout: 60_000 };
let browser: Browser;

beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());

async function opened(relay: FakeRelay): Promise<{ page: Page; complaints: string[] }> {
  const opens = await openPage(browser, { width: 390, height: 844 });
  await opens.page.goto(relay.url);
  await opens.page.locator('#machine[open]').waitFor(patience);
  return opens;
}

describe('the relay, where it cannot go on by itself', needs(chromiumNeed), () => {
  it('lists dead letters with their reasons, replays one, drops one for a reason, and replays the rest', async () => {
    const relay = await startFakeRelay({ now: () => now });
    const letter = (id: number): ReturnType<typeof refusedLetter> => ({
      ...refusedLetter(now - 60_000 * id),
      id,
    });
    relay.shelf.deadLetters = [5, 6, 7, 8].map(letter);
    const { page, complaints } = await opened(relay);
    const rows = page.locator('#letter-list .letter');
    const count = async (many: number): Promise<void> => {
      await expect.poll(() => rows.count(), patience).toBe(many);
    };
    await count(4);
    expect(await rows.first().innerText()).toMatch(
      /inc-1\/slack\/x\/message 23:55:00, tried 2 times\s+invalid_blocks/,
    );
    expect(await rows.first().getByRole('link').getAttribute('href')).toBe('/incidents/inc-1');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Replay dead letter 5,' }).click();
    await count(3);
    await rows.first().getByText('Discard…').click();
    await rows.first().getByRole('button', { name: 'Discard it' }).click();
    // Without a reason nothing is dropped.
    await count(3);
    await rows.first().getByLabel('Why it may be dropped').fill('The channel is gone');
    await rows.first().getByRole('button', { name: 'Discard it' }).click();
    await count(2);
    await page.getByRole('button', { name: 'Replay all' }).click();
    await count(0);
    expect(relay.shelf.deadLetters.map(({ id, state, closed }) => [id, state, closed?.why])).toEqual([
      [5, 'replayed', null],
      [6, 'discarded', 'The channel is gone'],
      [7, 'replayed', null],
      [8, 'replayed', null],
    ]);
    expect(complaints).toEqual([]);
    await page.context().close();
    await relay.close();
  });

  it('counts what the door refused by its most likely cause', async () => {
    const relay = await startFakeRelay({ now: () => now });
    const kept = {
      ...(await relay.deps.store.stats()),
      quarantined: 9,
      quarantinedBy: { stranger: 7, 'previous-secret': 2 },
    };
    const other = await startFakeRelay({ now: () => now, shelf: relay.shelf });
    other.deps.store.stats = () => Promise.resolve(kept);
    const { page } = await openPage(browser, { width: 1280, height: 900 });
    await page.goto(other.url);
    await page.locator('#machine summary').first().click();
    await page.locator('#quarantine').waitFor(patience);
    expect(await page.locator('#quarantine-list li').allTextContents()).toEqual([
      '2 signed with a secret that the relay held before',
      '7 not in the form of Sentry: strangers',
    ]);
    await page.context().close();
    await other.close();
    await relay.close();
  });

  it('says how much came in time, and what is overdue in its one line', async () => {
    const relay = await startFakeRelay({ now: () => now });
    const tally = (good: number, total: number): { good: number; total: number } => ({ good, total });
    const windows = { '1h': tally(0, 0), '24h': tally(2_000, 2_001), '30d': tally(9, 9) };
    relay.shelf.objectives = [
      { objective: 'shown', windows, overdue: 3 },
      { objective: 'paged', windows, overdue: 1 },
    ];
    const { page, complaints } = await openPage(browser, { width: 1280, height: 900 });
    await page.goto(relay.url);
    await page.locator('#objectives').waitFor(patience);
    expect(await page.locator('#machine-line').textContent()).toBe(
      '1 page overdue · 3 incidents not shown yet',
    );
    expect(await page.locator('#objectives tbody tr').first().locator('td b').allTextContents()).toEqual([
      '–',
      '99.9 %',
      '100 %',
    ]);
    expect(await page.locator('#objectives .overdue').allTextContents()).toEqual(['3 overdue', '1 overdue']);
    expect(complaints).toEqual([]);
    await page.context().close();
    await relay.close();
  });

  it('shows the rules as they hold and what was deployed, asked for only once it is opened', async () => {
    const why = 'stormrelay.yaml:3:1: nonsense: There is no such setting.';
    const relay = await startFakeRelay({ now: () => now, refusedRules: () => why });
    relay.shelf.ruling = { policy: teamsPolicy(), since: now - 60_000 };
    const deploy = { environment: 'production', version: '9c1e4f2', at: now - 90_000, by: 'Ada' };
    const compareUrl = 'https://github.com/acme/shop/compare/a...b';
    relay.shelf.deploys.push({ ...deploy, service: '<b>cart</b>', what: null, compareUrl });
    const { page, complaints } = await openPage(browser, { width: 390, height: 844 });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(relay.url);
    await page.locator('#machine summary').first().waitFor(patience);
    expect(asked).not.toContain('/api/rules');
    await page.locator('#machine summary').first().click();
    await page.locator('#route-list li').first().waitFor(patience);
    expect(await page.locator('#route-list li').allInnerTexts()).toEqual([
      expect.stringContaining('service=~"pay.*"'),
      expect.stringContaining('not while nights · at route.routes[1]'),
      expect.stringMatching(/^everything else.*everyone.*at route$/),
    ]);
    expect(await page.locator('#receiver-list').innerText()).toContain('is paged for a storm, level fatal');
    expect(await page.locator('#rules-refused').textContent()).toContain(why);
    expect(await page.locator('#rules-since').textContent()).toMatch(/^They hold since \d\d:\d\d:\d\d\.$/);
    await page.locator('#deploy-list li').waitFor(patience);
    expect(await page.locator('#deploy-list li').innerText()).toContain(
      '<b>cart</b> 9c1e4f2 production · by Ada',
    );
    expect(await page.locator('#deploy-list a').getAttribute('href')).toBe(compareUrl);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
    await relay.close();
  });
});

function teamsPolicy(): Policy {
  const fixture = new URL('../../fixtures/config/valid/teams.yaml', import.meta.url);
  return compilePolicy(loadSettings(readYamlFixture(fixture).environment).settings);
}
