import fc from 'fast-check';
import { counted, setAside } from '../../../src/domain/inbox/disposition.ts';
import { describe, expect, it } from 'vitest';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import type { BrainRows, Change } from '../../../src/domain/state.ts';
import { LostLease, StaleCursor } from '../../../src/seams/store.ts';
import type { Store } from '../../../src/seams/store.ts';
import { batch, delivery, drill, incident, issue, letter, meta, project, t0, wanted } from '../nouns.ts';
import { anyChanges, foldRows } from './fold.ts';
import { byOwner, rowsRead } from './rows-read.ts';
import { eachWithStore } from './opened.ts';
import type { Open } from './opened.ts';

/** What every store must do for the brain. */
export function brainContract(open: Open): void {
  const held = eachWithStore(open);

  describe('loadBrain', () => {
    it('gives null before the first commit', async () => {
      expect(await held.current.store.loadBrain()).toBeNull();
      expect(await held.current.store.readBrain()).toBeNull();
    });

    it('gives back exactly what was committed, after a reopening too', async () => {
      const { store } = held.current;
      await store.commit(batch({ changes: everyTable() }), t0);
      const before = await store.loadBrain();
      expect(before).toEqual(foldRows(meta(), [everyTable()]));
      const again = await held.current.reopen();
      expect(await again.loadBrain()).toEqual(before);
    });

    it('leaves out what was forgotten, and keeps it for readers', async () => {
      const { store } = held.current;
      await store.commit(batch({ changes: everyTable() }), t0);
      await store.commit(batch({ changes: [{ table: 'forget', key: 'inc-1' }] }), t0);
      const rows = await store.loadBrain();
      expect(rows?.incidents.map((one) => one.id)).toEqual(['inc-2']);
      expect(rows?.members).toEqual([{ incident: 'inc-2', id: 'e:9' }]);
      expect(rows?.timeline.filter((item) => item.incident === 'inc-1')).toEqual([]);
      expect((await store.incident('inc-1'))?.id).toBe('inc-1');
      expect(await store.timeline('inc-1')).toHaveLength(2);
    });

    it('loads the newest 240 of the brain’s own timeline items, and none of dispatch', async () => {
      const { store } = held.current;
      const row = wanted('inc-1', '1');
      const items = Array.from({ length: 245 }, (_, n): Change => ({
        table: 'timeline',
        row: told('inc-1', n + 1),
      }));
      await store.commit(
        batch({
          changes: [{ table: 'incident', key: 'inc-1', row: incident('inc-1') }, ...items],
          wanted: [row],
        }),
        t0,
      );
      const note = {
        incident: 'inc-1',
        at: t0,
        kind: 'delivered',
        decision: toldBefore('Posted.'),
        tell: 'no' as const,
      };
      await store.settle([{ ...(await settlementOf(store, row.id)), timeline: [note] }], t0);
      const loaded = (await store.loadBrain())!.timeline;
      expect(loaded.map((item) => item.n)).toEqual(Array.from({ length: 240 }, (_, n) => n + 6));
      expect(await store.timeline('inc-1')).toHaveLength(246);
    });

    it('is what memory would hold, for any sequence of changes', async () => {
      const { store } = held.current;
      let from = 0;
      let last: Store = store;
      await fc.assert(
        fc.asyncProperty(fc.array(anyChanges, { minLength: 1, maxLength: 4 }), async (commits) => {
          const before = await last.loadBrain();
          for (const changes of commits) {
            const [entry] = await last.append([delivery(`n-${from}`)], t0);
            const disposition = setAside(toldBefore('A test.'));
            await last.commit(
              batch({ from, to: entry!.seq, changes, dispositions: [{ seq: entry!.seq, disposition }] }),
              t0,
            );
            from = entry!.seq;
          }
          last = await held.current.reopen();
          const rows = await last.loadBrain();
          expect(rows).toEqual(foldRows(meta({ cursor: from }), commits, before));
          if (rows !== null) expect(await rowsRead(last)).toEqual(byOwner(rows));
        }),
        { numRuns: 25 },
      );
    });
  });

  describe('commit', () => {
    it('writes exactly one disposition an entry', async () => {
      const { store } = held.current;
      const [a, b] = await store.append([delivery('a'), delivery('b')], t0);
      const known = counted('inc-1', toldBefore('It opened inc-1.'));
      await store.commit(batch({ to: a!.seq, dispositions: [{ seq: a!.seq, disposition: known }] }), t0);
      expect(await store.books(t0)).toMatchObject({ accepted: 2, inFlight: 2 });
      expect(await store.setAside(10)).toEqual([]);
      const none = store.commit(batch({ from: a!.seq, to: b!.seq }), t0);
      await expect(none).rejects.toThrow('covers 1 entries but brings 0 dispositions');
      const stray = batch({
        from: a!.seq,
        to: b!.seq,
        dispositions: [{ seq: a!.seq, disposition: known }],
      });
      await expect(store.commit(stray, t0)).rejects.toThrow('lies outside the commit');
      expect((await store.stats()).cursor).toBe(a!.seq);
    });

    it('changes nothing at all when it fails half way', async () => {
      const { store } = held.current;
      const [a] = await store.append([delivery('a')], t0);
      await store.commit(batch({ changes: everyTable() }), t0);
      const before = await picture(store);
      const known = counted('inc-1', toldBefore('Known issue.'));
      const failing = batch({
        to: a!.seq + 1,
        changes: [
          { table: 'incident', key: 'inc-1', row: incident('inc-1', { alerts: 99 }) },
          { table: 'forget', key: 'inc-2' },
        ],
        wanted: [wanted('inc-1', '2')],
        deadLetters: [letter()],
        // The second entry does not exist: by then everything else of the first has been written.
        dispositions: [
          { seq: a!.seq, disposition: known },
          { seq: a!.seq + 1, disposition: known },
        ],
      });
      await expect(store.commit(failing, t0)).rejects.toThrow(`no entry ${a!.seq + 1}`);
      expect(await picture(store)).toEqual(before);
      const circular: Record<string, unknown> = {};
      circular['self'] = circular;
      const unwritable = { ...wanted('inc-1', '2'), services: [circular] } as unknown as ReturnType<
        typeof wanted
      >;
      const late = batch({
        to: a!.seq,
        dispositions: [{ seq: a!.seq, disposition: known }],
        wanted: [wanted('inc-2', '1'), unwritable],
      });
      await expect(store.commit(late, t0)).rejects.toThrow('circular');
      expect(await picture(store)).toEqual(before);
    });

    it('is refused when the cursor has moved', async () => {
      const { store } = held.current;
      const [a] = await store.append([delivery('a')], t0);
      const once = batch({
        to: a!.seq,
        dispositions: [{ seq: a!.seq, disposition: setAside(toldBefore('A comment.')) }],
      });
      await store.commit(once, t0);
      await expect(store.commit(once, t0)).rejects.toBeInstanceOf(StaleCursor);
      await expect(store.commit(batch({ from: a!.seq, to: 0 }), t0)).rejects.toThrow('move the cursor back');
    });

    it('is refused when another holder has the lease', async () => {
      const { store } = held.current;
      const mine = await store.acquireLease('brain', 'relay-a', t0, 10_000);
      await store.commit(batch({ epoch: mine! }), t0);
      const theirs = await store.acquireLease('brain', 'relay-b', t0 + 10_001, 10_000);
      expect(theirs).toBeGreaterThan(mine!);
      await expect(store.commit(batch({ epoch: mine! }), t0)).rejects.toBeInstanceOf(LostLease);
      await store.commit(batch({ epoch: theirs! }), t0);
    });

    it('must bring the brain’s own values the first time', async () => {
      const { store } = held.current;
      await expect(store.commit({ ...batch(), changes: [] }, t0)).rejects.toThrow(
        'The first commit has to bring',
      );
      await store.commit(batch(), t0);
      await store.commit({ ...batch(), changes: [] }, t0);
      expect(await store.loadBrain()).toEqual(foldRows(meta(), []));
    });
  });
}

