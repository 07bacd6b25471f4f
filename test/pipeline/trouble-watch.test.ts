import { describe, expect, it, onTestFinished } from 'vitest';
import { emptyState } from '../../src/correlate/state/brain-state.ts';
import { noCanary, type CanaryStanding } from '../../src/domain/drill/canary.ts';
import type { LaneState } from '../../src/domain/sending/lane.ts';
import { watchOwnTrouble } from '../../src/pipeline/trouble-watch.ts';
import { silentLog } from '../../src/seams/log.ts';
import { pager, policy, start } from '../make.ts';
import { manualClock } from '../simulator/fakes/manual-clock.ts';

const second = 1_000;
const state = emptyState({ install: 'i', now: start, cursor: 0, policy, former: [], pagesWanted: [] });
const stats = {
  ...{ cursor: 0, lastSeq: 0, unappliedBytes: 0, bodyBytes: 0, openDeadLetters: 0, quarantined: 0 },
  ...{ quarantinedBy: {}, lastSentry: null },
};

/** What is told, and after how many seconds, while the only pager's lane is as `laneAt` says, for so long. */
async function told(
  forS: number,
  laneAt: (s: number, now: number) => LaneState,
  canary: CanaryStanding = noCanary,
): Promise<readonly string[]> {
  const clock = manualClock();
  const began = clock.now();
  const stop = new AbortController();
  const heard: string[] = [];
  const secondNow = (): number => (clock.now() - began) / second;
  const watch = watchOwnTrouble({
    state,
    store: {
      stats: () => Promise.resolve(stats),
      deadLetters: () => Promise.resolve([]),
      canary: () => Promise.resolve(canary),
    },
    hasCanary: true,
    inbox: {
      accept: ({ body }) => {
        const { state: how, trouble } = JSON.parse(body) as { state: string; trouble: { code: string } };
        return Promise.resolve({
          seq: heard.push(`${secondNow()} ${trouble.code} ${how}`),
          duplicate: false,
        });
      },
    },
    lanes: () => {
      if (secondNow() >= forS) stop.abort();
      return [{ id: pager.lane, credential: pager.credential, state: laneAt(secondNow(), clock.now()) }];
    },
    clock,
    pace: clock,
    log: silentLog,
  });
  await watch(stop.signal);
  return heard;
}

describe('that nobody can be paged', () => {
  const failing = (failures: number, until: number): LaneState => {
    return { kind: 'waiting', failures, until, reason: 'It did not answer in time.' };
  };

  it('is told while each try fails, and between two of them', async () => {
    const seen = await told(300, (s, now) => failing(1 + Math.floor(s / 40), now + ((s % 40) - 20) * second));
    expect(seen).toEqual(['125 nobody-paged on']);
  });

  it('is not told of one call that failed, after which nothing was left to be delivered', async () => {
    const once = manualClock().now() + 2 * second;
    expect(await told(900, () => failing(1, once))).toEqual([]);
  });

  it('is over when nothing waits for the pager any more', async () => {
    const seen = await told(900, (s, now) => failing(9, now - Math.max(0, s - 200) * second));
    expect(seen).toEqual(['125 nobody-paged on', '320 nobody-paged over']);
  });
});

describe('a canary', () => {
  const failing = { ...noCanary, failures: 2, why: 'No answer.' };
  const flowing = (): LaneState => ({ kind: 'flowing' });

  it('is told of once two have failed in a row', async () => {
    expect(await told(300, flowing, { ...failing, failures: 1 })).toEqual([]);
    expect(await told(300, flowing, failing)).toEqual(['5 canary-fails on']);
  });

  it('wakes nobody besides, where it fails for what is told by itself', async () => {
    const blocked = (_: number, now: number): LaneState => {
      return { kind: 'blocked', reason: 'Revoked.', since: now, until: now };
    };
    expect(await told(300, blocked, failing)).toEqual(['125 nobody-paged on']);
  });
});

it('a project that falls silent is told of once, and is over when it speaks', async () => {
  const flowing = (): LaneState => ({ kind: 'flowing' });
  const [at, day] = [manualClock().now(), 24 * 3_600_000];
  const days = Array.from({ length: 8 }, (_, n) => ({ day: n, minutes: 20, longestMs: 3_600_000 }));
  const row = {
    key: 'shop',
    service: 'shop',
    since: at - 9 * day,
    lastAt: at - day,
    heardMs: 0,
    days,
    sdks: [],
  };
  state.meta = { ...state.meta, heard: { at, alerts: {}, forMs: 4 * 3_600_000 } };
  onTestFinished(() => {
    state.projects.clear();
  });
  state.projects.set('shop', row);
  const seen = await told(300, (s) => {
    if (s === 100) state.projects.set('shop', { ...row, lastAt: at, heardMs: 4 * 3_600_000 });
    return flowing();
  });
  expect(seen).toEqual(['5 projects-silent on', '155 projects-silent over']);
});
