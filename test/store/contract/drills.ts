import { describe, expect, it } from 'vitest';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import type { Books } from '../../../src/domain/books.ts';
import type { StoredBucket } from '../../../src/domain/sending/budget.ts';
import type { Drill } from '../../../src/domain/drill/drill.ts';
import { counted as countedIn, setAside, type Disposition } from '../../../src/domain/inbox/disposition.ts';
import type { Change } from '../../../src/domain/state.ts';
import type { Store } from '../../../src/seams/store.ts';
import { batch, delivered, delivery, drill, incident, refused, t0, wanted } from '../nouns.ts';
import { eachWithStore } from './opened.ts';
import type { Open } from './opened.ts';

const put = (row: Drill): Change => ({ table: 'drill', key: row.id, row });

/** What every store must do for drills, and keep apart from what is real. */
export function drillContract(open: Open): void {
  const held = eachWithStore(open);

  describe('drills', () => {
    it('are found by their ids as the brain wrote them last, and after a reopening', async () => {
      const { store } = held.current;
      const before = drill('drill-1');
      const end = { at: t0 + 9, result: 'failed', summary: '„Slack“ said 429 🚀' } as const;
      const after: Drill = { ...before, alertsTaken: 1, firstAlertAt: t0 + 1, incidents: ['inc-2'], end };
      await store.commit(batch({ changes: [put(before), put(drill('drill-2'))] }), t0);
      await store.commit(batch({ changes: [put(after)] }), t0);
      expect(await store.drill('drill-1')).toEqual(after);
      expect(await store.drill('drill-9')).toBeNull();
      expect(await (await held.current.reopen()).drill('drill-1')).toEqual(after);
    });

    it('are listed in the order of their registration, the newest in front, whatever changed since', async () => {
      const { store } = held.current;
      const rows = ['drill-1', 'drill-2', 'drill-10'].map((id) => drill(id));
      await store.commit(batch({ changes: rows.map(put) }), t0);
      await store.commit(batch({ changes: [put(drill('drill-1', { alertsTaken: 1 }))] }), t0);
      const ids = async (limit: number): Promise<readonly string[]> =>
        (await store.drills(limit)).map((row) => row.id);
      expect(await ids(10)).toEqual(['drill-10', 'drill-2', 'drill-1']);
      expect(await ids(2)).toEqual(['drill-10', 'drill-2']);
    });

    it('are gone when the brain drops them', async () => {
      const { store } = held.current;
      await store.commit(batch({ changes: [put(drill('drill-1')), put(drill('drill-2'))] }), t0);
      await store.commit(batch({ changes: [{ table: 'drill', key: 'drill-1', row: null }] }), t0);
      expect(await store.drill('drill-1')).toBeNull();
      expect((await store.drills(10)).map((row) => row.id)).toEqual(['drill-2']);
      expect((await store.loadBrain())?.drills).toEqual([drill('drill-2')]);
    });
  });

  describe("a drill's incidents", () => {
    it('are in no list, and found by their ids', async () => {
      const { store } = held.current;
      const its = { environmentClass: 'drill:drill-1' } as const;
      const rows = [
        incident('inc-1', its),
        incident('inc-2'),
        incident('inc-3', { ...its, status: 'resolved' }),
        incident('inc-4', { status: 'resolved', environmentClass: 'non-production' }),
        incident('inc-5', { ...its, parent: 'inc-1' }),
      ];
      const changes = rows.map((row): Change => ({ table: 'incident', key: row.id, row }));
      await store.commit(batch({ changes }), t0);
      const ids = async (status: 'open' | 'resolved' | 'all', limit = 10): Promise<readonly string[]> =>
        (await store.incidents({ status, limit })).map((row) => row.id);
      expect(await ids('all')).toEqual(['inc-4', 'inc-2']);
      expect(await ids('all', 2)).toHaveLength(2);
      expect(await ids('open')).toEqual(['inc-2']);
      expect(await ids('resolved')).toEqual(['inc-4']);
      expect(await store.incident('inc-1')).toEqual(rows[0]);
      expect((await store.children('inc-1', 10)).map((row) => row.id)).toEqual(['inc-5']);
    });
  });

  describe('sentrySigns', () => {
    const signed = (id: string) => delivery(id, { verifiedBy: 'secret-1' });

    it('counts what was refused since the newest signature of the integration, and says when it began', async () => {
      const { store } = held.current;
      expect(await store.sentrySigns()).toEqual({
        last: null,
        refused: { count: 0, firstAt: null, likely: null },
      });
      for (const ms of [0, 20, 10]) await store.quarantine(refused(ms));
      expect((await store.sentrySigns()).refused).toEqual({
        count: 3,
        firstAt: t0,
        likely: 'unknown-secret',
      });
      await store.append([signed('a')], t0);
      const last = { at: t0, verifiedBy: 'secret-1' };
      expect(await store.sentrySigns()).toEqual({
        last,
        refused: { count: 2, firstAt: t0 + 10, likely: 'unknown-secret' },
      });
      await store.append([signed('b')], t0 + 20);
      expect((await store.sentrySigns()).refused).toEqual({ count: 0, firstAt: null, likely: null });
      const reopened = await held.current.reopen();
      expect((await reopened.sentrySigns()).last).toEqual({ at: t0 + 20, verifiedBy: 'secret-1' });
    });

    it('hears a right signature also in a duplicate: a test notification is the same each time', async () => {
      const { store } = held.current;
      await store.append([signed('a')], t0);
      await store.quarantine(refused(3));
      expect(await store.append([signed('a')], t0 + 5)).toMatchObject([{ duplicate: true }]);
      expect((await store.sentrySigns()).refused).toEqual({ count: 0, firstAt: null, likely: null });
    });

    it('hears nothing of the secret through other doors: those have other locks', async () => {
      const { store } = held.current;
      await store.append([signed('a')], t0);
      await store.quarantine(refused(3));
      const legacy = delivery('old', { source: 'sentry-legacy', verifiedBy: 'legacy-token' });
      await store.append([legacy, delivery('hook', { verifiedBy: 'service-hook' })], t0 + 5);
      expect(await store.sentrySigns()).toEqual({
        last: { at: t0 + 5, verifiedBy: 'service-hook' },
        refused: { count: 1, firstAt: t0 + 3, likely: 'unknown-secret' },
      });
    });

    it('leaves out what names no resource of Sentry: somebody merely tried the door', async () => {
      const { store } = held.current;
      await store.quarantine(refused(5, { likely: 'stranger' }));
      await store.quarantine(refused(10, { kind: 'issue' }));
      expect((await store.sentrySigns()).refused).toEqual({
        count: 1,
        firstAt: t0 + 10,
        likely: 'unknown-secret',
      });
      expect((await store.stats()).quarantined).toBe(2);
    });
  });

  describe('saveBuckets', () => {
    it('writes debits that belong to no attempt, over those before, and after a reopening', async () => {
      const { store } = held.current;
      const bucket = (name: string, starts: readonly number[], credential = 'slack:a'): StoredBucket => ({
        credential,
        bucket: name,
        state: { kind: 'window', starts },
      });
      await store.saveBuckets([bucket('history', [t0]), bucket('post', [t0])]);
      await store.saveBuckets([bucket('history', [t0, t0 + 1]), bucket('history', [t0], 'slack:b')]);
      await store.saveBuckets([]);
      const reopened = await held.current.reopen();
      expect(await reopened.buckets('slack:a')).toEqual([
        bucket('history', [t0, t0 + 1]),
        bucket('post', [t0]),
      ]);
      expect(await reopened.buckets('slack:b')).toEqual([bucket('history', [t0], 'slack:b')]);
    });
  });

  describe('what drills send', () => {
    const signed = { source: 'drill', verifiedBy: 'drill' } as const;

    it('is in no book, neither waiting nor counted nor shown nor set aside', async () => {
      const { store } = held.current;
      await counted(store, 'shown', signed);
      const row = wanted('inc-1', '1');
      await store.commit(batch({ from: await cursorOf(store), wanted: [row] }), t0);
      await store.settle([delivered(row, '17.1')], t0);
      await applied(store, 'refused', signed, setAside(toldBefore('Its nonce is used up.')));
      const waiting = [
        delivery('waits', signed),
        delivery('c', { source: 'ci' }),
        delivery('p', { source: 'deploy' }),
      ];
      await store.append(waiting, t0);
      expect(await store.books(t0 + 9_000)).toEqual(noBooks);
      await store.append([delivery('real')], t0);
      expect(await store.books(t0 + 9_000)).toMatchObject({ accepted: 1, inFlight: 1 });
    });

    it('is no sign of life of Sentry', async () => {
      const { store } = held.current;
      await store.append([delivery('drill', signed)], t0);
      expect((await store.stats()).lastSentry).toBeNull();
      await store.append([delivery('real', { verifiedBy: 'secret-2' })], t0 + 1);
      await store.append([delivery('drill again', signed), delivery('c', { source: 'ci' })], t0 + 2);
      expect((await store.stats()).lastSentry).toEqual({ at: t0 + 1, verifiedBy: 'secret-2' });
    });

    it('is shown among what was set aside when it was refused; what CI told is not', async () => {
      const { store } = held.current;
      const reason = 'No registered drill has its nonce.';
      const seq = await applied(store, 'd', signed, setAside(toldBefore(reason)));
      const told = setAside(toldBefore('Drill drill-1 was registered.'));
      await applied(store, 'c', { source: 'ci', verifiedBy: 'ci' }, told);
      await applied(store, 'p', { source: 'deploy', verifiedBy: 'ci' }, told);
      await counted(store, 'e', signed);
      expect(await store.setAside(10)).toEqual([{ seq, disposition: setAside(toldBefore(reason)) }]);
    });

    it('and what CI tells may be the same twice under different keys, and is known again under one', async () => {
      const { store } = held.current;
      for (const source of ['drill', 'ci', 'deploy'] as const) {
        const told = ['1', '2', '1'].map((id) => delivery('same', { source, id }));
        const duplicates = (await store.append(told, t0)).map((one) => one.duplicate);
        expect(duplicates, source).toEqual([false, false, true]);
      }
      expect(await store.read(0, 10)).toHaveLength(6);
    });
  });
}

const noBooks: Books = {
  accepted: 0,
  shown: 0,
  folded: 0,
  suppressed: 0,
  setAside: 0,
  dead: 0,
  inFlight: 0,
  oldestInFlightMs: null,
};

async function cursorOf(store: Store): Promise<number> {
  return (await store.stats()).cursor;
}

/** Appends a delivery and says what became of it; answers with its number. */
async function applied(
  store: Store,
  name: string,
  change: Parameters<typeof delivery>[1],
  disposition: Disposition,
): Promise<number> {
  const [appended] = await store.append([delivery(name, change)], t0);
  const { seq } = appended!;
  const from = await cursorOf(store);
  await store.commit(batch({ from, to: seq, dispositions: [{ seq, disposition }] }), t0);
  return seq;
}

function counted(store: Store, name: string, change: Parameters<typeof delivery>[1]): Promise<number> {
  return applied(store, name, change, countedIn('inc-1', toldBefore('A test.')));
}
