import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { callSlack, enqueue, post, started, trigger } from '../simulator/fakes/started.ts';
import { needs } from '../running/needs.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());

const soon = { timeout: 60_000 };
const word = (text: string): object => ({ type: 'plain_text', text });
const said = (text: string): readonly object[] => [
  { type: 'header', text: word(text) },
  { type: 'section', text: { type: 'mrkdwn', text: 'of `<img src=x onerror=alert(1)>`' } },
  { type: 'actions', elements: [{ type: 'button', action_id: 'mine:go', text: word('Acknowledge') }] },
];

/** A relay that takes everything that is pressed. */
async function listeningRelay(pressed: string[]): Promise<string> {
  const server = createServer((request, response) => {
    pressed.push(request.url ?? '');
    request.resume().on('end', () => response.end());
  });
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the page of the fakes', needs(chromiumNeed), () => {
  it('shows a message that edits itself, how it read before, its thread, and a phone that rings until somebody acknowledges', async () => {
    const { fakes, clock } = await started();
    const pressed: string[] = [];
    fakes.sentry.setTarget(`${await listeningRelay(pressed)}/webhooks/sentry`);
    const { page, complaints } = await openPage(browser, { width: 1280, height: 900 });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).origin));
    await page.goto(fakes.connection.window.url);
    await page.locator('#nothing').waitFor(soon);

    const { channel } = fakes.connection.slack;
    const ts = await post(fakes, { text: 'x', blocks: said('3 services failing') });
    const message = page.locator(`.message[data-ts="${ts}"]`).first();
    await message.getByText('3 services failing').waitFor(soon);
    clock.advance(2_000);
    await callSlack(fakes, 'chat.update', { channel, ts, text: 'x', blocks: said('12 services failing') });
    await post(fakes, { text: 'a reply', thread_ts: ts });
    await message.getByText('12 services failing').waitFor(soon);
    expect(await message.locator('code').textContent()).toBe('<img src=x onerror=alert(1)>');

    await message.locator('.versions').click();
    await message.locator('.past input').fill('1');
    await message.getByText('3 services failing', { exact: true }).waitFor(soon);
    expect(await message.getByRole('button', { name: 'Acknowledge' }).isDisabled()).toBe(true);
    await message.getByRole('button', { name: 'Now', exact: true }).click();
    await message.getByText('12 services failing').waitFor(soon);
    await message.locator('.replies').click();
    await page.locator('#thread').getByText('a reply').waitFor(soon);
    await page.locator('#thread-close').click();
    await message.getByRole('button', { name: 'Acknowledge' }).click();
    await expect.poll(() => pressed, soon).toEqual(['/webhooks/slack/interactions']);

    await enqueue(fakes, trigger('k', 'redis unreachable'));
    await page.waitForSelector('.phone.ringing', soon);
    expect(await page.locator('#said').textContent()).toBe('“redis unreachable”');
    await page.locator('.notice').getByRole('button', { name: 'Acknowledge' }).click();
    await page.locator('.notice', { hasText: 'Acknowledged by Robin Fake' }).waitFor(soon);
    expect(await page.locator('.phone.ringing').count()).toBe(0);
    expect(fakes.observed().pagerduty.incidents).toMatchObject([{ status: 'acknowledged' }]);
    const limited = page.getByRole('button', { name: 'Slack 429' });
    await limited.click();
    await page
      .locator('[data-break="slack-limited"][aria-pressed="true"]', { hasText: '0:30' })
      .waitFor(soon);
    expect(await callSlack(fakes, 'chat.update', { channel, ts, text: 'x' })).toMatchObject({ status: 429 });
    clock.advance(30_000);
    await page.locator('[data-break="slack-limited"][aria-pressed="false"]').waitFor(soon);
    expect(new Set(asked)).toEqual(new Set([new URL(fakes.connection.window.url).origin]));
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
