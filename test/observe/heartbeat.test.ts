import { describe, expect, it } from 'vitest';
import { Heart } from '../../src/observe/heartbeat/heart.ts';
import {
  heartNote,
  whySilent,
  type BeatFacts,
  type HeartStanding,
} from '../../src/observe/heartbeat/why-silent.ts';
import { InboxLag } from '../../src/observe/heartbeat/inbox-lag.ts';
import { silentLog } from '../../src/seams/log.ts';

const now = 1_767_225_600_000;
const lane = { drillsOnly: false, state: { kind: 'flowing' }, oldestPendingAt: null } as const;
const well: BeatFacts = {
  now,
  phase: 'running',
  brainStopped: false,
  answers: true,
  lagMs: 0,
  storeRefuses: false,
  lanes: [lane],
  canary: null,
};
const held = { kind: 'blocked', reason: 'revoked', since: now, until: now } as const;
const blocked = { ...lane, state: held };

describe('why a dead man’s switch is told nothing', () => {
  it('has no reason while the whole pipeline works', () => {
    expect(whySilent(well)).toEqual([]);
    // What waits for its turn, a budget, or a drill, keeps no alert from anybody for long.
    expect(whySilent({ ...well, lagMs: 2_000, lanes: [{ ...lane, oldestPendingAt: now - 60_000 }] })).toEqual(
      [],
    );
    expect(whySilent({ ...well, lanes: [lane, { ...blocked, drillsOnly: true }] })).toEqual([]);
  });

  it.each([
    ['not-running', { phase: 'starting' }],
    ['not-running', { phase: 'stopping' }],
    ['brain-stopped', { brainStopped: true }],
    ['brain-silent', { answers: false }],
    ['inbox-lags', { lagMs: 30_000 }],
    ['store-refuses', { storeRefuses: true }],
    ['lane-blocked', { lanes: [lane, blocked] }],
    ['canary-failed', { canary: 'canary-failed' }],
    ['canary-overdue', { canary: 'canary-overdue' }],
    ['lane-late', { lanes: [{ ...lane, oldestPendingAt: now - 181_000 }] }],
  ] as const)('%s: %o', (code, change) => {
    expect(whySilent({ ...well, ...change })).toEqual([code]);
  });
});

it('what waits is as old as the first look that saw it, and a new crowd is young', () => {
  const lag = new InboxLag();
  expect(lag.after({ cursor: 1, lastSeq: 5 }, 1_000)).toBe(0);
  expect(lag.after({ cursor: 3, lastSeq: 9 }, 41_000)).toBe(40_000);
  expect(lag.after({ cursor: 8, lastSeq: 12 }, 51_000)).toBe(10_000);
  expect(lag.after({ cursor: 12, lastSeq: 12 }, 99_000)).toBe(0);
});

/** A heart that beats `beats` times: `facts` of each, and what came of each send, in turn. */
async function beat(
  beats: number,
  facts: (n: number) => BeatFacts | null,
  sends: (string | null)[],
): Promise<{ standing: HeartStanding; slept: readonly number[]; sent: number }> {
  const stop = new AbortController();
  const slept: number[] = [];
  let sent = 0;
  const heart = new Heart({
    everyMs: 60_000,
    log: silentLog,
    facts: () => {
      const found = facts(slept.length);
      return found === null ? Promise.reject(new Error('no store')) : Promise.resolve(found);
    },
    send: () => Promise.resolve(sends[sent++] ?? null),
    clock: {
      now: () => now + slept.reduce((sum, ms) => sum + ms, 0),
      sleep: (ms) => {
        slept.push(ms);
        if (slept.length === beats) stop.abort();
        return Promise.resolve();
      },
    },
  });
  await heart.run(stop.signal);
  return { standing: heart.standing(), slept, sent };
}

describe('a heart', () => {
  it('beats as often as it is told, and soon again after a beat that did not arrive', async () => {
    const { standing, slept, sent } = await beat(4, () => well, [null, 'HTTP 500', null]);
    expect(slept).toEqual([60_000, 10_000, 60_000, 60_000]);
    expect(sent).toBe(4);
    expect(standing).toEqual({ lastSentAt: now + 130_000, silent: [], failed: null });
  });

  it('is silent while something is wrong, says why, and beats soon after', async () => {
    const { standing, slept, sent } = await beat(3, (n) => (n < 2 ? { ...well, answers: false } : well), []);
    expect(slept).toEqual([10_000, 10_000, 60_000]);
    expect([sent, standing.silent]).toEqual([1, []]);
    const dead = await beat(2, () => ({ ...well, storeRefuses: true }), []);
    expect(dead.sent).toBe(0);
    expect(heartNote(dead.standing)).toContain('the store could not be written');
  });

  it('takes a store that cannot be read for one that does not work', async () => {
    const { standing } = await beat(2, (n) => (n === 0 ? well : null), []);
    expect(standing.silent).toEqual(['store-refuses']);
  });
});
