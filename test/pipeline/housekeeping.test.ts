import { describe, expect, it } from 'vitest';
import { housekeeping } from '../../src/pipeline/housekeeping.ts';
import { silentLog } from '../../src/seams/log.ts';

const retention = { maxAgeMs: 1, maxBytes: 1 };

/** A clock on which waiting takes no time; it stops the loop after `sleeps` waits. */
function quickClock(
  sleeps: number,
  stop: AbortController,
): { now: () => number; sleep: () => Promise<void>; realTimeout: (ms: number) => number } {
  let left = sleeps;
  return {
    now: () => 0,
    sleep: () => {
      left -= 1;
      if (left < 0) stop.abort();
      return Promise.resolve();
    },
    realTimeout: (ms) => ms,
  };
}

describe('housekeeping', () => {
  it('goes on bite by bite until nothing is left to remove', async () => {
    const bites = [1_000, 1_000, 7, 0];
    const stop = new AbortController();
    let calls = 0;
    const prune = (): Promise<{ removed: number }> => Promise.resolve({ removed: bites[calls++] ?? 0 });
    await housekeeping({ store: { prune }, clock: quickClock(4, stop), log: silentLog, retention })(
      stop.signal,
    );
    expect(calls).toBe(4);
  });

  it('tries again after a failure instead of ending', async () => {
    const stop = new AbortController();
    let calls = 0;
    const prune = (): Promise<{ removed: number }> => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('locked')) : Promise.resolve({ removed: 0 });
    };
    await housekeeping({ store: { prune }, clock: quickClock(2, stop), log: silentLog, retention })(
      stop.signal,
    );
    expect(calls).toBe(2);
  });
});
