import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Silence } from '../../src/domain/routing/silence.ts';
import { startFakeRelay } from '../http/doubles/fake-relay.ts';
import { needs } from '../running/needs.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';

const now = 1_767_225_600_000;
let browser: Browser;

beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());

describe('what is silenced, on the live page', needs(chromiumNeed), () => {
  it('is listed: by whom, why and for how long, what ends next first, and ends it at a press', async () => {
    const silence = (id: string, until: number, reason: string): Silence => ({
      id,
      matchers: [{ label: 'service', op: '=', value: `<b>${id}</b>` }],
      from: now - 60_000,
      until,
      by: 'Ada',
      reason,
    });
    const other = await startFakeRelay({ now: () => now });
    other.shelf.silences.push(
      silence('later', now + 3 * 86_400_000, 'the move'),
      silence('sooner', now + 600_000, '<i>a migration</i>'),
      silence('over', now - 1, 'long ago'),
    );
    const { page, complaints } = await openPage(browser, { width: 1280, height: 900 });
    const asked: string[] = [];
    await page.route('**/api/silences/*', (way, request) => {
      asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
      other.shelf.silences.shift();
      return way.fulfill({ status: 200, json: { silence: null } });
    });
    await page.goto(other.url);
    await page.waitForSelector('#silence-list .silence');
    const rows = page.locator('#silence-list .silence');
    expect(await rows.allTextContents()).toEqual([
      expect.stringMatching(/^service="<b>sooner<\/b>"Ada: <i>a migration<\/i>until .*10 min left/),
      expect.stringMatching(/^service="<b>later<\/b>"Ada: the moveuntil 2026-01-04 .*left/),
    ]);
    expect(await page.locator('#silence-count').textContent()).toBe('2');
    await rows.nth(1).getByRole('button').click();
    await expect.poll(() => rows.count(), { timeout: 60_000 }).toBe(1);
    expect(asked).toEqual(['DELETE /api/silences/later']);
    other.shelf.silences.length = 0;
    await page.waitForSelector('#silences', { state: 'hidden' });
    expect(complaints).toEqual([]);
    await page.context().close();
    await other.close();
  });

  it('is added there, with its reason, and it says what is wrong with a matcher', async () => {
    const other = await startFakeRelay({ now: () => now });
    const { page, complaints } = await openPage(browser, { width: 1280, height: 900 });
    const told: unknown[] = [];
    await page.route('**/api/silences', (way, request) => {
      told.push(request.postDataJSON());
      const message =
        'matchers[1]: At character 1 of servce="x": There is no label servce. Did you mean service?';
      return told.length === 1
        ? way.fulfill({ status: 400, json: { error: { code: 'bad-silence', message } } })
        : way.fulfill({ status: 201, json: { silence: null } });
    });
    await page.goto(other.url);
    await page.getByText('Add a silence').click();
    await page.getByLabel('What it covers').fill('service="ledger"\n\n servce="x" ');
    await page.getByLabel('For how long').selectOption('1 hour');
    await page.getByLabel('Why').fill('the move');
    await page.getByRole('button', { name: 'Silence' }).click();
    await expect
      .poll(() => page.locator('#silence-trouble').textContent(), { timeout: 60_000 })
      .toContain('Did you mean service?');
    await page.getByLabel('What it covers').fill('service="ledger"');
    await page.getByLabel('Your name').fill('Ada');
    await page.getByRole('button', { name: 'Silence' }).click();
    await page.waitForSelector('#silence-form', { state: 'hidden' });
    const first = { matchers: ['service="ledger"', 'servce="x"'], forMs: 3_600_000, reason: 'the move' };
    expect(told).toEqual([first, { ...first, matchers: ['service="ledger"'], who: 'Ada' }]);
    // Whoever refused it is our own fake: the browser tells of every 400.
    expect(complaints.filter((line) => !line.includes('400'))).toEqual([]);
    await page.context().close();
    await other.close();
  });
});
