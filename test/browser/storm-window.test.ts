import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { stormCommand } from '../simulator/run/storm-process.ts';
import { needs } from '../running/needs.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';

const root = path.join(import.meta.dirname, '..', '..');
/** Whoever waits for a message waits for a storm. */
const soon = { timeout: 120_000 };
let browser: Browser;

beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());

interface Storm {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly asked: readonly string[];
  readonly message: Locator;
}

/** A storm of the command, with its page open before the relay is there. */
async function openStorm(): Promise<Storm> {
  const storm = stormCommand(['redis-outage', '--speed', '20'], { cwd: root });
  onTestFinished(async () => {
    storm.interrupt();
    await storm.ended;
  });
  const address = /Watch it: (http:\/\/127\.0\.0\.1:\d+\/)/;
  await expect.poll(storm.said, soon).toMatch(address);
  const { page, complaints } = await openPage(browser, { width: 1280, height: 900 });
  onTestFinished(() => page.context().close());
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(address.exec(storm.said())?.[1] ?? '');
  const message = page.locator('#messages .message', { hasText: 'services failing' }).first();
  return { page, complaints, asked, message };
}

describe('the page of a storm', needs(chromiumNeed), () => {
  it('shows the storm in Slack and on the phone; what is pressed in the message, the phone shows', async () => {
    const { page, complaints, asked, message } = await openStorm();
    await page.waitForSelector('.phone.ringing', soon);
    expect(await page.locator('#said').textContent()).toContain('redis unreachable');
    await message.locator('.versions').waitFor(soon);
    await message.locator('.replies').click(soon);
    await page.locator('#thread .message', { hasText: 'broke out together' }).waitFor(soon);
    await page.locator('#thread-close').click();

    await message.locator('.versions').click();
    await message.locator('.past input').fill('1');
    await expect.poll(() => message.locator('output').textContent()).toMatch(/^version 1 of \d+, /);
    expect(await message.getByRole('button', { name: 'Acknowledge' }).isDisabled()).toBe(true);
    await message.getByRole('button', { name: 'Now' }).click();

    await message.getByRole('button', { name: 'Acknowledge' }).click();
    await page.locator('.notice[data-status="acknowledged"]', { hasText: 'by the relay' }).waitFor(soon);
    expect(await page.locator('.phone.ringing').count()).toBe(0);
    await expect.poll(() => message.textContent(), soon).toMatch(/Acknowledged by @?kim\.fernhill/);
    expect(await page.locator('#whispers').textContent()).toContain('Only visible to you');
    expect(complaints).toEqual([]);
    expect(asked.filter((url) => !url.startsWith('http://127.0.0.1:'))).toEqual([]);
  });

  it('acknowledges on the phone, and the message says by whom', async () => {
    const { page, complaints, message } = await openStorm();
    await page.waitForSelector('.phone.ringing', soon);
    await page.locator('.notice').getByRole('button', { name: 'Acknowledge' }).click();
    await page.locator('.notice[data-status="acknowledged"]', { hasText: 'by Robin Fake' }).waitFor(soon);
    expect(await page.locator('.phone.ringing').count()).toBe(0);
    await expect.poll(() => message.textContent(), soon).toContain('Acknowledged by Robin Fake');
    expect(complaints).toEqual([]);
  });
});
