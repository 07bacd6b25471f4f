import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyState, type BrainState } from '../../src/correlate/state/brain-state.ts';
import { stateFromReading } from '../../src/correlate/state/rest/state-read.ts';
import type { Entry } from '../../src/domain/inbox/entry.ts';
import { applyRun } from '../../src/pipeline/apply-inbox.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';
import type { Store } from '../../src/seams/store.ts';
import { policy, readAlert } from '../make.ts';
import { withDrills } from './drill-entries.ts';
import { seeded, stormEntries } from './storm-entries.ts';

let folder: string;
let store: Store;
let epoch: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stormrelay-restart-'));
  store = await openSqliteStore({ path: join(folder, 'relay.db'), holder: 'test', install: () => 'i1' });
  epoch = (await store.acquireLease('brain', 'test', 0, 3_600_000)) ?? 0;
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

function freshState(): BrainState {
  return emptyState({ install: 'i1', now: 0, cursor: 0, policy, former: [], pagesWanted: [] });
}

/** What a state knows, in an order that does not depend on how it came about. */
function portrait(state: BrainState): unknown {
  const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    meta: state.meta,
    issues: sorted(state.issues),
    incidents: sorted(state.incidents),
    members: sorted(state.members).map(([id, set]) => [id, [...set]]),
    timers: sorted(state.timers),
    releases: sorted(state.releases),
    baselines: sorted(state.baselines),
    lanes: sorted(state.lanes),
    drills: sorted(state.drills),
    timeline: sorted(state.timeline),
    children: sorted(state.children).map(([id, set]) => [id, [...set].sort()]),
    groups: sorted(state.groups).map(([id, held]) => [id, [...held].sort()]),
    roots: [...state.roots].sort(),
    timersFrom: state.timersFrom,
  };
}

async function applyTo(state: BrainState, entries: readonly Entry[], now: number): Promise<void> {
  await store.commit({ ...applyRun(state, entries, readAlert), epoch }, now);
}

/** What a restart knows, which finds everything quiet. */
async function reloaded(): Promise<BrainState> {
  const reading = await store.readBrain();
  if (reading === null) throw new Error('Nothing was committed.');
  return stateFromReading(reading, Infinity);
}

async function appendAll(entries: readonly Entry[]): Promise<void> {
  for (const one of entries) await store.append([one], one.receivedAt);
}

/** Applies entries twice, once with a restart after each of them; the states agree all the way. Answers with the last. */
async function sameAfterEveryRestart(entries: readonly Entry[]): Promise<BrainState> {
  await appendAll(entries);
  const steady = freshState();
  let restarted = freshState();
  for (const one of entries) {
    applyRun(steady, [one], readAlert);
    await applyTo(restarted, [one], one.receivedAt);
    restarted = await reloaded();
    expect(portrait(restarted)).toEqual(portrait(steady));
  }
  return steady;
}

describe('a relay that restarts', () => {
  it.each([1, 2, 3])(
    'after every entry of a storm (seed %i) comes to the same state as one that never did (I2, I7)',
    async (seed) => {
      const steady = await sameAfterEveryRestart(stormEntries(seed));
      expect(steady.incidents.size).toBeGreaterThan(8);
      expect([...steady.incidents.values()].every((incident) => incident.status === 'resolved')).toBe(true);
    },
  );

  it.each([10, 11])(
    'after every entry of a storm of which half is told an hour late (seed %i) comes to the same state (I2, I7)',
    async (seed) => {
      const hour = 3_600_000;
      const entries = stormEntries(seed).map((one, n) => {
        if (n % 2 === 0) return { ...one, receivedAt: one.receivedAt + hour };
        return { ...one, receivedAt: one.receivedAt + hour, firstReceivedAt: one.receivedAt };
      });
      const steady = await sameAfterEveryRestart(entries);
      expect([...steady.issues.values()].some(({ late }) => late !== undefined)).toBe(true);
    },
  );

  it.each([8, 9])(
    'after every entry of a storm with drills among it (seed %i) comes to the same state (I2, I7)',
    async (seed) => {
      const steady = await sameAfterEveryRestart(withDrills(stormEntries(seed), seed, 4, 'dense'));
      expect([...steady.drills.values()].map((drill) => drill.alertsTaken)).not.toContain(0);
      expect([...steady.drills.values()].some((drill) => drill.end?.result === 'passed')).toBe(true);
      expect((await store.drills(10)).map((drill) => drill.id).sort()).toEqual(
        [...steady.drills.keys()].sort(),
      );
    },
  );

  it.each([4, 5])(
    'comes to the same state and the same wanted notifications whatever the runs were cut into (seed %i)',
    async (seed) => {
      const entries = stormEntries(seed);
      await appendAll(entries);
      const oneByOne = freshState();
      for (const one of entries) applyRun(oneByOne, [one], readAlert);
      const random = seeded(seed);
      const cut = freshState();
      for (let from = 0; from < entries.length;) {
        const length = 1 + Math.floor(random() * 40);
        await applyTo(cut, entries.slice(from, from + length), entries[from]?.receivedAt ?? 0);
        from += length;
      }
      expect(portrait(cut)).toEqual(portrait(oneByOne));
      expect(portrait(await reloaded())).toEqual(portrait(oneByOne));
    },
  );

  it('never changes the state that a poison entry met, and applies the ones behind it', () => {
    const entries = stormEntries(6);
    const state = freshState();
    const batch = applyRun(state, entries, readAlert);
    const dead = batch.dispositions.filter(({ disposition }) => disposition.kind === 'dead');
    expect(dead).toHaveLength(1);
    expect(batch.deadLetters).toHaveLength(1);
    expect(batch.dispositions).toHaveLength(entries.length);
    expect(batch.to).toBe(entries.length);
  });

  it('keeps its books: every Sentry entry is counted, set aside or dead, exactly once (I6)', async () => {
    const entries = stormEntries(7);
    await appendAll(entries);
    await applyTo(freshState(), entries, 0);
    const books = await store.books(0);
    expect(books).toMatchObject({
      accepted: entries.length,
      setAside: 1,
      dead: 1,
      shown: 0,
      folded: 0,
      suppressed: 0,
    });
    expect(books.inFlight).toBe(entries.length - 2);
  });
});
