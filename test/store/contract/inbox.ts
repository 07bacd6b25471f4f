import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/seams/store.ts';
import { setAside } from '../../../src/domain/inbox/disposition.ts';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import { batch, delivery, hour, t0 } from '../nouns.ts';
import { eachWithStore } from './opened.ts';
import type { Open } from './opened.ts';

/** What every inbox must do. */
export function inboxContract(open: Open): void {
  const held = eachWithStore(open);

  describe('append', () => {
    it('numbers deliveries in order and gives them back as they came', async () => {
      const { store } = held.current;
      const sent = [
        delivery('a'),
        delivery('b', { body: '{"name":"Grüße \\ud83d\\ude80 €"}' }),
        delivery('c', { source: 'operator' }),
      ];
      const appended = await store.append(sent, t0);
      expect(appended.map((one) => one.duplicate)).toEqual([false, false, false]);
      const seqs = appended.map((one) => one.seq);
      expect([...seqs].sort((a, b) => a - b)).toEqual(seqs);
      const entries = await store.read(0, 10);
      expect(entries).toEqual(sent.map((one, n) => ({ ...one, seq: seqs[n], receivedAt: t0 })));
      expect(await store.entry(seqs[1]!)).toEqual(entries[1]);
    });

    it('survives a reopening', async () => {
      await held.current.store.append([delivery('a')], t0);
      const store = await held.current.reopen();
      expect((await store.read(0, 10)).map((one) => one.id)).toEqual(['key-a']);
    });

    it('accepts an empty batch', async () => {
      expect(await held.current.store.append([], t0)).toEqual([]);
    });

    it('knows a key with its body again for 72 h', async () => {
      const { store } = held.current;
      const [first] = await store.append([delivery('a')], t0);
      const known = { seq: first!.seq, duplicate: true };
      expect(await store.append([delivery('a')], t0 + 72 * hour)).toEqual([known]);
      const [later] = await store.append([delivery('a')], t0 + 72 * hour + 1);
      expect(later!.duplicate).toBe(false);
      expect(later!.seq).toBeGreaterThan(first!.seq);
    });

    it("takes a known key of Sentry's doors with another body, and knows both from then on", async () => {
      for (const source of ['sentry', 'sentry-legacy', 'drill'] as const) {
        const { store } = held.current;
        const one = delivery('a', { source });
        const other = delivery('a', { source, body: '{"other":1}' });
        const [first] = await store.append([one], t0);
        const [second] = await store.append([other], t0 + hour);
        expect(second).toEqual({ seq: expect.any(Number) as number, duplicate: false });
        expect(second!.seq).toBeGreaterThan(first!.seq);
        const again = await store.append([other, one], t0 + 2 * hour);
        expect(again).toEqual([
          { seq: second!.seq, duplicate: true },
          { seq: first!.seq, duplicate: true },
        ]);
        const anotherKey = await store.append([{ ...other, id: 'retry' }], t0 + 3 * hour);
        expect(anotherKey).toEqual([
          source === 'drill'
            ? { seq: expect.any(Number) as number, duplicate: false }
            : { seq: second!.seq, duplicate: true },
        ]);
      }
    });

    it('knows both bodies of one key inside one batch', async () => {
      const { store } = held.current;
      const one = delivery('a');
      const other = delivery('a', { body: '{"other":1}' });
      const appended = await store.append([one, other, one, other], t0);
      expect(appended.map((each) => each.duplicate)).toEqual([false, false, true, true]);
      expect(appended[2]!.seq).toBe(appended[0]!.seq);
      expect(appended[3]!.seq).toBe(appended[1]!.seq);
    });

    it('knows what people, timers and the relay itself say by the key alone', async () => {
      const { store } = held.current;
      for (const source of ['ci', 'operator', 'deploy', 'timer', 'policy', 'lane'] as const) {
        const appended = await store.append(
          [delivery('a', { source }), delivery('a', { source, body: '{"other":1}' })],
          t0,
        );
        expect(appended.map((one) => one.duplicate)).toEqual([false, true]);
      }
    });

    it('takes a repeated act whose body tells no time: resolve, unresolve, resolve are three', async () => {
      const { store } = held.current;
      for (const kind of ['issue', 'activity_alert']) {
        const act = (id: string, action: string) => delivery(id, { kind, body: JSON.stringify({ action }) });
        const acts = [act('1', 'resolved'), act('2', 'unresolved'), act('3', 'resolved')];
        const appended = [...(await store.append(acts.slice(0, 2), t0))];
        appended.push(...(await store.append(acts.slice(2), t0 + hour)));
        expect(appended.map((one) => one.duplicate)).toEqual([false, false, false]);
        // A retry of the sender's own keeps its key.
        expect(await store.append(acts.slice(2), t0 + hour)).toEqual([
          { seq: appended[2]!.seq, duplicate: true },
        ]);
      }
    });

    it('keeps when it was sent and when a replay first came', async () => {
      const { store } = held.current;
      const times = { sentAt: t0 - 2_000, firstReceivedAt: t0 - 6 * hour };
      await store.append([delivery('a', times), delivery('b')], t0);
      expect(await store.read(0, 9)).toMatchObject([times, { sentAt: null, firstReceivedAt: null }]);
    });

    it('knows a body again for 24 h under another key, counted from the first', async () => {
      const { store } = held.current;
      const [first] = await store.append([delivery('a')], t0);
      const under = (id: string) => delivery('a', { id });
      expect(await store.append([under('retry-1')], t0 + 20 * hour)).toEqual([
        { seq: first!.seq, duplicate: true },
      ]);
      expect(await store.append([under('retry-2')], t0 + 24 * hour)).toEqual([
        { seq: first!.seq, duplicate: true },
      ]);
      const [later] = await store.append([under('retry-3')], t0 + 25 * hour);
      expect(later!.duplicate).toBe(false);
      // The retry's own key is remembered for as long as any other.
      expect(await store.append([under('retry-1')], t0 + 30 * hour)).toEqual([
        { seq: first!.seq, duplicate: true },
      ]);
    });

    it('knows what a person did in Slack again, whichever way it comes', async () => {
      const { store } = held.current;
      const press = delivery('a', { source: 'slack', kind: 'block_actions', id: 'socket:e-1' });
      const byForm = { ...press, id: '1780000000:aa', body: '{"in":"another order"}' };
      const [first, again] = await store.append([press, byForm], t0);
      expect(again).toEqual({ seq: first!.seq, duplicate: true });
      expect(await store.append([press, byForm], t0 + hour)).toMatchObject([
        { duplicate: true },
        { duplicate: true },
      ]);
      const [click] = await store.append([{ ...press, id: 'socket:e-2', digest: 'f'.repeat(64) }], t0 + hour);
      expect(click!.duplicate).toBe(false);
    });

    it('takes the same body of another kind or source for another delivery', async () => {
      const { store } = held.current;
      const { digest, body } = delivery('a');
      const appended = await store.append(
        [
          delivery('a'),
          delivery('a', { id: '2', kind: 'error', digest, body }),
          delivery('a', { id: '3', source: 'sentry-legacy', digest, body }),
          delivery('a', { source: 'sentry-legacy', id: 'key-a', kind: 'issue', digest: 'd', body }),
        ],
        t0,
      );
      expect(appended.map((one) => one.duplicate)).toEqual([false, false, false, false]);
    });

    it('finds duplicates inside one batch', async () => {
      const { store } = held.current;
      const appended = await store.append(
        [delivery('a'), delivery('b'), delivery('a'), delivery('b', { id: 'other' })],
        t0,
      );
      expect(appended.map((one) => one.duplicate)).toEqual([false, false, true, true]);
      expect(appended[2]!.seq).toBe(appended[0]!.seq);
      expect(appended[3]!.seq).toBe(appended[1]!.seq);
      expect(await store.read(0, 10)).toHaveLength(2);
    });

    it('lets people and timers say the same thing twice under different keys', async () => {
      const { store } = held.current;
      const press = (id: string) => delivery('ack', { id, source: 'operator', kind: 'acknowledge' });
      const appended = await store.append([press('1'), press('2'), press('1')], t0);
      expect(appended.map((one) => one.duplicate)).toEqual([false, false, true]);
    });

    it('never gives a number twice, even when two callers append at once', async () => {
      const { store } = held.current;
      const other = await held.current.another();
      const writes = Array.from({ length: 40 }, (_, n) => appendNamed(n % 2 === 0 ? store : other, n));
      const seqs = (await Promise.all(writes)).flat();
      expect(new Set(seqs).size).toBe(80);
      expect((await store.read(0, 100)).map((one) => one.seq)).toEqual([...seqs].sort((a, b) => a - b));
    });
  });

  describe('read', () => {
    it('never shows a number before the numbers below it, while two callers append', async () => {
      const { store } = held.current;
      const other = await held.current.another();
      const writing = Promise.all(
        Array.from({ length: 60 }, (_, n) => appendNamed(n % 2 === 0 ? store : other, n)),
      );
      const seen: number[] = [];
      const follow = async (reader: Store): Promise<void> => {
        while (seen.length < 120) {
          const entries = await reader.read(seen.at(-1) ?? 0, 7);
          seen.push(...entries.map((one) => one.seq));
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      await Promise.all([writing, follow(other)]);
      expect(seen).toEqual((await store.read(0, 1_000)).map((one) => one.seq));
    });

    it('reads after a number, at most so many', async () => {
      const { store } = held.current;
      const appended = await store.append(
        ['a', 'b', 'c', 'd'].map((name) => delivery(name)),
        t0,
      );
      const rest = await store.read(appended[0]!.seq, 2);
      expect(rest.map((one) => one.id)).toEqual(['key-b', 'key-c']);
      expect(await store.read(appended[3]!.seq, 2)).toEqual([]);
      expect(await store.entry(appended[3]!.seq + 1)).toBeNull();
    });
  });

  describe('appliedUntil', () => {
    it('is when the oldest entry came that is not applied, and now when all are', async () => {
      const { store } = held.current;
      expect(await store.appliedUntil(t0)).toBe(t0);
      const [a] = await store.append([delivery('a')], t0 + 1_000);
      const [b] = await store.append([delivery('b')], t0 + 2_000);
      expect(await store.appliedUntil(t0 + 3_000)).toBe(t0 + 1_000);
      const apply = (from: number, to: number): Promise<void> =>
        store.commit(
          batch({ from, to, dispositions: [{ seq: to, disposition: setAside(toldBefore('A test.')) }] }),
          t0,
        );
      await apply(batch().from, a!.seq);
      expect(await store.appliedUntil(t0 + 3_000)).toBe(t0 + 2_000);
      await apply(a!.seq, b!.seq);
      expect(await store.appliedUntil(t0 + 3_000)).toBe(t0 + 3_000);
    });
  });
}

async function appendNamed(store: Store, n: number): Promise<number[]> {
  const appended = await store.append([delivery(`${n}-first`), delivery(`${n}-second`)], t0 + n);
  return appended.map((one) => one.seq);
}
