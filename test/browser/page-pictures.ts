/** The live page in every state that somebody may find it in at night, on a desk and on a phone, light and dark. */
import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { toldBefore } from '../../src/domain/decision/vocabulary.ts';
import { nothingSent } from '../../src/domain/sending/sent.ts';
import type { HttpDeps } from '../../src/http/http-deps.ts';
import type { LaneView } from '../../src/observe/lanes/lane-view.ts';
import { startFakeRelay, type FakeRelay } from '../http/doubles/fake-relay.ts';
import { blockedPager, platform } from './blocked-pager.ts';
import { countScene, sceneLanes, setScene } from './outage-scene.ts';

const now = Date.UTC(2026, 2, 3, 11, 44, 7);
const devices = { desk: { width: 1280, height: 860 }, phone: { width: 390, height: 844 } } as const;
const schemes = ['light', 'dark'] as const;

/** A relay in some state, and what happens to it once the page is open. */
interface Scene {
  readonly lanes: readonly LaneView[];
  /** The relay's time; absent: the moment of all of them. */
  readonly at?: number;
  readonly set: (relay: FakeRelay) => void;
  readonly policy?: ReturnType<HttpDeps['policy']>;
  readonly then?: (relay: FakeRelay, page: Page) => Promise<void>;
}

const well = sceneLanes(now).map((lane): LaneView => ({
  ...lane,
  state: { kind: 'flowing' },
  pending: 0,
  oldestPendingAt: null,
}));
const blocked = blockedPager(now);
const seenByRobin = { acknowledgedBy: 'Robin', acknowledgedAt: now - 90_000 };
const storm = ({ shelf, deps }: FakeRelay): void => {
  setScene(shelf, now);
  shelf.lastSentry = { at: now - 1_000, verifiedBy: 'secret-1' };
  countScene(deps.rates, now);
};

const scenes: Readonly<Record<string, Scene>> = {
  idle: {
    lanes: well,
    set: ({ shelf }) => {
      shelf.lastSentry = { at: now - 2_520_000, verifiedBy: 'secret-1' };
    },
  },
  storm: { lanes: well, set: storm },
  after: {
    lanes: well,
    at: now + 120_000,
    set: (relay) => {
      storm(relay);
      relay.shelf.incidents = relay.shelf.incidents.map((incident) =>
        incident.status === 'resolved'
          ? incident
          : {
              ...incident,
              status: 'resolved',
              ...(incident.storm === null ? {} : seenByRobin),
              resolution: {
                at: now + 20_000,
                by: 'sentry',
                who: null,
                reason: toldBefore('All its issues are resolved in Sentry.'),
              },
            },
      );
    },
  },
  'blocked-pager': {
    lanes: well.map((lane) =>
      lane.kind === 'pager' ? { ...lane, state: blocked, pending: 2, oldestPendingAt: now - 200_000 } : lane,
    ),
    policy: { routing: platform },
    set: (relay) => {
      storm(relay);
      relay.shelf.notifications = relay.shelf.notifications.map((row) =>
        row.surface === 'page' ? { ...row, sent: nothingSent } : row,
      );
    },
  },
  'dead-relay': {
    lanes: well,
    set: storm,
    then: async (relay, page) => {
      await relay.close();
      await page.waitForSelector('body[data-known=no]', { timeout: 30_000 });
      await page.clock.fastForward(180_000);
    },
  },
};

/** Takes all of them; answers how many there are. */
export async function picturePages(browser: Browser, folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true });
  let taken = 0;
  for (const [name, scene] of Object.entries(scenes))
    for (const [device, viewport] of Object.entries(devices))
      for (const colorScheme of schemes) {
        const page = await browser.newPage({ viewport, colorScheme, timezoneId: 'UTC' });
        await pictureScene(scene, page, `${folder}/${name}-${device}-${colorScheme}.png`);
        await page.close();
        taken += 1;
      }
  return taken;
}

async function pictureScene(
  { lanes, at = now, policy = {}, set, then }: Scene,
  page: Page,
  file: string,
): Promise<void> {
  const relay = await startFakeRelay({ now: () => at, lanes: () => lanes, policy });
  set(relay);
  await page.clock.install({ time: at });
  await page.goto(relay.url);
  await page.waitForSelector('#connection[data-state=live]');
  await (then?.(relay, page) ?? Promise.resolve());
  await page.screenshot({ path: file });
  if (then === undefined) await relay.close();
}
