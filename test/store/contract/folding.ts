import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import { counted, disposed, type Disposition } from '../../../src/domain/inbox/disposition.ts';
import type { Books } from '../../../src/domain/books.ts';
import type { Store } from '../../../src/seams/store.ts';
import { batch, delivered, delivery, hour, incident, t0, wanted } from '../nouns.ts';
import { eachWithStore } from './opened.ts';
import type { Open } from './opened.ts';

const keepAll = { maxAgeMs: 24 * hour, maxBytes: 1e9 };
const known = (id: string): Disposition => counted(id, toldBefore('A test.'));
const aside = disposed('set-aside', toldBefore('A test.'));

/** How every store keeps the books of what it has forgotten. */
export function foldingContract(open: Open): void {
  const held = eachWithStore(open);

  describe('what was counted for an incident that stays open', () => {
    it('stays counted when nothing is kept of its entries, also after a restart', async () => {
      let { store } = held.current;
      await openIncidents(store, ['inc-1', 'inc-2'], { 'inc-2': 'inc-1' });
      const first = await apply(store, [known('inc-1'), known('inc-2'), aside, known('inc-1')], t0);
      await apply(store, [known('inc-2'), aside], t0 + 20 * hour);
      await show(store, 'inc-1', 4);
      const before = await store.books(t0 + 25 * hour);
      expect(before).toMatchObject({ accepted: 6, shown: 1, folded: 3, setAside: 2 });
      await pruneAll(store, t0 + 25 * hour);
      for (const look of ['at once', 'again']) {
        expect(await store.disposition(first), look).toBeNull();
        expect(await store.books(t0 + 25 * hour), look).toEqual({ ...before, accepted: 5, setAside: 1 });
        expect(await miscounts(store), look).toEqual([]);
        store = await held.current.reopen();
      }
      await apply(store, [known('inc-1')], t0 + 26 * hour);
      expect(await store.books(t0 + 26 * hour)).toMatchObject({ accepted: 6, folded: 3, inFlight: 1 });
    });

    it('says how old what is in flight is at least, when it is longer ago than what is kept', async () => {
      const { store } = held.current;
      await openIncidents(store, ['inc-1']);
      await apply(store, [known('inc-1'), known('inc-1'), known('inc-1')], t0);
      await apply(store, [known('inc-1')], t0 + 24 * hour);
      await show(store, 'inc-1', 1);
      const now = t0 + 24 * hour + 60_000;
      expect((await store.books(now)).oldestInFlightMs).toBe(now - t0);
      await pruneAll(store, now);
      expect(await store.books(now)).toMatchObject({ accepted: 4, inFlight: 3, oldestInFlightMs: now - t0 });
      await show(store, 'inc-1', 3);
      expect(await store.books(now)).toMatchObject({ inFlight: 1, oldestInFlightMs: 60_000 });
    });

    it('leaves the books with its incident', async () => {
      const { store } = held.current;
      await openIncidents(store, ['inc-1', 'inc-2']);
      await apply(store, [known('inc-1'), known('inc-2'), known('inc-2')], t0);
      await apply(store, [known('inc-2')], t0 + 24 * hour);
      const over = incident('inc-1', { status: 'resolved', changedAt: t0 });
      const from = (await store.stats()).cursor;
      const changes = [
        { table: 'incident', key: over.id, row: over },
        { table: 'forget', key: over.id },
      ] as const;
      await store.commit(batch({ from, changes }), t0);
      await pruneAll(store, t0 + 25 * hour);
      expect(await store.incident('inc-1')).toBeNull();
      expect(await store.books(t0)).toMatchObject({ accepted: 3, inFlight: 3 });
      expect(await miscounts(store)).toEqual([]);
    });

    it('comes to the same whatever was applied, shown and removed, in whatever order (I6)', async () => {
      const { store } = held.current;
      await openIncidents(store, ['inc-0', 'inc-1', 'inc-2'], { 'inc-2': 'inc-1' });
      let now = t0;
      const kept: { at: number; became: string }[] = [];
      const moves = fc.array(
        fc.oneof(
          fc.record({ apply: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 9 }) }),
          fc.record({ later: fc.integer({ min: 1, max: 12 }) }),
          fc.record({ prune: fc.constant(true), bytes: fc.constantFrom(0, 200, 1e9) }),
          fc.record({ show: fc.integer({ min: 0, max: 1 }) }),
        ),
        { maxLength: 9 },
      );
      const all = [
        known('inc-0'),
        known('inc-1'),
        known('inc-2'),
        aside,
        disposed('suppressed', toldBefore('.')),
      ];
      await fc.assert(
        fc.asyncProperty(moves, async (made) => {
          for (const move of made) {
            if ('later' in move) now += move.later * hour;
            if ('apply' in move) {
              await apply(
                store,
                move.apply.map((n) => all[n] ?? aside),
                now,
              );
              kept.push(...move.apply.map((n) => ({ at: now, became: all[n]?.kind ?? '' })));
            }
            if ('show' in move) await show(store, `inc-${move.show}`, kept.length);
            if ('prune' in move) {
              await pruneAll(store, now, { ...keepAll, maxBytes: move.bytes });
              const old = ({ at, became }: (typeof kept)[number]): boolean =>
                became !== 'counted' && at < now - keepAll.maxAgeMs;
              kept.splice(0, kept.length, ...kept.filter((one) => !old(one)));
            }
            const books = await store.books(now);
            expect(sumOf(books)).toBe(books.accepted);
            expect(books).toMatchObject({
              accepted: kept.length,
              setAside: kept.filter(({ became }) => became === 'set-aside').length,
              suppressed: kept.filter(({ became }) => became === 'suppressed').length,
            });
          }
          expect(await miscounts(store)).toEqual([]);
        }),
        { numRuns: 25 },
      );
    });
  });

  describe('prune', () => {
    it('comes to what is old behind many bodies that open dead letters hold back', async () => {
      const { store } = held.current;
      const dead = disposed('dead', toldBefore('It names no issue.'));
      const appended = await store.append(
        Array.from({ length: 1_200 }, (_, n) => delivery(`${n}`)),
        t0,
      );
      const dispositions = appended.map(({ seq }, n) => ({ seq, disposition: n < 1_100 ? dead : aside }));
      const deadLetters = appended.slice(0, 1_100).map(({ seq }) => {
        return {
          kind: 'entry',
          subject: `${seq}`,
          incident: null,
          at: t0,
          decision: toldBefore('.'),
          attempts: 1,
        } as const;
      });
      await store.commit(batch({ to: 1_200, dispositions, deadLetters }), t0);
      await pruneAll(store, t0 + 25 * hour);
      expect(await store.entry(1_200)).toBeNull();
      expect(await store.entry(1_100)).not.toBeNull();
      expect(await store.books(t0)).toMatchObject({ accepted: 1_100, dead: 1_100 });
    });
  });
}

