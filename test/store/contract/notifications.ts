import { describe, expect, it } from 'vitest';
import { noAttempts } from '../../../src/domain/sending/notification.ts';
import { nothingSent } from '../../../src/domain/sending/sent.ts';
import type { Wanted } from '../../../src/domain/sending/notification.ts';
import { batch, delivered, givenUp, t0, wanted } from '../nouns.ts';
import { eachWithStore } from './opened.ts';
import type { Open } from './opened.ts';

/** How every store must hold what is wanted against what is shown. */
export function notificationContract(open: Open): void {
  const held = eachWithStore(open);
  const want = (rows: readonly Wanted[], now = t0) => held.current.store.commit(batch({ wanted: rows }), now);
  const pendingIds = async (credential = 'slack:a', limit = 100) =>
    (await held.current.store.pending(credential, limit)).map((row) => row.id);

  describe('wanted against sent', () => {
    const first = wanted('inc-1', '1');

    it('makes a row pending that has never been sent', async () => {
      await want([first], t0 + 7);
      const row = await held.current.store.notification(first.id);
      expect(row).toEqual({ ...first, sent: nothingSent, attempts: noAttempts, pendingSince: t0 + 7 });
      expect(await held.current.store.pending('slack:a', 10)).toEqual([row]);
      expect(await pendingIds('slack:other')).toEqual([]);
      expect(await held.current.store.notification('inc-9/none/message')).toBeNull();
    });

    it('keeps its first pending time while the wanted version changes', async () => {
      await want([first], t0);
      await want([wanted('inc-1', '2', { alerts: 5 })], t0 + 500);
      const row = await held.current.store.notification(first.id);
      expect(row).toMatchObject({ digest: 'digest-2', alerts: 5, pendingSince: t0 });
    });

    it('is at rest once the wanted version is shown, and keeps the shown half when more is wanted', async () => {
      const { store } = held.current;
      await want([first]);
      await store.settle([delivered(first, '17.001')], t0 + 100);
      expect(await store.notification(first.id)).toMatchObject({
        pendingSince: null,
        sent: { handle: '17.001', phase: 'posted' },
      });
      expect(await pendingIds()).toEqual([]);
      await want([wanted('inc-1', '2')], t0 + 900);
      expect(await store.notification(first.id)).toMatchObject({
        pendingSince: t0 + 900,
        sent: { digest: 'digest-1', handle: '17.001' },
      });
      await want([first], t0 + 950);
      expect(await store.notification(first.id)).toMatchObject({ pendingSince: null });
    });

    it('counts the lag of a version that was outdated on arrival from the start of its send', async () => {
      const { store } = held.current;
      await want([first], t0);
      const attempts = { ...noAttempts, startedAt: t0 + 200, startedStep: 'create' };
      await store.start([{ id: first.id, step: 'create', attempts, buckets: [] }], t0 + 200);
      await want([wanted('inc-1', '2')], t0 + 250);
      await store.settle([delivered(first, '17.001')], t0 + 400);
      expect(await store.notification(first.id)).toMatchObject({
        pendingSince: t0 + 200,
        sent: { digest: 'digest-1' },
      });
    });

    it('stays pending since then when a send fails', async () => {
      const { store } = held.current;
      await want([first], t0);
      const failed = delivered(first, 'x', {
        sent: nothingSent,
        attempts: { ...noAttempts, count: 1, lastError: '503' },
      });
      await store.settle([failed], t0 + 400);
      expect(await store.notification(first.id)).toMatchObject({
        pendingSince: t0,
        attempts: { count: 1, lastError: '503' },
      });
    });

    it('is pending while an attempt is started or ambiguous, even if the wanted version is shown', async () => {
      const { store } = held.current;
      await want([first]);
      const ambiguous = { ...noAttempts, ambiguousAt: t0 };
      await store.settle([delivered(first, '17.001', { attempts: ambiguous })], t0 + 1);
      expect(await pendingIds()).toEqual([first.id]);
      await store.settle([delivered(first, '17.001')], t0 + 2);
      expect(await pendingIds()).toEqual([]);
      const started = { ...noAttempts, startedAt: t0 + 3, startedStep: 'change' };
      await store.start([{ id: first.id, step: 'change', attempts: started, buckets: [] }], t0 + 3);
      expect(await pendingIds()).toEqual([first.id]);
    });

    it('survives a reopening as it was', async () => {
      await want([first, wanted('inc-1', '1', { surface: 'thread' })]);
      await held.current.store.settle([delivered(first, '17.001')], t0);
      const before = await held.current.store.notificationsOf('inc-1');
      expect(before).toHaveLength(2);
      const store = await held.current.reopen();
      expect(await store.notificationsOf('inc-1')).toEqual(before);
    });
  });

  describe('a dead row', () => {
    const row = wanted('inc-1', '1');

    it('is left out and listed, until something else is wanted', async () => {
      const { store } = held.current;
      await want([row]);
      await store.settle([givenUp(row)], t0);
      expect(await pendingIds()).toEqual([]);
      expect(await store.deadLetters('open', 10)).toMatchObject([
        { kind: 'notification', subject: row.id, state: 'open' },
      ]);
      await want([row], t0 + 1);
      expect(await pendingIds()).toEqual([]);
      await want([wanted('inc-1', '2')], t0 + 2);
      expect(await store.pending('slack:a', 10)).toMatchObject([
        { attempts: noAttempts, pendingSince: t0 + 2 },
      ]);
      expect(await store.deadLetters('open', 10)).toEqual([]);
      expect(await store.deadLetters('revived', 10)).toHaveLength(1);
    });

    it('keeps the doubt whether it was sent when it is revived', async () => {
      const { store } = held.current;
      await want([row]);
      const dead = givenUp(row);
      await store.settle([{ ...dead, attempts: { ...dead.attempts, ambiguousAt: t0 + 3, looks: 4 } }], t0);
      await want([wanted('inc-1', '2')]);
      expect((await store.notification(row.id))?.attempts).toEqual({ ...noAttempts, ambiguousAt: t0 + 3 });
    });
  });
}
