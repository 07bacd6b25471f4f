import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src/integrations/sentry/web-api/pace.ts';
import { manualClock } from '../../simulator/fakes/manual-clock.ts';

/** Everything that waits for no clock has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the pace at which Sentry is asked', () => {
  it('slows down with each failure, of which calls that fail together are one', () => {
    const clock = manualClock();
    const pace = new Pace(clock, new AbortController().signal);
    expect([pace.failed(), pace.failed(), pace.failed(), pace.failed()]).toEqual(
      Array.from({ length: 4 }, () => 5_000),
    );
    clock.advance(5_000);
    expect([pace.failed(), pace.failed()]).toEqual([10_000, 10_000]);
    clock.advance(10_000);
    pace.answered(new Headers());
    expect(pace.failed()).toBe(5_000);
  });

  it('lets nobody call whose turn was given before a limit was told of, and then one after the other', async () => {
    let now = 0;
    const sleepers: { readonly until: number; readonly wake: () => void }[] = [];
    const sleep = (ms: number): Promise<void> =>
      new Promise((wake) => sleepers.push({ until: now + ms, wake }));
    const pace = new Pace({ now: () => now, sleep }, new AbortController().signal);
    const called: number[] = [];
    const calls = [1, 2, 3].map(async () => {
      await pace.turn();
      called.push(now);
      if (called.length === 1) pace.limited(new Headers({ 'retry-after': '20' }));
    });
    for (; now <= 25_000; now += 500) {
      for (const sleeper of sleepers.splice(0)) {
        if (sleeper.until <= now) sleeper.wake();
        else sleepers.push(sleeper);
      }
      await settled();
    }
    await Promise.all(calls);
    expect(called).toEqual([0, 20_000, 21_000]);
  });
});
