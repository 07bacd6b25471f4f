import { describe, expect, it } from 'vitest';
import type { Miscount } from '../../src/domain/books.ts';
import { housekeeping } from '../../src/pipeline/housekeeping.ts';
import type { Chore } from '../../src/seams/store.ts';
import { silentLog, type Log } from '../../src/seams/log.ts';

type Deps = Parameters<typeof housekeeping>[0];

const retention = { maxAgeMs: 1, maxBytes: 1 };
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** One life of a relay. */
interface Life {
  /** Virtual ms at which it begins, and after which it ends. */
  readonly from?: number;
  readonly lastsMs: number;
  /** What its store does, as far as it matters. */
  readonly store: Partial<Deps['store']>;
  /** What the store remembers of earlier lives. */
  readonly ended?: Map<Chore, number>;
  readonly log?: Log;
}

/** A life on a clock on which waiting takes no real time. */
async function live({ from = 0, lastsMs, store, ended = new Map(), log = silentLog }: Life): Promise<void> {
  const stop = new AbortController();
  let now = from;
  const clock: Deps['clock'] = {
    now: () => now,
    sleep: (ms) => {
      now += ms;
      if (now > from + lastsMs) stop.abort();
      return Promise.resolve();
    },
    realTimeout: (ms) => ms,
  };
  const idle: Deps['store'] = {
    prune: () => Promise.resolve({ removed: 0, more: false }),
    recount: () => Promise.resolve([]),
    choreEnded: (chore) => Promise.resolve(ended.get(chore) ?? null),
    endChore: (chore, at) => Promise.resolve(void ended.set(chore, at)),
  };
  await housekeeping({ store: { ...idle, ...store }, clock, log, retention })(stop.signal);
}

/** A store that counts how often each chore is begun, and is done with it at once. */
function counting(): {
  readonly times: Record<Chore, number>;
  readonly store: Pick<Deps['store'], Chore>;
} {
  const times = { prune: 0, recount: 0 };
  return {
    times,
    store: {
      prune: () => {
        times.prune += 1;
        return Promise.resolve({ removed: 0, more: false });
      },
      recount: () => {
        times.recount += 1;
        return Promise.resolve([]);
      },
    },
  };
}

describe('housekeeping', () => {
  it('goes on bite by bite for as long as there is more, also where a bite removed nothing', async () => {
    const bites = [200, 0, 7];
    let calls = 0;
    const prune = () => Promise.resolve({ removed: bites[calls++] ?? 0, more: calls < 3 });
    await live({ lastsMs: minuteMs, store: { prune } });
    expect(calls).toBe(3);
  });

  it('tries again after a failure instead of ending', async () => {
    let calls = 0;
    const prune = () => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('locked')) : Promise.resolve({ removed: 0, more: false });
    };
    await live({ lastsMs: 11 * minuteMs, store: { prune } });
    expect(calls).toBe(2);
  });

  it('prunes every ten minutes of a life, and begins soon after its start', async () => {
    const { times, store } = counting();
    await live({ lastsMs: hourMs, store });
    expect(times).toEqual({ prune: 6, recount: 1 });
  });

  it('prunes as often through many short lives as through a long one', async () => {
    const { times, store } = counting();
    const ended = new Map<Chore, number>();
    for (let n = 0; n < 60; n += 1) await live({ from: n * minuteMs, lastsMs: minuteMs, store, ended });
    expect(times).toEqual({ prune: 6, recount: 1 });
  });

  it('that was broken off goes on soon after the next start', async () => {
    const ended = new Map<Chore, number>();
    let calls = 0;
    const prune = () => Promise.resolve({ removed: 200, more: (calls += 1) < 1_000 });
    await live({ lastsMs: 15_000, store: { prune }, ended });
    const before = calls;
    expect(before).toBeGreaterThan(100);
    expect(ended.has('prune')).toBe(false);
    await live({ from: 20_000, lastsMs: hourMs, store: { prune }, ended });
    expect(calls).toBeGreaterThanOrEqual(1_000);
    expect(ended.has('prune')).toBe(true);
  });

  it('waits for no end that a clock ahead of its time has written', async () => {
    const { times, store } = counting();
    const ended = new Map<Chore, number>([['prune', 99 * hourMs]]);
    await live({ lastsMs: 15 * minuteMs, store, ended });
    expect(times.prune).toBe(2);
  });

  it('counts the books anew once a day, and says what comes to something else', async () => {
    const wrong: Miscount = { kind: 'counted', incident: 'inc-1', carried: 4, found: 3 };
    const told: unknown[] = [];
    let recounts = 0;
    const recount = (): Promise<readonly Miscount[]> => {
      recounts += 1;
      return Promise.resolve(recounts === 2 ? [wrong] : []);
    };
    const log = { ...silentLog, error: (fields: object) => void told.push(fields) };
    await live({ lastsMs: 2.5 * 24 * hourMs, store: { recount }, log });
    expect(recounts).toBe(3);
    expect(told).toEqual([{ event: 'books-miscounted', count: 1, miscounts: [wrong] }]);
  });
});
