import { describe, expect, it } from 'vitest';
import { counted, disposed, setAside } from '../../../src/domain/inbox/disposition.ts';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import { batch, delivered, delivery, hour, incident, letter, refused, t0, wanted } from '../nouns.ts';
import { eachWithStore } from './opened.ts';
import type { Open } from './opened.ts';

/** How every store must forget. */
export function pruneContract(open: Open): void {
  const held = eachWithStore(open);

  describe('prune', () => {
    const keepAll = { maxAgeMs: 24 * hour, maxBytes: 1e9 };

    it('removes applied bodies beyond the retention and never an unapplied one', async () => {
      const { store } = held.current;
      const [a] = await store.append([delivery('a')], t0);
      const [b] = await store.append([delivery('b')], t0);
      await store.commit(
        batch({
          to: a!.seq,
          dispositions: [{ seq: a!.seq, disposition: setAside(toldBefore('A comment.')) }],
        }),
        t0,
      );
      expect(await store.prune(keepAll, t0 + hour)).toEqual({ removed: 0, more: false });
      expect((await store.prune(keepAll, t0 + 25 * hour)).removed).toBeGreaterThan(0);
      expect((await store.read(0, 10)).map((one) => one.seq)).toEqual([b!.seq]);
      expect((await store.prune({ maxAgeMs: 0, maxBytes: 0 }, t0 + 99 * hour)).removed).toBe(2);
      expect((await store.read(0, 10)).map((one) => one.seq)).toEqual([b!.seq]);
      expect((await store.stats()).bodyBytes).toBe(delivery('b').body.length);
    });

    it('is known to have ended, each chore by itself and over a restart', async () => {
      const { store } = held.current;
      expect(await store.choreEnded('prune')).toBeNull();
      await store.endChore('prune', t0);
      await store.endChore('prune', t0 + hour);
      const again = await held.current.reopen();
      expect(await again.choreEnded('prune')).toBe(t0 + hour);
      expect(await again.choreEnded('recount')).toBeNull();
    });

    it('knows since when Sentry has to be read, over a restart', async () => {
      const { store } = held.current;
      expect(await store.owedReading()).toBeNull();
      await store.oweReading(t0);
      const again = await held.current.reopen();
      expect(await again.owedReading()).toBe(t0);
      await again.oweReading(null);
      expect(await again.owedReading()).toBeNull();
    });

    it('knows how the canary stands, over a restart', async () => {
      const { store } = held.current;
      expect(await store.canary()).toEqual({ endedAt: null, passedAt: null, failures: 0, why: null });
      const standing = { endedAt: t0 + hour, passedAt: t0, failures: 1, why: 'No answer.' };
      await store.endCanary(standing);
      expect(await (await held.current.reopen()).canary()).toEqual(standing);
    });

    it('does not forget that Sentry came, and that its secret was right', async () => {
      const { store } = held.current;
      const [a] = await store.append([delivery('a', { verifiedBy: 'secret-1' })], t0);
      const disposition = setAside(toldBefore('A comment.'));
      await store.commit(batch({ to: a!.seq, dispositions: [{ seq: a!.seq, disposition }] }), t0);
      await store.prune(keepAll, t0 + 25 * hour);
      expect(await store.entry(a!.seq)).toBeNull();
      await store.quarantine(refused(0));
      const last = { at: t0, verifiedBy: 'secret-1' };
      expect(await store.sentrySigns()).toEqual({ last, refused: { count: 0, firstAt: null, likely: null } });
    });

    it('lets go of what lies in quarantine for longer', async () => {
      const { store } = held.current;
      for (const ms of [0, 1, 24 * hour]) await store.quarantine(refused(ms));
      expect(await store.prune(keepAll, t0 + 24 * hour + 1)).toEqual({ removed: 1, more: false });
      expect((await store.quarantined(9)).map(({ at }) => at - t0)).toEqual([24 * hour, 1]);
    });

    it('removes the oldest bodies beyond the size, and the books still add up', async () => {
      const { store } = held.current;
      const body = (n: number) => JSON.stringify({ n, filler: 'x'.repeat(1_000) });
      const appended = await store.append(
        Array.from({ length: 10 }, (_, n) => delivery(`${n}`, { body: body(n) })),
        t0,
      );
      const known = counted('inc-1', toldBefore('Known issue.'));
      const dispositions = appended.map(({ seq }) => ({ seq, disposition: known }));
      await store.commit(batch({ to: appended[9]!.seq, dispositions }), t0);
      const before = await store.books(t0);
      await store.prune({ maxAgeMs: 24 * hour, maxBytes: 4_500 }, t0);
      expect(await store.read(0, 100)).toHaveLength(4);
      expect(await store.books(t0)).toEqual(before);
    });

    it('keeps the body of an open dead letter for its replay', async () => {
      const { store } = held.current;
      const [a] = await store.append([delivery('a')], t0);
      const dead = { seq: a!.seq, disposition: disposed('dead', toldBefore('It names no issue.')) } as const;
      await store.commit(
        batch({ to: a!.seq, dispositions: [dead], deadLetters: [letter({ subject: String(a!.seq) })] }),
        t0,
      );
      await store.prune(keepAll, t0 + 99 * hour);
      expect(await store.entry(a!.seq)).not.toBeNull();
      const [open] = await store.deadLetters('open', 1);
      const closing = { state: 'discarded', by: 'ada', why: 'Old.', cameAgain: null } as const;
      await store.closeDeadLetter(open!.id, closing, t0 + 98 * hour);
      await store.prune(keepAll, t0 + 99 * hour);
      expect(await store.entry(a!.seq)).toBeNull();
      // It is kept for as long after it was closed, whenever it died.
      expect(await store.deadLetter(open!.id)).toMatchObject({ state: 'discarded' });
      await store.prune(keepAll, t0 + 198 * hour);
      expect(await store.deadLetter(open!.id)).toBeNull();
    });

    it('removes an old storm as a whole, once all of it is over and forgotten', async () => {
      const { store } = held.current;
      const row = wanted('inc-1', '1');
      const over = { status: 'resolved', changedAt: t0 } as const;
      const changes = [
        incident('inc-1', over),
        incident('inc-2', { ...over, parent: 'inc-1', status: 'open' }),
      ];
      await store.commit(
        batch({
          wanted: [row],
          changes: changes.map((one) => ({ table: 'incident', key: one.id, row: one })),
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
      const forget = (id: string) => store.commit(batch({ changes: [{ table: 'forget', key: id }] }), t0);
      await forget('inc-1');
      await store.prune(keepAll, t0 + 25 * hour);
      expect(await store.incident('inc-1')).not.toBeNull();
      const child = incident('inc-2', { ...over, parent: 'inc-1' });
      await store.commit(batch({ changes: [{ table: 'incident', key: 'inc-2', row: child }] }), t0);
      await forget('inc-2');
      await store.prune(keepAll, t0 + 25 * hour);
      // The message still has to be sent.
      expect(await store.incident('inc-1')).not.toBeNull();
      await store.settle([delivered(row, '17.1', { timeline: [note] })], t0);
      await store.prune(keepAll, t0 + 25 * hour);
      expect(await store.incidents({ status: 'all', limit: 10 })).toEqual([]);
      expect(await store.notificationsOf('inc-1')).toEqual([]);
      expect(await store.timeline('inc-1')).toEqual([]);
    });

    it('forgets seen keys after 72 h', async () => {
      const { store } = held.current;
      await store.append([delivery('a')], t0);
      expect(await store.prune(keepAll, t0 + 72 * hour)).toEqual({ removed: 0, more: false });
      expect(await store.prune(keepAll, t0 + 72 * hour + 1)).toEqual({ removed: 1, more: false });
    });

    it('does a bounded lot a call and comes to an end', async () => {
      const { store } = held.current;
      const appended = await store.append(
        Array.from({ length: 2_500 }, (_, n) => delivery(`${n}`)),
        t0,
      );
      const dispositions = appended.map(({ seq }) => ({
        seq,
        disposition: setAside(toldBefore('A test.')),
      }));
      await store.commit(batch({ to: appended.at(-1)!.seq, dispositions }), t0);
      const removed: number[] = [];
      do removed.push((await store.prune(keepAll, t0 + 99 * hour)).removed);
      while (removed.at(-1) !== 0);
      expect(removed.length).toBeGreaterThan(2);
      expect(Math.max(...removed)).toBeLessThanOrEqual(4_000);
      expect(await store.books(t0)).toMatchObject({ accepted: 0, setAside: 0 });
    });
  });
}
