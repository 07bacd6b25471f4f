import { describe, expect, it } from 'vitest';
import { createSeededRandom, seedOf } from '../../simulator/seeded-random.ts';

describe('the seeded random', () => {
  it('gives the same sequence for the same seed and another for another', () => {
    const draw = (seed: number): number[] => Array.from({ length: 5 }, createSeededRandom(seed).next);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('spreads evenly enough to be used as a probability', () => {
    const { next } = createSeededRandom(3);
    const share = Array.from({ length: 20_000 }, next).filter((value) => value < 0.1).length / 20_000;
    expect(share).toBeGreaterThan(0.08);
    expect(share).toBeLessThan(0.12);
  });

  it('shuffles without losing anything', () => {
    const items = [1, 2, 3, 4, 5];
    const shuffled = createSeededRandom(9).shuffle(items);
    expect([...shuffled].sort()).toEqual(items);
    expect(items).toEqual([1, 2, 3, 4, 5]);
  });

  it('derives different seeds from different names', () => {
    expect(seedOf('a', 1)).not.toBe(seedOf('b', 1));
    expect(seedOf('a', 1)).not.toBe(seedOf('a', 2));
  });
});
