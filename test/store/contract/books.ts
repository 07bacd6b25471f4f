import { describe, expect, it } from 'vitest';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import { counted, disposed } from '../../../src/domain/inbox/disposition.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import { routedBeside } from '../../../src/domain/routing/routed.ts';
import type { Change } from '../../../src/domain/state.ts';
import { chat } from '../../make.ts';
import type { Books } from '../../../src/domain/books.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import type { Store } from '../../../src/seams/store.ts';
import { batch, delivered, delivery, givenUp, incident, meta, t0, wanted } from '../nouns.ts';
import { posted } from '../../sent.ts';
import { eachWithStore } from './opened.ts';
import type { Open } from './opened.ts';

const nothing: Books = {
  accepted: 0,
  shown: 0,
  folded: 0,
  suppressed: 0,
  setAside: 0,
  dead: 0,
  inFlight: 0,
  oldestInFlightMs: null,
};

/** The books that every store must keep. */
export function booksContract(open: Open): void {
  const held = eachWithStore(open);
  const balanced = async (now = t0 + 1_000): Promise<Books> => {
    const books = await held.current.store.books(now);
    const { shown, folded, suppressed, setAside, dead, inFlight } = books;
    expect(shown + folded + suppressed + setAside + dead + inFlight).toBe(books.accepted);
    return books;
  };

  describe('books', () => {
    it('are empty at first', async () => {
      expect(await balanced()).toEqual(nothing);
    });

    it('count accepted Sentry entries only, and unapplied ones as in flight', async () => {
      const { store } = held.current;
      await store.append([delivery('t', { source: 'timer' })], t0 - 9_000);
      await store.append([delivery('a'), delivery('l', { source: 'sentry-legacy' }), delivery('a')], t0);
      expect(await balanced()).toEqual({ ...nothing, accepted: 2, inFlight: 2, oldestInFlightMs: 1_000 });
    });

    it('put what was not counted into its column', async () => {
      const { store } = held.current;
      const appended = await store.append(
        ['a', 'b', 'c', 'd'].map((name) => delivery(name)),
        t0,
      );
      const kinds = ['set-aside', 'suppressed', 'dead', 'dead'] as const;
      const dispositions = appended.map(({ seq }, n) => ({
        seq,
        disposition: disposed(kinds[n]!, toldBefore('A test.')),
      }));
      await store.commit(batch({ to: appended[3]!.seq, dispositions }), t0);
      expect(await balanced()).toEqual({ ...nothing, accepted: 4, setAside: 1, suppressed: 1, dead: 2 });
    });

    it('follow a message from in flight to shown and folded', async () => {
      const { store } = held.current;
      const row = wanted('inc-1', '1', { alerts: 2 });
      await count(store, ['inc-1', 'inc-1', 'inc-1', 'inc-1']);
      await store.commit(batch({ from: await cursorOf(store), wanted: [row] }), t0);
      expect(await balanced()).toEqual({ ...nothing, accepted: 4, inFlight: 4, oldestInFlightMs: 1_000 });
      await store.settle([delivered(row, '17.1')], t0);
      // Two are covered; the third came 2 ms after the first.
      expect(await balanced()).toEqual({
        ...nothing,
        accepted: 4,
        shown: 1,
        folded: 1,
        inFlight: 2,
        oldestInFlightMs: 998,
      });
      await store.settle([delivered({ ...row, alerts: 9 }, '17.1')], t0);
      expect(await balanced()).toEqual({ ...nothing, accepted: 4, shown: 1, folded: 3 });
    });

    it('count a child’s alerts for its root, whose message covers them', async () => {
      const { store } = held.current;
      const [root, child] = [wanted('inc-1', '1', { alerts: 3 }), wanted('inc-2', '1', { alerts: 0 })];
      await count(store, ['inc-2', 'inc-1', 'inc-2', 'inc-2']);
      const changes = [incident('inc-1'), incident('inc-2', { parent: 'inc-1' })].map((row) => ({
        table: 'incident' as const,
        key: row.id,
        row,
      }));
      await store.commit(batch({ from: await cursorOf(store), wanted: [root, child], changes }), t0);
      await store.settle([delivered(root, '17.1'), delivered(child, '17.2')], t0);
      expect(await balanced()).toEqual({
        ...nothing,
        accepted: 4,
        shown: 1,
        folded: 2,
        inFlight: 1,
        oldestInFlightMs: 997,
      });
    });

    it('take an alert for covered only when every receiver shows it', async () => {
      const { store } = held.current;
      const rows = ['slack/C1', 'slack/C2'].map((receiver, n) =>
        wanted('inc-1', '1', { receiver, alerts: 3 - n * 2 }),
      );
      await count(store, ['inc-1', 'inc-1', 'inc-1']);
      await store.commit(batch({ from: await cursorOf(store), wanted: rows }), t0);
      await store.settle(
        rows.map((row, n) => delivered(row, `17.${n}`)),
        t0,
      );
      expect(await balanced()).toEqual({
        ...nothing,
        accepted: 3,
        shown: 1,
        inFlight: 2,
        oldestInFlightMs: 999,
      });
    });

    it('call those alerts dead that a message which was given up does not show', async () => {
      const { store } = held.current;
      const never = wanted('inc-1', '1', { alerts: 2 });
      const later = wanted('inc-2', '1', { alerts: 1 });
      await count(store, ['inc-1', 'inc-1', 'inc-2', 'inc-2', 'inc-2']);
      await store.commit(batch({ from: await cursorOf(store), wanted: [never, later] }), t0);
      const shown = posted({ digest: 'digest-0', handle: '17.2', alerts: 1 });
      await store.settle([givenUp(never), givenUp(later, { sent: shown })], t0);
      expect(await balanced()).toEqual({ ...nothing, accepted: 5, shown: 1, dead: 4 });
    });

    it('wait for a message that has no row yet, unless the policy has no chat receiver at all', async () => {
      const { store } = held.current;
      await count(store, ['inc-1', 'inc-1']);
      expect(await balanced()).toEqual({ ...nothing, accepted: 2, inFlight: 2, oldestInFlightMs: 1_000 });
      const pagesOnly = meta({ policy: { ...defaultPolicy, receivers: [] } });
      const from = await cursorOf(store);
      await store.commit({ ...batch({ from }), changes: [{ table: 'meta', row: pagesOnly }] }, t0);
      expect(await balanced()).toEqual({ ...nothing, accepted: 2, folded: 2 });
    });

    it('wait for no message of what is routed to pagers alone', async () => {
      const { store } = held.current;
      await count(store, ['inc-1', 'inc-2']);
      const to = (surface: string): Incident['routed'] => [
        routedBeside(
          { name: surface, surfaces: [surface], pageWhen: null, mentionOnPage: null, shadow: false },
          t0,
        ),
      ];
      const rows = [
        incident('inc-1', { routed: to('pagerduty/p1')! }),
        incident('inc-2', { routed: to(chat.id)! }),
      ];
      const policy = { ...defaultPolicy, receivers: [chat] };
      const changes: Change[] = [
        { table: 'meta', row: meta({ policy }) },
        ...rows.map((row) => ({ table: 'incident', key: row.id, row }) as const),
      ];
      await store.commit({ ...batch({ from: await cursorOf(store) }), changes }, t0);
      expect(await balanced()).toEqual({
        ...nothing,
        accepted: 2,
        folded: 1,
        inFlight: 1,
        oldestInFlightMs: 999,
      });
    });
  });
}

async function cursorOf(store: Store): Promise<number> {
  return (await store.stats()).cursor;
}

/** Appends one Sentry entry an incident, 1 ms apart, and applies them. */
async function count(store: Store, incidents: readonly string[]): Promise<void> {
  const seqs: number[] = [];
  for (const [n, id] of incidents.entries()) {
    const [appended] = await store.append([delivery(`${id}-${n}`)], t0 + n);
    seqs.push(appended!.seq);
  }
  const dispositions = seqs.map((seq, n) => ({
    seq,
    disposition: counted(incidents[n]!, toldBefore('A test.')),
  }));
  await store.commit(batch({ to: seqs.at(-1)!, dispositions }), t0);
}
