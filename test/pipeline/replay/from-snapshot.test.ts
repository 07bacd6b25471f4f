import fc from 'fast-check';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { newState } from '../../../src/correlate/state/brain-state.ts';
import type { Entry } from '../../../src/domain/inbox/entry.ts';
import { policyDelivery } from '../../../src/ingest/policy-entry.ts';
import { applyRun } from '../../../src/pipeline/apply-inbox.ts';
import { entriesIn } from '../../../src/pipeline/replay/entry-range.ts';
import { recorded } from '../../../src/pipeline/replay/recorded.ts';
import { Replay } from '../../../src/pipeline/replay/replay.ts';
import type { Told } from '../../../src/pipeline/replay/ready-receivers.ts';
import { timerDelivery } from '../../../src/pipeline/timer-entry.ts';
import type { SqliteStore } from '../../../src/store/sqlite/open.ts';
import { alert, entry, policy, readAlert, redisAlert, start } from '../../make.ts';
import { eachWithFolder } from '../../store/sqlite/each-folder.ts';
import { openAt } from '../../store/sqlite/folder.ts';
import { seeded, stormEntries } from '../storm-entries.ts';

const minute = 60_000;
const roomy = { count: 100, bytes: 1 << 30 };
const { signal } = new AbortController();

/** Two outages of different seeds and what fails by itself between them, over two hours. */
function twoHours(seed: number): readonly Entry[] {
  const random = seeded(seed);
  const second = stormEntries(seed + 1, 2).map((one) => ({
    ...one,
    receivedAt: one.receivedAt + 70 * minute,
  }));
  const between = Array.from({ length: 20 }, (_, n) => {
    const at = start + Math.floor(random() * 110 * minute);
    const fields = { eventId: `b${n}-${seed}`, eventAt: at };
    const own = alert({ issueKey: `sentry:acme/own-${n % 7}`, service: `own-${n % 3}`, ...fields });
    return entry(0, at, n % 5 === 0 ? redisAlert(`service-${n % 4}`, 0, fields) : own);
  });
  return [...stormEntries(seed, 3), ...between, ...second].sort((a, b) => a.receivedAt - b.receivedAt);
}

/** Records entries as a relay does, timers among them, and takes a snapshot after each of these. */
async function record(
  store: SqliteStore,
  entries: readonly Entry[],
  cuts: ReadonlySet<number>,
): Promise<void> {
  const state = newState(store.install);
  const epoch = (await store.acquireLease('brain', 'a test', 0, 1e15)) ?? 0;
  const apply = async (now: number): Promise<void> => {
    const fresh = await store.read(state.meta.cursor, 50);
    await store.commit({ ...applyRun(state, fresh, readAlert), epoch }, now);
  };
  await store.append([policyDelivery(policy, 'policy:0')], start);
  await apply(start);
  for (const [n, { receivedAt, ...delivery }] of entries.entries()) {
    while (state.timersFrom <= receivedAt) {
      await store.append([timerDelivery(state)], state.timersFrom);
      await apply(state.timersFrom);
    }
    await store.append([{ ...delivery, id: `d${n}`, digest: `${n}` }], receivedAt);
    await apply(receivedAt);
    if (cuts.has(n)) await store.takeSnapshot(roomy, signal);
  }
}

interface Decided {
  readonly from: number | null;
  readonly decisions: readonly string[];
  readonly pages: readonly string[];
}

/** What a replay decides and tells from `since` on. */
async function replayed(store: SqliteStore, since: number, without = false): Promise<Decided> {
  const rows = await store.loadBrain();
  if (rows === null) throw new Error('Nothing was recorded.');
  const inbox = await recorded(store, rows.meta, without ? -Infinity : since);
  const decisions: string[] = [];
  const pages: string[] = [];
  const told = ({ at, step, row }: Told): void => {
    if (at >= since && row.surface === 'page') pages.push(`${at} ${row.id} ${step} ${row.digest}`);
  };
  const replay = new Replay({
    state: inbox.beginning(),
    read: readAlert,
    alsoTaken: () => false,
    listener: {
      applied: (step) => {
        if (step.entry.receivedAt >= since) decisions.push(JSON.stringify(step));
      },
      told,
    },
  });
  for await (const one of entriesIn(store, inbox.range)) replay.take(one, () => false);
  return { from: inbox.from?.seq ?? null, decisions, pages };
}

describe('a replay from a snapshot', () => {
  const folder = eachWithFolder();

  it('decides what the whole replay decides, wherever the cut is', async () => {
    let used = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1_000 }),
        fc.array(fc.double({ min: 0, max: 0.99, noNaN: true }), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 15, max: 60 }),
        async (seed, places, laterMin) => {
          const entries = twoHours(seed);
          const cuts = new Set(places.map((place) => Math.floor(place * entries.length)));
          const store = await openAt(`${folder.store}-${seed}-${places.join('-')}`);
          try {
            await record(store, entries, cuts);
            const at = entries[Math.min(...cuts)]?.receivedAt ?? start;
            const since = at + laterMin * minute;
            const part = await replayed(store, since);
            const whole = await replayed(store, since, true);
            expect(part.from).not.toBeNull();
            expect(part.decisions).toEqual(whole.decisions);
            expect(part.pages).toEqual(whole.pages);
            used += whole.decisions.length;
          } finally {
            await store.close();
          }
        },
      ),
      { numRuns: 6 },
    );
    expect(used).toBeGreaterThan(0);
  });

  it('begins with none that was cut off, is of another version, or lies behind entries that are gone', async () => {
    const path = folder.store;
    const store = await openAt(path);
    const entries = twoHours(7);
    await record(store, entries, new Set([20, 40, 60]));
    const all = (await store.snapshots()).readable;
    expect(all).toHaveLength(3);
    const late = start + 300 * minute;
    expect((await replayed(store, late)).from).toBe(all[2]?.seq);
    await store.close();

    const tamper = (sql: string): void => {
      const database = new DatabaseSync(path);
      database.exec(sql);
      database.close();
    };
    tamper(`UPDATE snapshot SET whole = 0 WHERE seq = ${all[2]?.seq}`);
    tamper(`UPDATE snapshot SET form = form - 1 WHERE seq = ${all[1]?.seq}`);
    const again = await openAt(path);
    expect(await again.snapshots()).toMatchObject({ readable: [{ seq: all[0]?.seq }], others: 1 });
    expect((await replayed(again, late)).from).toBe(all[0]?.seq);
    // The next one takes the place of what was cut off.
    await again.takeSnapshot(roomy, signal);
    await again.close();
    tamper(
      `DELETE FROM body WHERE seq = ${(all[0]?.seq ?? 0) + 1}; DELETE FROM inbox WHERE seq = ${(all[0]?.seq ?? 0) + 1}`,
    );
    const pruned = await openAt(path);
    const rows = await pruned.loadBrain();
    expect((await replayed(pruned, late)).from).toBe(rows?.meta.cursor);
    await pruned.close();
  });
});
