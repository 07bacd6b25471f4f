import { describe, expect, it } from 'vitest';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import { counted } from '../../../src/domain/inbox/disposition.ts';
import { newOverflow, overflowProjection, overflowWanted } from '../../../src/decide/overflow-projection.ts';
import type { Wanted } from '../../../src/domain/sending/notification.ts';
import type { MessageProjection } from '../../../src/domain/sending/projection.ts';
import type { Store } from '../../../src/seams/store.ts';
import { message, partOfMessage, resolvedMessage } from '../../make.ts';
import { batch, delivered, delivery, t0, wanted } from '../nouns.ts';
import { eachWithStore } from './opened.ts';
import type { Open } from './opened.ts';

const lane = { lane: 'slack:C1', receiver: 'slack/C1', credential: 'slack:a' };

function shownBy(id: string, showFrom = t0): Wanted {
  return rowOf(message({ incident: id, showFrom, severity: 'error' }));
}

function rowOf(projection: MessageProjection): Wanted {
  const { incident, state } = projection;
  return wanted(incident, state, { projection, services: [`service-of-${incident}`] });
}

/** Rows by kind of work, and what an overflow message covers, as every store must keep them. */
export function overflowContract(open: Open): void {
  const held = eachWithStore(open);
  const want = (rows: readonly Wanted[]): Promise<void> =>
    held.current.store.commit(batch({ wanted: rows }), t0);
  const compose = async (store: Store, before = newOverflow(t0)): Promise<Wanted> => {
    const of = { ...lane, overflow: `overflow-${t0}/slack/C1/overflow`, joins: true };
    const row = overflowWanted(lane, overflowProjection(before, await store.crowd(of, t0)));
    await store.wantOverflow(row, t0);
    return row;
  };
  const show = async (store: Store, row: Wanted): Promise<void> => {
    const { projection } = row;
    const covers = projection.surface === 'overflow' ? projection.covers : [];
    await store.settle([{ ...delivered(row, '18.1'), covers }], t0);
  };

  describe('pending, beside a backlog of first messages', () => {
    const many = Array.from({ length: 250 }, (_, n) => shownBy(`inc-${n}`));

    it('brings the status changes, the counters and the replies too', async () => {
      const { store } = held.current;
      const [status, counter] = [shownBy('inc-s'), shownBy('inc-c')];
      const reply = wanted('inc-r', '1', { surface: 'thread' });
      await want([...many, status, counter, reply]);
      await store.settle([delivered(status, '17.1'), delivered(counter, '17.2')], t0);
      await want([
        { ...status, digest: 'd2', statusDigest: 's2' },
        { ...counter, digest: 'd2' },
      ]);
      const ids = (await store.pending('slack:a', 20)).map((row) => row.id);
      expect(ids).toEqual(expect.arrayContaining([status.id, counter.id, reply.id]));
      expect(ids).toHaveLength(20);
    });

    it('brings the one of a service that has few, and a critical one', async () => {
      const { store } = held.current;
      const noisy = many.map((row): Wanted => ({ ...row, services: ['noisy'] }));
      const quiet = { ...shownBy('zz-quiet'), services: ['quiet'] };
      const critical = { ...shownBy('zz-critical'), services: ['noisy'], severityRank: 3 };
      await want([...noisy, quiet, critical]);
      const ids = (await store.pending('slack:a', 10)).map((row) => row.id);
      expect(ids).toEqual(expect.arrayContaining([quiet.id, critical.id]));
    });
  });

  describe('a crowd', () => {
    it('counts what may be shown by now, and neither children nor what was posted nor what ended', async () => {
      const { store } = held.current;
      const posted = shownBy('inc-p');
      await want([
        shownBy('inc-1'),
        shownBy('inc-2', t0 + 1),
        rowOf(partOfMessage('inc-1', 'inc-3')),
        rowOf(resolvedMessage({ incident: 'inc-4', showFrom: t0 })),
        posted,
      ]);
      await store.settle([delivered(posted, '17.1')], t0);
      expect(await store.crowds('slack:a', t0)).toEqual([
        { lane: 'slack:C1', receiver: 'slack/C1', waiting: 1 },
      ]);
      const of = { ...lane, overflow: 'overflow-1/slack/C1/overflow', joins: true };
      const members = await store.crowd(of, t0);
      expect(members.map(({ incident, ended }) => [incident, ended])).toEqual([
        ['inc-1', false],
        ['inc-4', true],
      ]);
    });

    it('is covered by the shown overflow in the books, until a message of its own is there (I6)', async () => {
      const { store } = held.current;
      const rows = ['inc-1', 'inc-2'].map((id) => shownBy(id));
      await want(rows);
      for (const { incident } of rows) await count(store, incident);
      const first = await compose(store);
      expect(await store.books(t0)).toMatchObject({ accepted: 2, inFlight: 2 });
      await show(store, first);
      expect(await store.books(t0)).toMatchObject({ shown: 0, folded: 2, inFlight: 0 });
      expect(await store.covers(rows.map((row) => row.id))).toHaveLength(2);

      await store.settle([delivered(rows[0]!, '17.1')], t0);
      expect(await store.books(t0)).toMatchObject({ shown: 1, folded: 1, inFlight: 0 });
      const before = first.projection.surface === 'overflow' ? first.projection : newOverflow(t0);
      const second = await compose(store, before);
      expect(second.alerts).toBe(1);
      await show(store, second);
      expect(await store.covers(rows.map((row) => row.id))).toEqual([
        { notification: rows[1]!.id, alerts: 1 },
      ]);
      expect((await store.overflows('slack:a')).map((row) => row.id)).toEqual([first.id]);
    });
  });
}

/** Appends one Sentry entry that counts for an incident. */
async function count(store: Store, incident: string): Promise<void> {
  const from = (await store.stats()).cursor;
  const [appended] = await store.append([delivery(incident)], t0);
  const seq = appended?.seq ?? 0;
  const disposition = counted(incident, toldBefore('A test.'));
  await store.commit(batch({ from, to: seq, dispositions: [{ seq, disposition }] }), t0);
}
