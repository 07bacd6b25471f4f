import { describe, expect, it } from 'vitest';
import { createFeed, type Feed } from '../../src/observe/feed.ts';
import { silentLog } from '../../src/seams/log.ts';

interface Pace {
  now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Ends the running sleep, and answers with how long it should have been. */
  readonly tick: () => Promise<number>;
}

/** A pace that the test drives: no real time passes. */
function drivenPace(): Pace {
  let end: (() => void) | null = null;
  let asked = 0;
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await new Promise((next) => setImmediate(next));
  };
  return {
    now: () => 0,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        asked = ms;
        end = resolve;
        if (signal?.aborted === true) resolve();
        signal?.addEventListener('abort', () => resolve());
      }),
    tick: async () => {
      await settle();
      const ms = asked;
      end?.();
      await settle();
      return ms;
    },
  };
}

function countingFeed(pace: Pace): { readonly feed: Feed<number>; readonly built: () => number } {
  let built = 0;
  const build = (): Promise<number> => Promise.resolve((built += 1));
  return { feed: createFeed({ build, pace, log: silentLog }), built: () => built };
}

describe('the feed', () => {
  it('builds nothing while nobody watches', async () => {
    const pace = drivenPace();
    const { feed, built } = countingFeed(pace);
    feed.changed();
    await pace.tick();
    expect(built()).toBe(0);
  });

  it('gives a frame at once, and one more for each hundred changes', async () => {
    const pace = drivenPace();
    const { feed } = countingFeed(pace);
    const seen: number[] = [];
    feed.watch((frame) => seen.push(frame));
    for (let change = 0; change < 100; change += 1) feed.changed();
    expect(await pace.tick()).toBe(250);
    for (let change = 0; change < 100; change += 1) feed.changed();
    await pace.tick();
    expect(seen).toEqual([1, 2, 3]);
    await feed.close();
  });

  it('rests the longer, the longer a frame takes to make, but never so long that nobody is told', async () => {
    const pace = drivenPace();
    let now = 0;
    let takes = 40;
    pace.now = () => now;
    const build = (): Promise<number> => Promise.resolve((now += takes));
    const feed = createFeed({ build, pace, log: silentLog });
    feed.watch(() => undefined);
    expect([await pace.tick(), await pace.tick()]).toEqual([800, 200]);
    takes = 400;
    await pace.tick();
    await pace.tick();
    expect([await pace.tick(), await pace.tick()]).toEqual([2_000, 2_000]);
    await feed.close();
  });

  it('gives a frame from time to time although nothing changes', async () => {
    const pace = drivenPace();
    const { feed } = countingFeed(pace);
    const seen: number[] = [];
    feed.watch((frame) => seen.push(frame));
    expect([await pace.tick(), await pace.tick()]).toEqual([250, 750]);
    expect(seen).toEqual([1, 2]);
    await feed.close();
  });

  it('stops when the last watcher leaves, and starts again with the next', async () => {
    const pace = drivenPace();
    const { feed, built } = countingFeed(pace);
    const leave = feed.watch(() => undefined);
    await pace.tick();
    leave();
    await pace.tick();
    await pace.tick();
    const before = built();
    await pace.tick();
    expect(built()).toBe(before);
    feed.watch(() => undefined);
    await pace.tick();
    expect(built()).toBeGreaterThan(before);
    await feed.close();
  });

  it('survives an overview that cannot be read', async () => {
    const pace = drivenPace();
    let broken = true;
    const build = (): Promise<string> =>
      broken ? Promise.reject(new Error('no')) : Promise.resolve('frame');
    const feed = createFeed({ build, pace, log: silentLog });
    const seen: string[] = [];
    feed.watch((frame) => seen.push(frame));
    await pace.tick();
    broken = false;
    await pace.tick();
    expect(seen).toEqual(['frame']);
    await feed.close();
  });
});
