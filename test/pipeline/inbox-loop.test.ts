import { describe, expect, it } from 'vitest';
import { emptyState } from '../../src/correlate/state/brain-state.ts';
import { createReader } from '../../src/ingest/reader.ts';
import { InboxLoop } from '../../src/pipeline/inbox-loop.ts';
import { StoreFull } from '../../src/seams/store.ts';
import { policy, redisAlert, start } from '../make.ts';
import { Story } from '../correlate/story.ts';

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
      log: quietLog,
      committed: () => undefined,
    } as unknown as ConstructorParameters<typeof InboxLoop>[0]);
    await loop.run(over.signal);
    expect(refused).toBe(3);
    expect(appended).toEqual(['timer']);
    expect(now).toBeGreaterThanOrEqual(start + 3_000);
  });

  it('ends where another process took over', async () => {
    const state = emptyState({ install: 'i', now: 0, cursor: 0, policy, pagesWanted: [] });
    const lost = new Error('The lease is lost.');
    const loop = new InboxLoop({
      store: { read: () => Promise.reject(lost) },
      state,
      clock: { now: () => 0, sleep: () => Promise.resolve() },
      log: quietLog,
    } as unknown as ConstructorParameters<typeof InboxLoop>[0]);
    await expect(loop.run(new AbortController().signal)).rejects.toBe(lost);
  });
});
