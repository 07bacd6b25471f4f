import { describe, expect, it } from 'vitest';
import { keepLeases, takeLease } from '../../src/pipeline/leases.ts';
import { silentLog } from '../../src/seams/log.ts';
import { LostLease, StoreFull, type Lease } from '../../src/seams/store.ts';

/** A clock whose sleeps end at once, and stop the loop after so many. */
function hasty(sleeps: number): { clock: Parameters<typeof keepLeases>[0]['clock']; signal: AbortSignal } {
  const stop = new AbortController();
  let now = 0;
  return {
    signal: stop.signal,
    clock: {
      now: () => now,
      sleep: (ms) => {
        now += ms;
        sleeps -= 1;
        if (sleeps < 0) stop.abort();
        return Promise.resolve();
      },
    },
  };
}

const leases: readonly Lease[] = [
  { name: 'brain', epoch: 3 },
  { name: 'dispatch', epoch: 5 },
];

describe('leases', () => {
  it('are taken with an end, and not while somebody else has them', async () => {
    const { clock } = hasty(0);
    const asked: unknown[] = [];
    const store = {
      acquireLease: (...of: unknown[]) => Promise.resolve(asked.push(of) === 1 ? 7 : null),
      renewLease: () => Promise.resolve(true),
    };
    expect(await takeLease({ store, clock }, 'brain', 'me')).toEqual({ name: 'brain', epoch: 7 });
    expect(asked).toEqual([['brain', 'me', 0, 60_000]]);
    await expect(takeLease({ store, clock }, 'brain', 'me')).rejects.toThrow(
      'Another process still holds the brain lease',
    );
  });

  it('are renewed long before they end, also when a renewal fails', async () => {
    const { clock, signal } = hasty(4);
    const renewed: (readonly [string, number])[] = [];
    const store = {
      acquireLease: () => Promise.resolve(null),
      renewLease: (lease: Lease, now: number, ttlMs: number) => {
        renewed.push([lease.name, now + ttlMs]);
        return renewed.length === 3 ? Promise.reject(new StoreFull('Full.')) : Promise.resolve(true);
      },
    };
    await keepLeases({ store, clock, log: silentLog }, leases, signal);
    expect(renewed.filter(([name]) => name === 'brain').map(([, until]) => until)).toEqual([
      80_000, 100_000, 105_000, 125_000,
    ]);
    expect(renewed).toHaveLength(8);
  });

  it('end whoever works under one that has changed hands', async () => {
    const { clock, signal } = hasty(10);
    const store = {
      acquireLease: () => Promise.resolve(null),
      renewLease: ({ name }: Lease, now: number) => Promise.resolve(name === 'brain' || now < 50_000),
    };
    const keeping = keepLeases({ store, clock, log: silentLog }, leases, signal);
    await expect(keeping).rejects.toBeInstanceOf(LostLease);
    await expect(keeping).rejects.toThrow('The dispatch lease has changed hands');
    expect(clock.now()).toBe(60_000);
  });
});
