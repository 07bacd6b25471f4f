import { describe, expect, it } from 'vitest';
import { emptyState } from '../../src/correlate/state/brain-state.ts';
import { createReader } from '../../src/ingest/reader.ts';
import { InboxLoop } from '../../src/pipeline/inbox-loop.ts';
import { StoreFull } from '../../src/seams/store.ts';
import { alert, entry, policy, redisAlert, start } from '../make.ts';
import { minute, Story } from '../correlate/story.ts';

const quietLog = { error: (): undefined => undefined } as unknown as ConstructorParameters<
  typeof InboxLoop
>[0]['log'];

describe('the loop of the brain on a disk that is full', () => {
  it('tries a timer that is due again until there is room, and goes on', async () => {
    const story = new Story();
    story.tell(0, redisAlert('cart', 1));
    const over = new AbortController();
    let now = story.state.timersFrom + 1;
    let refused = 0;
    const appended: string[] = [];
    const loop = new InboxLoop({
      store: {
        read: () => Promise.resolve([]),
        append: ([timer]: readonly { readonly kind: string }[]) => {
          if (refused < 3) {
            refused += 1;
            return Promise.reject(new StoreFull('There is no room left.'));
          }
          appended.push(timer?.kind ?? '');
          over.abort();
          return Promise.resolve([{ seq: 1, duplicate: false }]);
        },
        commit: () => Promise.resolve(),
      },
      state: story.state,
      read: createReader({}),
      epoch: 1,
      clock: {
        now: () => now,
        sleep: (ms: number) => {
          now += ms;
          return Promise.resolve();
        },
      },
      doorIsCrowded: () => false,
      log: quietLog,
      committed: () => undefined,
    } as unknown as ConstructorParameters<typeof InboxLoop>[0]);
    await loop.run(over.signal);
    expect(refused).toBe(3);
    expect(appended).toEqual(['timer']);
    expect(now).toBeGreaterThanOrEqual(start + 3_000);
  });

  it('puts to sleep what is quiet, though nothing comes', async () => {
    const story = new Story();
    for (const n of [1, 2, 3])
      story.tell(n * minute, alert({ issueKey: `sentry:acme/${n}`, service: `s-${n}` }));
    story.tick(30 * minute);
    const over = new AbortController();
    const loop = new InboxLoop({
      store: { read: () => Promise.resolve([]) },
      state: story.state,
      clock: {
        now: () => start + 31 * minute,
        sleep: () => {
          over.abort();
          return Promise.resolve();
        },
      },
      doorIsCrowded: () => false,
      log: quietLog,
    } as unknown as ConstructorParameters<typeof InboxLoop>[0]);
    await loop.run(over.signal);
    expect(story.state.sleepers.awake).toBe(0);
    expect(story.state.incidents.size).toBe(3);
  });

  it('ends where another process took over', async () => {
    const state = emptyState({ install: 'i', now: 0, cursor: 0, policy, pagesWanted: [] });
    const lost = new Error('The lease is lost.');
    const loop = new InboxLoop({
      store: { read: () => Promise.reject(lost) },
      state,
      clock: { now: () => 0, sleep: () => Promise.resolve() },
      doorIsCrowded: () => false,
      log: quietLog,
    } as unknown as ConstructorParameters<typeof InboxLoop>[0]);
    await expect(loop.run(new AbortController().signal)).rejects.toBe(lost);
  });
});

/**
 * What came when, ms after the start, and when each was committed, where a run takes `runMs` and webhooks crowd at the
 * door until `crowdedUntil`.
 */
async function committedAt(
  came: readonly number[],
  { runMs, crowdedUntil }: { readonly runMs: number; readonly crowdedUntil: number },
): Promise<readonly number[]> {
  const over = new AbortController();
  const committed: number[] = [];
  let now = start;
  const loop = new InboxLoop({
    store: {
      read: (after: number) => {
        const there = came.map((ms, n) => entry(n + 1, start + ms, '{}'));
        return Promise.resolve(there.filter(({ seq, receivedAt }) => seq > after && receivedAt <= now));
      },
      commit: ({ from, to }: { readonly from: number; readonly to: number }) => {
        now += runMs;
        for (let seq = from; seq < to; seq += 1) committed.push(now - start);
        if (to === came.length) over.abort();
        return Promise.resolve();
      },
    },
    state: emptyState({ install: 'i', now: start, cursor: 0, policy, pagesWanted: [] }),
    read: createReader({}),
    epoch: 1,
    clock: {
      now: () => now,
      sleep: (ms: number) => {
        now += Math.min(ms, 10);
        return Promise.resolve();
      },
    },
    doorIsCrowded: () => now - start < crowdedUntil,
    log: quietLog,
    committed: () => undefined,
  } as unknown as ConstructorParameters<typeof InboxLoop>[0]);
  await loop.run(over.signal);
  return committed;
}

describe('the loop of the brain beside a crowded door', () => {
  it('rests for nobody while the door has time', async () => {
    expect(await committedAt([0, 10], { runMs: 10, crowdedUntil: 0 })).toEqual([10, 30]);
  });

  it('applies what came first at once, and then rests twelve times as long as it worked', async () => {
    expect(await committedAt([0, 10], { runMs: 10, crowdedUntil: 9_000 })).toEqual([10, 150]);
  });

  it('goes on as soon as the door has time again', async () => {
    expect(await committedAt([0, 10], { runMs: 100, crowdedUntil: 200 })).toEqual([100, 310]);
  });

  it('lets nothing wait longer than two seconds', async () => {
    expect(await committedAt([0, 10, 2_300], { runMs: 400, crowdedUntil: 9_000 })).toEqual([
      400, 2_410, 2_820,
    ]);
  });
});