function sumOf({ shown, folded, suppressed, setAside, dead, inFlight }: Books): number {
  return shown + folded + suppressed + setAside + dead + inFlight;
}

function miscounts(store: Store): Promise<unknown> {
  return store.recount(new AbortController().signal);
}

async function pruneAll(store: Store, now: number, retention = keepAll): Promise<void> {
  while ((await store.prune(retention, now)).more);
}

async function openIncidents(
  store: Store,
  ids: readonly string[],
  parents: Readonly<Record<string, string>> = {},
): Promise<void> {
  const rows = ids.map((id) => incident(id, { parent: parents[id] ?? null }));
  await store.commit(batch({ changes: rows.map((row) => ({ table: 'incident', key: row.id, row })) }), t0);
}

/** Appends as many Sentry entries at one moment and applies them; the answer is the first one's number. */
async function apply(store: Store, became: readonly Disposition[], at: number): Promise<number> {
  const from = (await store.stats()).cursor;
  const appended = await store.append(
    became.map((_, n) => delivery(`${from}-${n}`)),
    at,
  );
  const dispositions = appended.map(({ seq }, n) => ({ seq, disposition: became[n] ?? aside }));
  await store.commit(batch({ from, to: from + became.length, dispositions }), at);
  return from + 1;
}

/** The incident's message shows so many alerts. */
async function show(store: Store, id: string, alerts: number): Promise<void> {
  const row = wanted(id, `${alerts}`, { alerts });
  await store.commit(batch({ from: (await store.stats()).cursor, wanted: [row] }), t0);
  await store.settle([delivered(row, '17.1')], t0);
}
