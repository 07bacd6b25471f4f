import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFakeRelay, type FakeRelay } from '../http/doubles/fake-relay.ts';
import { needs } from '../running/needs.ts';
import { chromiumNeed, openPage, startChromium } from './chromium.ts';
import { sceneLanes, setScene } from './outage-scene.ts';

const now = 1_767_225_600_000;
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

async function openScene(): Promise<Page> {
  const { page } = await openPage(browser, { width: 1280, height: 900 });
  await page.goto(relay.url);
  await page.waitForSelector('#open .card');
  return page;
}

describe('the outage first', needs(chromiumNeed), () => {
  it('acknowledges and mutes on the card, and resolves at a second press', async () => {
    const page = await openScene();
    const card = page.locator('#open .card').first();
    const pressed = async (name: string | RegExp, action: string): Promise<void> => {
      const answered = page.waitForResponse((response) => response.url().endsWith(`/inc-0042/${action}`));
      await card.getByRole('button', { name }).click();
      expect((await answered).status()).toBe(202);
    };
    await pressed('Acknowledge', 'acknowledge');
    await pressed('Mute 1 h', 'mute');
    const before = relay.commands.length;
    await card.getByRole('button', { name: 'Resolve' }).click();
    expect(relay.commands).toHaveLength(before);
    await pressed('Resolve it for everybody?', 'resolve');
    expect(relay.commands.slice(-3).map(({ action }) => action)).toEqual(['acknowledge', 'mute', 'resolve']);
    expect(await page.locator('#detail[open]').count()).toBe(0);
    await page.context().close();
  });

  it('keeps the relay in one line while it is well, and opens it when it is not', async () => {
    const well = sceneLanes(now).map((one) => ({ ...one, state: { kind: 'flowing' } as const }));
    let lanes: ReturnType<typeof sceneLanes> = well;
    const other = await startFakeRelay({ now: () => now, lanes: () => lanes });
    const { page } = await openPage(browser, { width: 1280, height: 900 });
    await page.goto(other.url);
    const line = page.locator('#machine summary');
    await expect.poll(() => line.textContent(), { timeout: 60_000 }).toContain('The relay is well');
    expect(await page.locator('#stations').isVisible()).toBe(false);
    lanes = sceneLanes(now);
    other.deps.feed.changed();
    await page.locator('#stations').waitFor();
    expect(await line.textContent()).toBe('Slack waits');
    await page.context().close();
    await other.close();
  });
});
