import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unstamped, type Appended, type Delivery } from '../../src/domain/inbox/entry.ts';
import { createInbox, InboxBusy, InboxClosed } from '../../src/ingest/inbox.ts';
import { StoreFull } from '../../src/seams/store.ts';

const clock = { now: () => 1_767_225_600_000 };

function delivery(id: string, body = '{}'): Delivery {
  return {
    source: 'sentry',
    id,
    kind: 'event_alert',
    body,
    digest: id,
    verifiedBy: 'secret-1',
    ...unstamped,
  };
}

interface RecordingStore {
  readonly batches: string[][];
  readonly append: (deliveries: readonly Delivery[]) => Promise<readonly Appended[]>;
}

/** Appends atomically; ids that begin with `poison` fail their whole batch. Each commit takes `turns` event-loop turns. */
function recordingStore(turns = 1): RecordingStore {
  const batches: string[][] = [];
  const known = new Map<string, number>();
  return {
    batches,
    append: async (deliveries) => {
      batches.push(deliveries.map(({ id }) => id));
      for (let turn = 0; turn < turns; turn += 1) await new Promise((next) => setImmediate(next));
      if (deliveries.some(({ id }) => id.startsWith('poison'))) throw new Error('cannot be stored');
      return deliveries.map(({ id }) => {
        const duplicate = known.has(id);
        const seq = known.get(id) ?? known.size + 1;
        known.set(id, seq);
        return { seq, duplicate };
      });
    },
  };
}

describe('the inbox', () => {
  it('shares one commit among the deliveries of one turn', async () => {
    const store = recordingStore();
    const inbox = createInbox({ store, clock, onAppended: () => undefined });
    const answers = await Promise.all(['a', 'b', 'c'].map((id) => inbox.accept(delivery(id))));
    expect(store.batches).toEqual([['a', 'b', 'c']]);
    expect(answers.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('gathers what arrives while a commit runs into the next one', async () => {
    const store = recordingStore(20);
    const inbox = createInbox({ store, clock, onAppended: () => undefined });
    const first = inbox.accept(delivery('a'));
    while (store.batches.length === 0) await new Promise((next) => setImmediate(next));
    await Promise.all([first, inbox.accept(delivery('b')), inbox.accept(delivery('c'))]);
    expect(store.batches).toEqual([['a'], ['b', 'c']]);
  });

  it('bounds a commit by entries and by size, but always takes one', async () => {
    const store = recordingStore();
    const limits = { batchEntries: 2, batchSize: 10, waitingSize: 1_000 };
    const inbox = createInbox({ store, clock, onAppended: () => undefined, limits });
    const sizes = ['x'.repeat(30), 'x', 'x', 'x', 'x'.repeat(8), 'x'.repeat(8)];
    await Promise.all(sizes.map((body, index) => inbox.accept(delivery(String(index), body))));
    expect(store.batches).toEqual([['0'], ['1', '2'], ['3', '4'], ['5']]);
  });

  it('fails only the delivery at fault when a commit is refused', async () => {
    const inbox = createInbox({ store: recordingStore(), clock, onAppended: () => undefined });
    const settled = await Promise.allSettled(['a', 'poison', 'b'].map((id) => inbox.accept(delivery(id))));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('tells everybody when the store is full, without trying each alone', async () => {
    let appends = 0;
    const full = (): Promise<never> => {
      appends += 1;
      return Promise.reject(new StoreFull('no room'));
    };
    const inbox = createInbox({ store: { append: full }, clock, onAppended: () => undefined });
    const settled = await Promise.allSettled(['a', 'b'].map((id) => inbox.accept(delivery(id))));
    for (const one of settled)
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(StoreFull) as unknown });
    expect(appends).toBe(1);
  });

  it('turns deliveries away when too much waits, and takes them again afterwards', async () => {
    const limits = { waitingSize: 10 };
    const turnedAway: number[] = [];
    const inbox = createInbox({
      ...{ store: recordingStore(), clock, limits },
      onAppended: () => undefined,
      turnedAway: (now) => turnedAway.push(now),
    });
    const first = inbox.accept(delivery('a', 'x'.repeat(9)));
    await expect(inbox.accept(delivery('b', 'xxx'))).rejects.toThrow(InboxBusy);
    await first;
    await expect(inbox.accept(delivery('b', 'xxx'))).resolves.toEqual({ seq: 2, duplicate: false });
    await inbox.close();
    // Of a relay that stops it is not told: its next life looks what came meanwhile.
    await expect(inbox.accept(delivery('c'))).rejects.toThrow(InboxClosed);
    expect(turnedAway).toEqual([clock.now()]);
  });

  it('announces the greatest new entry of a commit, and no duplicates', async () => {
    const announced: number[] = [];
    const inbox = createInbox({ store: recordingStore(), clock, onAppended: (seq) => announced.push(seq) });
    await Promise.all([inbox.accept(delivery('a')), inbox.accept(delivery('b'))]);
    await inbox.accept(delivery('a'));
    expect(announced).toEqual([2]);
  });

  it('stays accepted even when the listener throws', async () => {
    const onAppended = (): never => {
      throw new Error('a broken listener');
    };
    const inbox = createInbox({ store: recordingStore(), clock, onAppended });
    await expect(inbox.accept(delivery('a'))).resolves.toEqual({ seq: 1, duplicate: false });
  });

  it('settles what it has taken before it closes, and takes nothing more', async () => {
    const store = recordingStore(5);
    const inbox = createInbox({ store, clock, onAppended: () => undefined });
    let settled = 0;
    for (const id of ['a', 'b', 'c']) void inbox.accept(delivery(id)).then(() => (settled += 1));
    await inbox.close();
    await inbox.close();
    expect(settled).toBe(3);
    await expect(inbox.accept(delivery('d'))).rejects.toThrow(InboxClosed);
  });

  it('answers every delivery exactly once and in order, however they arrive', async () => {
    const arrival = fc.record({ poison: fc.boolean(), pauses: fc.nat(3), size: fc.nat(40) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(arrival, { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        async (arrivals, turns) => {
          const store = recordingStore(turns);
          const limits = { batchEntries: 5, batchSize: 60, waitingSize: 100_000 };
          const inbox = createInbox({ store, clock, onAppended: () => undefined, limits });
          const answers: Promise<Appended>[] = [];
          for (const [index, { poison, pauses, size }] of arrivals.entries()) {
            for (let pause = 0; pause < pauses; pause += 1) await new Promise((next) => setImmediate(next));
            const answer = inbox.accept(delivery(`${poison ? 'poison' : 'good'}-${index}`, 'x'.repeat(size)));
            answer.catch(() => undefined);
            answers.push(answer);
          }
          await inbox.close();
          const settled = await Promise.allSettled(answers);
          const seqs = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.seq] : []));
          expect(settled.map(({ status }) => status === 'rejected')).toEqual(
            arrivals.map(({ poison }) => poison),
          );
          expect(seqs).toEqual(seqs.map((_, index) => index + 1));
          expect(store.batches.every((batch) => batch.length <= 5)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});
