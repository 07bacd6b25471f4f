import { describe, expect, it } from 'vitest';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import { counted, disposed, setAside, type Disposition } from '../../../src/domain/inbox/disposition.ts';
import { noAttempts } from '../../../src/domain/sending/notification.ts';
import { batch, delivery, givenUp, incident, letter, t0, wanted } from '../nouns.ts';
import { eachWithStore } from './opened.ts';
import type { Open } from './opened.ts';

/** What every store must do for operators. */
export function operatorContract(open: Open): void {
  const held = eachWithStore(open);

  describe('incidents', () => {
    it('lists them newest first, by status, with the children of a root', async () => {
      const { store } = held.current;
      const rows = [
        incident('inc-1', { openedAt: t0 }),
        incident('inc-2', { openedAt: t0 + 2, parent: 'inc-1', status: 'acknowledged' }),
        incident('inc-3', { openedAt: t0 + 1, parent: 'inc-1' }),
        incident('inc-4', { openedAt: t0 + 3, status: 'resolved' }),
      ];
      await store.commit(
        batch({ changes: rows.map((row) => ({ table: 'incident', key: row.id, row })) }),
        t0,
      );
      const ids = async (status: 'open' | 'resolved' | 'all', limit = 10) =>
        (await store.incidents({ status, limit })).map((row) => row.id);
      expect(await ids('all')).toEqual(['inc-4', 'inc-2', 'inc-3', 'inc-1']);
      expect(await ids('open')).toEqual(['inc-2', 'inc-3', 'inc-1']);
      expect(await ids('open', 1)).toEqual(['inc-2']);
      expect(await ids('resolved')).toEqual(['inc-4']);
      expect((await store.children('inc-1', 10)).map((row) => row.id)).toEqual(['inc-3', 'inc-2']);
      expect(await store.incident('inc-4')).toEqual(rows[3]);
      expect(await store.incident('inc-9')).toBeNull();
    });
  });

  describe('endSession', () => {
    it('remembers which log-ins are over for as long as they would have lasted, also when opened anew', async () => {
      const { store } = held.current;
      expect(await store.endedSessions(t0)).toEqual([]);
      await store.endSession({ id: 'a', until: t0 + 10 }, t0);
      await store.endSession({ id: 'b', until: t0 + 20 }, t0 + 1);
      await store.endSession({ id: 'b', until: t0 + 20 }, t0 + 2);
      const again = await held.current.reopen();
      expect(await again.endedSessions(t0 + 9)).toEqual([
        { id: 'a', until: t0 + 10 },
        { id: 'b', until: t0 + 20 },
      ]);
      expect(await again.endedSessions(t0 + 10)).toEqual([{ id: 'b', until: t0 + 20 }]);
    });
  });

  describe('setAside', () => {
    it('lists what others sent and was not counted, newest first', async () => {
      const { store } = held.current;
      const deliveries = [
        delivery('a'),
        delivery('b'),
        delivery('t', { source: 'timer' }),
        delivery('c'),
        delivery('d'),
      ];
      const appended = await store.append(deliveries, t0);
      const dispositions: Disposition[] = [
        setAside(toldBefore('A comment.')),
        counted('inc-1', toldBefore('It opened inc-1.')),
        setAside(toldBefore('Time passed.')),
        disposed('dead', toldBefore('It names no issue.')),
        disposed('suppressed', toldBefore('A silence.')),
      ];
      const pairs = appended.map(({ seq }, n) => ({ seq, disposition: dispositions[n]! }));
      await store.commit(batch({ to: pairs[4]!.seq, dispositions: pairs }), t0);
      expect(await store.setAside(10)).toEqual([pairs[4], pairs[3], pairs[0]]);
      expect(await store.setAside(1)).toEqual([pairs[4]]);
    });

    it('tells what became of one entry, and nothing of what is not applied yet', async () => {
      const { store } = held.current;
      const [first, second] = await store.append([delivery('a'), delivery('b')], t0);
      const disposition = counted('inc-1', toldBefore('It opened inc-1.'));
      await store.commit(batch({ to: first!.seq, dispositions: [{ seq: first!.seq, disposition }] }), t0);
      expect(await store.disposition(first!.seq)).toEqual(disposition);
      expect(await store.disposition(second!.seq)).toBeNull();
    });
  });

  describe('dead letters', () => {
    const row = wanted('inc-1', '1');
    const replayed = { state: 'replayed', by: 'ada', why: null, cameAgain: null } as const;
    const thrownAway = { state: 'discarded', by: 'ada', why: 'A test channel.', cameAgain: null } as const;

    it('are listed newest first; a second failure of one subject tells the newest reason', async () => {
      const { store } = held.current;
      await store.commit(batch({ deadLetters: [letter({ subject: '1' }), letter({ subject: '2' })] }), t0);
      await store.commit(
        batch({ deadLetters: [letter({ subject: '1', decision: toldBefore('Again.'), attempts: 2 })] }),
        t0,
      );
      const open = await store.deadLetters('open', 10);
      expect(open.map((one) => [one.subject, one.attempts])).toEqual([
        ['2', 1],
        ['1', 2],
      ]);
      expect(await store.deadLetter(open[1]!.id)).toEqual({
        ...letter({ subject: '1', decision: toldBefore('Again.'), attempts: 2 }),
        id: open[1]!.id,
        state: 'open',
        closed: null,
      });
      expect(await store.deadLetter(999)).toBeNull();
      expect((await store.stats()).openDeadLetters).toBe(2);
    });

    it('replay a notification with fresh attempts, once', async () => {
      const { store } = held.current;
      await store.commit(batch({ wanted: [row] }), t0);
      await store.settle([givenUp(row)], t0);
      const [open] = await store.deadLetters('open', 1);
      expect(await store.closeDeadLetter(open!.id, replayed, t0 + 5)).toEqual({
        ...open,
        state: 'replayed',
        closed: { at: t0 + 5, by: 'ada', why: null, cameAgain: null },
      });
      expect(await store.pending('slack:a', 10)).toMatchObject([
        { id: row.id, attempts: noAttempts, pendingSince: t0 + 5 },
      ]);
      expect(await store.closeDeadLetter(open!.id, replayed, t0 + 6)).toBeNull();
      expect(await store.closeDeadLetter(999, thrownAway, t0)).toBeNull();
    });

    it('stay dead when they are discarded', async () => {
      const { store } = held.current;
      await store.commit(batch({ wanted: [row] }), t0);
      await store.settle([givenUp(row)], t0);
      const [open] = await store.deadLetters('open', 1);
      expect(await store.closeDeadLetter(open!.id, thrownAway, t0)).toEqual({
        ...open,
        state: 'discarded',
        closed: { at: t0, by: 'ada', why: 'A test channel.', cameAgain: null },
      });
      expect(await store.pending('slack:a', 10)).toEqual([]);
    });

    it('are counted by why they were discarded, also by nobody', async () => {
      const { store } = held.current;
      const subjects = ['1', '2', '3', '4'];
      await store.commit(batch({ deadLetters: subjects.map((subject) => letter({ subject })) }), t0);
      const ids = (await store.deadLetters('open', 10)).map(({ id }) => id).toSorted((a, b) => a - b);
      for (const id of ids.slice(0, 2)) await store.closeDeadLetter(id, thrownAway, t0);
      await store.closeDeadLetter(ids[2]!, { ...thrownAway, why: null }, t0);
      expect(await store.discarded()).toEqual([
        { reason: 'A test channel.', letters: 2 },
        { reason: null, letters: 1 },
      ]);
    });

    it('tell what one subject went through, the first death first', async () => {
      const { store } = held.current;
      await store.commit(batch({ wanted: [row] }), t0);
      await store.settle([givenUp(row)], t0);
      const [first] = await store.deadLetters('open', 1);
      await store.closeDeadLetter(first!.id, replayed, t0 + 5);
      await store.settle([givenUp(row)], t0 + 6);
      // A newer version goes on by itself.
      await store.commit(batch({ wanted: [{ ...row, digest: 'newer' }] }), t0 + 7);
      expect(await store.deadLettersOf('notification', row.id)).toMatchObject([
        { id: first!.id, state: 'replayed', closed: { by: 'ada' } },
        { state: 'revived', closed: { at: t0 + 7, by: null, why: null } },
      ]);
      expect(await store.deadLettersOf('entry', row.id)).toEqual([]);
    });
  });

  describe('stats', () => {
    it('tells cursor, backlog, and the newest Sentry entry', async () => {
      const { store } = held.current;
      expect(await store.stats()).toEqual({
        cursor: 0,
        lastSeq: 0,
        unappliedBytes: 0,
        bodyBytes: 0,
        openDeadLetters: 0,
        quarantined: 0,
        quarantinedBy: {},
        lastSentry: null,
      });
      const [a] = await store.append([delivery('a', { body: '€', verifiedBy: 'secret-2' })], t0);
      const [timer] = await store.append([delivery('t', { source: 'timer', body: '{}' })], t0 + 1);
      await store.commit(
        batch({
          to: a!.seq,
          dispositions: [{ seq: a!.seq, disposition: setAside(toldBefore('A test.')) }],
        }),
        t0,
      );
      expect(await store.stats()).toMatchObject({
        cursor: a!.seq,
        lastSeq: timer!.seq,
        unappliedBytes: 2,
        bodyBytes: 5,
        lastSentry: { at: t0, verifiedBy: 'secret-2' },
      });
      const again = await (await held.current.reopen()).stats();
      expect(again).toMatchObject({ unappliedBytes: 2, bodyBytes: 5 });
    });
  });

  describe('close', () => {
    it('may be called twice, and then refuses to work', async () => {
      const { store } = held.current;
      await store.close();
      await store.close();
      await expect(store.append([delivery('a')], t0)).rejects.toThrow('is closed');
      await expect(store.stats()).rejects.toThrow('is closed');
    });
  });
}
