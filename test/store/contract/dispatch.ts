import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../src/domain/decision/words.ts';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import { noAttempts } from '../../../src/domain/sending/notification.ts';
import { handleOf, nothingSent, type Posted } from '../../../src/domain/sending/sent.ts';
import type { Wanted } from '../../../src/domain/sending/notification.ts';
import type { Store } from '../../../src/seams/store.ts';
import { batch, delivered, incident, t0, wanted } from '../nouns.ts';
import { posted } from '../../sent.ts';
import { eachWithStore } from './opened.ts';
import type { Open } from './opened.ts';

/** What every store must do for dispatch. */
export function dispatchContract(open: Open): void {
  const held = eachWithStore(open);
  const want = (rows: readonly Wanted[], now = t0) => held.current.store.commit(batch({ wanted: rows }), now);
  const pendingIds = async (credential = 'slack:a', limit = 100) =>
    (await held.current.store.pending(credential, limit)).map((row) => row.id);

  describe('pending', () => {
    it('orders pages, then first messages, then by severity, then by waiting time', async () => {
      const { store } = held.current;
      const update = wanted('inc-0', '1', { severityRank: 3 });
      await want([update], t0 - 900);
      await store.settle([delivered(update, '17.001')], t0 - 800);
      await want([{ ...update, digest: 'digest-2' }], t0 - 700);
      await want([wanted('inc-1', '1', { severityRank: 1 })], t0);
      await want([wanted('inc-2', '1', { severityRank: 3 })], t0 + 2);
      await want([wanted('inc-3', '1', { severityRank: 3 })], t0 + 1);
      await want([wanted('inc-4', '1', { surface: 'thread', severityRank: 3 })], t0);
      await want([wanted('inc-5', '1', { surface: 'page', severityRank: 0 })], t0 + 9);
      const order = [
        'inc-5/slack/C1/page',
        'inc-3/slack/C1/message',
        'inc-2/slack/C1/message',
        'inc-1/slack/C1/message',
      ];
      expect(await pendingIds()).toEqual([...order, 'inc-0/slack/C1/message', 'inc-4/slack/C1/thread']);
    });

    it('gives every lane its share when there are more than asked for', async () => {
      const blocked = Array.from({ length: 20 }, (_, n) =>
        wanted(`inc-${n}`, '1', { severityRank: 3, lane: 'slack:C1' }),
      );
      const other = ['a', 'b'].map((n) => wanted(`inc-${n}`, '1', { severityRank: 1, lane: 'slack:C2' }));
      await want([...blocked, ...other]);
      const ids = await pendingIds('slack:a', 6);
      expect(ids).toHaveLength(6);
      expect(ids.slice(-2)).toEqual(other.map((row) => row.id));
      expect(await pendingIds('slack:a', 22)).toHaveLength(22);
    });

    it('leaves out the lanes that cannot send now', async () => {
      await want([wanted('inc-1', '1', { lane: 'slack:C1' }), wanted('inc-2', '1', { lane: 'slack:C2' })]);
      const rows = await held.current.store.pending('slack:a', 100, ['slack:C1']);
      expect(rows.map((row) => row.incident)).toEqual(['inc-2']);
    });

    it('counts what waits in each lane, and since when', async () => {
      const { store } = held.current;
      await want([wanted('inc-1', '1', { lane: 'slack:C1' })], t0 + 5);
      await want([wanted('inc-2', '1', { lane: 'slack:C1', surface: 'page' })], t0 + 7);
      await want([wanted('inc-3', '1', { lane: 'slack:C2' })], t0 + 9);
      expect(await store.backlog('slack:a')).toEqual([
        { lane: 'slack:C1', rows: 2, oldestAt: t0 + 5, oldestPageAt: t0 + 7, oldestFirstAt: t0 },
        { lane: 'slack:C2', rows: 1, oldestAt: t0 + 9, oldestPageAt: null, oldestFirstAt: t0 },
      ]);
      expect(await store.backlog('slack:other')).toEqual([]);
    });
  });

  describe('start and settle', () => {
    const row = wanted('inc-1', '1');

    it('writes the debit with the start', async () => {
      const { store } = held.current;
      await want([row]);
      const bucket = {
        credential: 'slack:a',
        bucket: 'post:C1',
        state: { kind: 'tokens', tokens: 4, at: t0 },
      } as const;
      const attempts = { ...noAttempts, startedAt: t0, startedStep: 'create' };
      await store.start([{ id: row.id, step: 'create', attempts, buckets: [bucket] }], t0);
      expect(await store.buckets('slack:a')).toEqual([bucket]);
      expect(await store.buckets('slack:b')).toEqual([]);
      expect((await store.notification(row.id))?.attempts).toEqual(attempts);
    });

    it('debits nothing when one of several starts is impossible', async () => {
      const { store } = held.current;
      await want([row]);
      const bucket = {
        credential: 'slack:a',
        bucket: 'post:C1',
        state: { kind: 'window', starts: [t0] },
      } as const;
      const attempts = { ...noAttempts, startedAt: t0, startedStep: 'create' };
      const both = [row.id, 'inc-9/none/message'].map((id) => ({
        id,
        step: 'create',
        attempts,
        buckets: [bucket],
      }));
      await expect(store.start(both, t0)).rejects.toThrow('There is no notification inc-9/none/message');
      expect(await store.buckets('slack:a')).toEqual([]);
      expect((await store.notification(row.id))?.attempts).toEqual(noAttempts);
    });

    it('numbers its notes apart from the brain’s and tells both stories by time', async () => {
      const { store } = held.current;
      const told = (n: number, at: number) => ({
        incident: 'inc-1',
        n,
        at,
        kind: 'joined',
        decision: toldBefore(`brain ${n}`),
        tell: 'no' as const,
      });
      const note = (at: number, detail: string) => ({
        incident: 'inc-1',
        at,
        kind: 'delivered',
        decision: toldBefore(detail),
        tell: 'no' as const,
      });
      await store.commit(batch({ wanted: [row], changes: [{ table: 'timeline', row: told(1, t0) }] }), t0);
      await store.settle(
        [delivered(row, '17.1', { timeline: [note(t0 + 5, 'dispatch 1'), note(t0 + 9, 'dispatch 2')] })],
        t0,
      );
      await store.commit(batch({ changes: [{ table: 'timeline', row: told(2, t0 + 7) }] }), t0);
      await store.settle([delivered(row, '17.1', { timeline: [note(t0 + 9, 'dispatch 3')] })], t0);
      const story = await store.timeline('inc-1');
      expect(story.map((item) => [item.n, sentenceOf(item.decision)])).toEqual([
        [1, 'brain 1'],
        [1, 'dispatch 1'],
        [2, 'brain 2'],
        [2, 'dispatch 2'],
        [3, 'dispatch 3'],
      ]);
    });

    it('keeps lanes a credential', async () => {
      const { store } = held.current;
      await want([row]);
      const waiting = {
        id: 'slack:C1',
        credential: 'slack:a',
        state: { kind: 'waiting', until: t0 + 9, reason: '429', failures: 1 },
      } as const;
      await store.settle([delivered(row, '17.1', { lane: waiting })], t0);
      expect(await store.lanes('slack:a')).toEqual([waiting]);
      const flows = { ...waiting, state: { kind: 'flowing' } } as const;
      const another = { id: 'slack:C2', credential: 'slack:b', state: { kind: 'flowing' } } as const;
      for (const lane of [flows, another]) await store.settle([delivered(row, '17.1', { lane })], t0);
      expect(await store.lanes('slack:a')).toEqual([flows]);
      expect(await store.lanes('slack:b')).toEqual([another]);
    });
  });

  describe('where a message is seen', () => {
    const first = wanted('inc-1', '1');
    const link = 'https://acme.slack.com/archives/C1/p17001';
    const unlinked = async () =>
      (await held.current.store.unlinked('slack:a', 10)).map(({ incident: of }) => of);

    it('is asked for once it is posted, the worst first, and of what is no message never', async () => {
      const { store } = held.current;
      const worse = wanted('inc-2', '1', { severityRank: 3 });
      const reply = wanted('inc-1', '1', { surface: 'thread' });
      const page = wanted('inc-1', '1', { surface: 'page' });
      await want([first, worse, reply, page]);
      expect(await unlinked()).toEqual([]);
      const sends = [first, worse, reply, page].map((row, n) => delivered(row, `17.00${n}`));
      await store.settle(sends, t0);
      expect(await unlinked()).toEqual(['inc-2', 'inc-1']);
      expect(await store.unlinked('slack:other', 10)).toEqual([]);
    });

    it('is kept over what changes, for exactly what was posted', async () => {
      const { store } = held.current;
      await want([first]);
      await store.settle([delivered(first, '17.001')], t0);
      await store.saveLink({ id: first.id, handle: '17.000' }, 'https://acme.slack.com/archives/C1/p17000');
      expect(await store.notification(first.id)).not.toHaveProperty('link');
      await store.saveLink({ id: first.id, handle: '17.001' }, link);
      await want([{ ...first, digest: 'digest-2' }]);
      await store.settle([delivered({ ...first, digest: 'digest-2' }, '17.001')], t0 + 100);
      expect(await store.notification(first.id)).toMatchObject({ link });
      expect(await unlinked()).toEqual([]);
      // Somebody deleted it, and it was posted anew.
      await store.settle([delivered(first, '17.009')], t0 + 200);
      expect(await store.notification(first.id)).not.toHaveProperty('link');
      expect(await unlinked()).toEqual(['inc-1']);
      await store.saveLink({ id: first.id, handle: '17.009' }, null);
      expect(await store.notification(first.id)).toMatchObject({ link: null });
      expect(await unlinked()).toEqual([]);
    });
  });

  describe('takeOver', () => {
    const root = wanted('inc-1', '1');
    const shown = (n: number, at: number): Posted =>
      posted({ handle: `17.00${n}`, digest: 'digest-1', statusDigest: 'status-1', at, alerts: 3 });
    const family = async (
      store: Store,
      children: readonly { readonly id: string; readonly at: number }[],
    ) => {
      const members = ['inc-1', ...children.map((child) => child.id)];
      const changes = members.map((id) => ({
        table: 'incident' as const,
        key: id,
        row: incident(id, { parent: id === 'inc-1' ? null : 'inc-1' }),
      }));
      const rows = children.map((child) => wanted(child.id, '1', { alerts: 3 }));
      await store.commit(batch({ changes, wanted: [root, ...rows] }), t0);
      await store.settle(
        children.map(({ at }, n) => delivered(rows[n]!, `17.00${n}`, { sent: shown(n, at) })),
        t0,
      );
    };

    it('moves the oldest message of a child to the root, which then has to be updated', async () => {
      const { store } = held.current;
      await family(store, [
        { id: 'inc-2', at: t0 + 50 },
        { id: 'inc-3', at: t0 + 20 },
      ]);
      const link = 'https://acme.slack.com/archives/C1/p17001';
      await store.saveLink({ id: 'inc-3/slack/C1/message', handle: '17.001' }, link);
      const sent = await store.takeOver(root.id, t0 + 100);
      expect(sent).toEqual({ ...shown(1, t0 + 20), digest: null, statusDigest: null });
      expect(await store.notification(root.id)).toMatchObject({ sent, link, pendingSince: t0 });
      const child = await store.notification('inc-3/slack/C1/message');
      expect(child).not.toHaveProperty('link');
      expect(child).toMatchObject({ sent: nothingSent, pendingSince: t0 + 100 });
      const other = await store.notification('inc-2/slack/C1/message');
      expect(other === null ? null : handleOf(other.sent)).toBe('17.000');
      expect(await store.takeOver(root.id, t0 + 200)).toBeNull();
    });

    it('finds nothing at another receiver, among strangers, or while a child’s send is in flight', async () => {
      const { store } = held.current;
      await family(store, [{ id: 'inc-2', at: t0 }]);
      const elsewhere = wanted('inc-1', '1', { receiver: 'slack/C2' });
      await want([elsewhere, wanted('inc-8', '1')]);
      expect(await store.takeOver(elsewhere.id, t0)).toBeNull();
      expect(await store.takeOver('inc-8/slack/C1/message', t0)).toBeNull();
      expect(await store.takeOver('inc-7/none/message', t0)).toBeNull();
      const attempts = { ...noAttempts, startedAt: t0, startedStep: 'change' };
      await store.start([{ id: 'inc-2/slack/C1/message', step: 'change', attempts, buckets: [] }], t0);
      expect(await store.takeOver(root.id, t0)).toBeNull();
    });

    it('leaves a root alone whose own message may be on its way', async () => {
      const { store } = held.current;
      await family(store, [{ id: 'inc-2', at: t0 }]);
      await store.start(
        [{ id: root.id, step: 'create', attempts: { ...noAttempts, ambiguousAt: t0 }, buckets: [] }],
        t0,
      );
      expect(await store.takeOver(root.id, t0)).toBeNull();
    });
  });
}
