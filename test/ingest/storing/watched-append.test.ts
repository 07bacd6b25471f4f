import { describe, expect, it } from 'vitest';
import { watchAppends } from '../../../src/ingest/storing/watched-append.ts';
import { policyDelivery } from '../../../src/ingest/policy-entry.ts';
import { policy } from '../../make.ts';
import { StoreFull } from '../../../src/seams/store.ts';

const writes = (append: () => Promise<[]>) => async (): Promise<void> => {
  await append();
};

describe('a watched append', () => {
  it('remembers why the newest one failed, until one succeeds', async () => {
    let full = true;
    const append = (): Promise<[]> => (full ? Promise.reject(new StoreFull('no room')) : Promise.resolve([]));
    const watched = watchAppends({ append, tryWrite: writes(append) }, () => undefined);
    expect(watched.trouble()).toBeNull();
    await expect(watched.append([], 0)).rejects.toThrow(StoreFull);
    expect(watched.trouble()).toBe('no room');
    full = false;
    await watched.append([], 0);
    expect(watched.trouble()).toBeNull();
  });

  it('tells what it had refused once it takes something again, whether one by one or all at once', async () => {
    const told: unknown[] = [];
    let error: Error | null = null;
    const append = (): Promise<[]> => (error === null ? Promise.resolve([]) : Promise.reject(error));
    const watched = watchAppends({ append, tryWrite: writes(append) }, ({ failed }) => told.push(failed));
    const delivery = policyDelivery(policy, 'policy:1');
    await watched.append([delivery], 0);
    error = new Error('I/O error');
    for (const [n, many] of [1, 2, 1, 1].entries())
      await expect(
        watched.append(
          Array.from({ length: many }, () => delivery),
          1_000 + n,
        ),
      ).rejects.toThrow();
    error = new StoreFull('no room');
    await expect(watched.append([delivery, delivery], 2_000)).rejects.toThrow();
    error = null;
    await watched.append([delivery], 61_000);
    await watched.append([delivery], 62_000);
    expect(told).toEqual([{ refused: 5, forMs: 60_000, from: 1_000, why: 'no-room' }]);
  });

  it('finds out by itself that the store works again, and tries nothing while it does', async () => {
    const told: unknown[] = [];
    let full = true;
    let tries = 0;
    const refuse = (): Promise<never> => Promise.reject(new StoreFull('no room'));
    const tryWrite = (): Promise<void> => {
      tries += 1;
      return full ? refuse() : Promise.resolve();
    };
    const watched = watchAppends({ append: refuse, tryWrite }, ({ failed }) => told.push(failed));
    await watched.lookAgain(0);
    expect(tries).toBe(0);
    await expect(watched.append([policyDelivery(policy, 'policy:1')], 1_000)).rejects.toThrow(StoreFull);
    await watched.lookAgain(6_000);
    expect(watched.trouble()).toBe('no room');
    full = false;
    await watched.lookAgain(11_000);
    expect(watched.trouble()).toBeNull();
    expect(told).toEqual([{ refused: 1, forMs: 10_000, from: 1_000, why: 'no-room' }]);
    await watched.lookAgain(16_000);
    expect(tries).toBe(2);
  });

  it('tells for how long nothing was taken, whoever refused it, and once', async () => {
    const told: unknown[] = [];
    let error: Error | null = null;
    const append = (): Promise<[]> => (error === null ? Promise.resolve([]) : Promise.reject(error));
    const watched = watchAppends({ append, tryWrite: writes(append) }, (what) => told.push(what));
    const one = [policyDelivery(policy, 'policy:1')];
    watched.turnedAway(1_000);
    watched.turnedAway(2_000);
    await watched.append(one, 3_000);
    await watched.append(one, 4_000);
    expect(told).toEqual([{ forMs: 2_000, failed: null }]);
    watched.turnedAway(5_000);
    error = new Error('I/O error');
    await expect(watched.append(one, 6_000)).rejects.toThrow();
    watched.turnedAway(7_000);
    error = null;
    // A quiet night: nothing comes, and it is looked at.
    await watched.lookAgain(9_000);
    expect(told.slice(1)).toEqual([
      { forMs: 4_000, failed: { refused: 1, forMs: 3_000, from: 6_000, why: 'other' } },
    ]);
  });

  it('tells nothing where several failed together, and each was taken by itself', async () => {
    const told: unknown[] = [];
    const append = (all: readonly unknown[]): Promise<[]> =>
      all.length > 1 ? Promise.reject(new Error('I/O error')) : Promise.resolve([]);
    const watched = watchAppends({ append, tryWrite: () => Promise.resolve() }, (what) => told.push(what));
    const one = policyDelivery(policy, 'policy:1');
    await expect(watched.append([one, one], 1_000)).rejects.toThrow();
    await watched.append([one], 1_000);
    await watched.append([one], 1_000);
    expect(told).toEqual([]);
  });
});
