import { describe, expect, it } from 'vitest';
import { VirtualTime } from '../../../simulator/seeds/machine/virtual-time.ts';
import { createSeededRandom } from '../../../simulator/seeded-random.ts';

const never = (): boolean => false;

function ticking(seed = 1): { time: VirtualTime; seen: string[]; note: (what: string) => () => void } {
  const time = new VirtualTime(1_000, createSeededRandom(seed).next);
  const seen: string[] = [];
  return { time, seen, note: (what) => () => void seen.push(`${time.elapsed()} ${what}`) };
}

describe('virtual time', () => {
  it('passes only when nothing is left to do, and promises go on before it does', async () => {
    const { time, seen, note } = ticking();
    time.after(50, note('late'));
    time.after(10, () => void Promise.resolve().then(() => time.next(note('what follows from early'))));
    await time.run(100, never);
    expect(seen).toEqual(['10 what follows from early', '50 late']);
    expect(time.now()).toBe(1_100);
  });

  it('lets chance order what is due at one moment: the same chance, the same order', async () => {
    const orderOf = async (seed: number): Promise<string> => {
      const { time, seen, note } = ticking(seed);
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) time.after(5, note(name));
      await time.run(10, never);
      return seen.join();
    };
    const orders = await Promise.all([1, 1, 2, 3].map(orderOf));
    expect(orders[0]).toBe(orders[1]);
    expect(new Set(orders).size).toBeGreaterThan(1);
  });

  it('keeps what is due for a life that stands still, and forgets what a dead one had before it', async () => {
    const { time, seen, note } = ticking();
    for (const life of [1, 2]) for (const at of [10, 30]) time.after(at, note(`life ${life} of ${at}`), life);
    time.hold(1);
    time.after(20, () => time.forget(2), 'world');
    time.after(40, () => time.release(1), 'world');
    await time.run(100, never);
    expect(seen.sort()).toEqual(['10 life 2 of 10', '40 life 1 of 10', '40 life 1 of 30']);
  });

  it('calls off what was planned', async () => {
    const { time, seen, note } = ticking();
    time.after(10, note('never')).cancel();
    await time.run(20, never);
    expect(seen).toEqual([]);
  });
});
