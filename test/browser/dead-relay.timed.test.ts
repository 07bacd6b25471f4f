import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFakeRelay } from '../http/doubles/fake-relay.ts';
import { becomesReady, live, relayCommand, type Life } from '../journey/scene/relay-life.ts';
import { needs } from '../running/needs.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';
import { startWire } from './half-open.ts';

/** So soon somebody who looks at the page has to see that it shows the past. */
const seenWithinMs = 5_000;
let browser: Browser;
let folder = '';
let page: Page;

beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stormrelay-page-'));
  ({ page } = await openPage(browser, { width: 900, height: 700 }));
});
afterEach(async () => {
  await page.context().close();
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A real relay with a store and a pager that it never calls. */
async function startRelay(port: number): Promise<Life> {
  const relay = live(relayCommand('serve'), {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    HOST: '127.0.0.1',
    PORT: String(port),
    STORE_URL: `sqlite:${join(folder, 'stormrelay.db')}`,
    SENTRY_SIGNING_SECRETS: 'a-client-secret-of-our-own-0123456789',
    PAGERDUTY_ROUTING_KEY: '0'.repeat(32),
    PAGERDUTY_EVENTS_URL: `http://127.0.0.1:${port}`,
  });
  await becomesReady(relay, `http://127.0.0.1:${port}`);
  return relay;
}

async function showsLive(): Promise<void> {
  await page.waitForSelector('body[data-known=yes] #connection[data-state=live]');
  expect(await page.title()).not.toContain('Unknown');
}

/** Waits until the page says since when it knows nothing; answers with how many ms that took. */
async function becomesUnknown(since: number): Promise<number> {
  const began = performance.now();
  await page.waitForSelector('body[data-known=no]', { timeout: 2 * seenWithinMs });
  const took = performance.now() - began;
  const minutes = [since - 2_000, since].map((at) => new Date(at).toISOString().slice(11, 16));
  const words = (await page.locator('#verdict').textContent()) ?? '';
  expect(minutes.map((minute) => `Unknown since ${minute}`)).toContain(words);
  await expect.poll(() => page.title()).toBe(`${words} · stormrelay`);
  expect(await page.locator('#unknown h2').textContent()).toBe(words);
  expect(await page.locator('#unknown').isVisible()).toBe(true);
  const filter = await page.evaluate("getComputedStyle(document.querySelector('#machine')).filter");
  expect(filter).toBe('grayscale(1)');
  expect(await page.locator('#as-of').textContent()).toMatch(/as of [\d:]+, \d+ s ago/);
  return took;
}

describe('a relay that died', needs(chromiumNeed), () => {
  it('shows as unknown within 5 s when its process is frozen or killed, and comes back by itself', async () => {
    const port = await freePort();
    const relay = await startRelay(port);
    await page.goto(`http://127.0.0.1:${port}`);
    await showsLive();
    await page.locator('#silence-add summary').click();
    await page.getByLabel('What it covers').fill('service="ledger"');
    await page.getByLabel('Why', { exact: true }).fill('Known');
    process.kill(relay.pid, 'SIGSTOP');
    expect(await becomesUnknown(Date.now())).toBeLessThan(seenWithinMs);
    // What is pressed meanwhile would be done whenever it wakes.
    await page.locator('#silence-now').click();
    await expect
      .poll(() => page.locator('#silence-trouble').textContent())
      .toContain('so nothing was sent: it would be done whenever it wakes');
    process.kill(relay.pid, 'SIGCONT');
    await showsLive();
    expect(await page.locator('#unknown').isVisible()).toBe(false);
    const { silences } = (await (await fetch(`http://127.0.0.1:${port}/api/silences`)).json()) as {
      silences: unknown[];
    };
    expect(silences).toEqual([]);
    relay.signal('SIGKILL');
    expect(await becomesUnknown(Date.now())).toBeLessThan(seenWithinMs);
    expect(await page.locator('#unknown').textContent()).toContain('nobody is paged');
    await relay.ended;
    await startRelay(port);
    await showsLive();
  });

  it('shows as unknown within 5 s when the wire is dead and nobody closes the connection', async () => {
    const relay = await startFakeRelay();
    const wire = await startWire(relay.port);
    await page.goto(wire.url);
    await showsLive();
    wire.cut();
    expect(await becomesUnknown(Date.now())).toBeLessThan(seenWithinMs);
    wire.mend();
    await showsLive();
    await wire.close();
    await relay.close();
  });

  it('is not unknown after a short restart', async () => {
    const first = await startFakeRelay();
    await page.goto(first.url);
    await showsLive();
    await first.close();
    await page.waitForSelector('#connection[data-state=lost]');
    const second = await startFakeRelay({ port: first.port });
    await page.waitForSelector('#connection:is([data-state=live], [data-state=asking])');
    expect(await page.locator('#unknown').isVisible()).toBe(false);
    await second.close();
  });
});

describe('a relay that lives', needs(chromiumNeed), () => {
  it('is followed by asking where a proxy passes no websocket on', async () => {
    const relay = await startFakeRelay();
    await page.routeWebSocket('**/live', (socket) => socket.close());
    await page.goto(relay.url);
    await page.waitForSelector('#connection[data-state=asking]');
    await page.waitForTimeout(4_000);
    expect(await page.locator('#unknown').isVisible()).toBe(false);
    await expect.poll(() => page.title()).toBe('All quiet · stormrelay');
    await relay.close();
  });
});
