import { describe, expect, it } from 'vitest';
import type { Miscount } from '../../src/domain/books.ts';
import { housekeeping } from '../../src/pipeline/housekeeping.ts';
import { silentLog, type Log } from '../../src/seams/log.ts';

type Deps = Parameters<typeof housekeeping>[0];

const retention = { maxAgeMs: 1, maxBytes: 1 };
const hourMs = 3_600_000;

/** A clock on which waiting takes no real time; it stops the loop after `sleeps` waits. */
function quickClock(sleeps: number, stop: AbortController): Deps['clock'] {
  let [left, now] = [sleeps, 0];
  return {
    now: () => now,
    sleep: (ms) => {
      now += ms;
      left -= 1;
      if (left < 0) stop.abort();
      return Promise.resolve();
    },
    realTimeout: (ms) => ms,
  };
}

/** Runs it through so many waits, with a store of which a part is told. */
async function run(sleeps: number, store: Partial<Deps['store']>, log: Log = silentLog): Promise<void> {
  const stop = new AbortController();
  const idle: Deps['store'] = {
    prune: () => Promise.resolve({ removed: 0, more: false }),
    recount: () => Promise.resolve([]),
  };
  const deps = { store: { ...idle, ...store }, clock: quickClock(sleeps, stop), log, retention };
  await housekeeping(deps)(stop.signal);
}

describe('housekeeping', () => {
  it('goes on bite by bite for as long as there is more, also where a bite removed nothing', async () => {
    const bites = [200, 0, 7];
    let calls = 0;
    await run(3, { prune: () => Promise.resolve({ removed: bites[calls++] ?? 0, more: calls < 3 }) });
    expect(calls).toBe(3);
  });

  it('tries again after a failure instead of ending', async () => {
    let calls = 0;
    await run(2, {
      prune: () => {
        calls += 1;
        return calls === 1
          ? Promise.reject(new Error('locked'))
          : Promise.resolve({ removed: 0, more: false });
      },
    });
    expect(calls).toBe(2);
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
    await run((3 * 24 * hourMs) / 600_000, { recount }, log);
    expect(recounts).toBe(3);
    expect(told).toEqual([{ event: 'books-miscounted', count: 1, miscounts: [wrong] }]);
  });
});