function told(id: string, n: number): BrainRows['timeline'][number] {
  return {
    incident: id,
    n,
    at: t0 + n,
    kind: 'joined',
    decision: toldBefore(`Service ${n} joined.`),
    tell: 'thread',
  };
}

/** One change of every kind, two incidents. */
function everyTable(): Change[] {
  return [
    { table: 'incident', key: 'inc-1', row: incident('inc-1') },
    { table: 'incident', key: 'inc-2', row: incident('inc-2', { parent: 'inc-1' }) },
    { table: 'issue', key: 'sentry:lindenhof/1', row: issue('sentry:lindenhof/1') },
    { table: 'member', incident: 'inc-1', id: 'e:1' },
    { table: 'member', incident: 'inc-2', id: 'e:9' },
    { table: 'member', incident: 'inc-1', id: 'u:2' },
    { table: 'drop-member', incident: 'inc-1', id: 'e:1' },
    {
      table: 'timer',
      key: 'quiet:inc-1',
      row: { id: 'quiet:inc-1', due: t0 + 5, kind: 'quiet', subject: 'inc-1' },
    },
    {
      table: 'release',
      key: 'production/checkout',
      row: {
        key: 'production/checkout',
        service: 'checkout',
        versions: [{ version: '2.4.1', firstAt: t0, lastAt: t0 }],
        deploys: [{ version: '2.4.1', at: t0, by: 'Robin', what: 'Fix the cart', compareUrl: null }],
      },
    },
    { table: 'drill', key: 'drill-1', row: drill('drill-1', { alertsTaken: 1, firstAlertAt: t0 }) },
    {
      table: 'baseline',
      key: 'dependency:redis',
      row: { key: 'dependency:redis', weight: 0.5, at: t0, services: [{ name: 'checkout', weight: 0.5 }] },
    },
    { table: 'project', key: 'checkout', row: project('checkout', { told: 'explained' }) },
    {
      table: 'lane',
      key: 'slack:C1',
      row: { kind: 'blocked', since: t0, until: t0 + 1, reason: 'not_in_channel' },
    },
    { table: 'timeline', row: told('inc-1', 1) },
    { table: 'timeline', row: told('inc-1', 2) },
  ];
}

/** Everything a reader can see, to compare before and after. */
async function picture(store: Store): Promise<unknown> {
  return {
    brain: await store.loadBrain(),
    rows: await store.notificationsOf('inc-1'),
    others: await store.notificationsOf('inc-2'),
    letters: await store.deadLetters('all', 100),
    aside: await store.setAside(100),
    books: await store.books(t0),
    stats: await store.stats(),
  };
}

async function settlementOf(store: Store, id: string) {
  const row = await store.notification(id);
  return { id, sent: row!.sent, attempts: row!.attempts, lane: null, timeline: [], deadLetter: null };
}
