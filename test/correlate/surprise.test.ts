import { describe, expect, it } from 'vitest';
import {
  countBreakout,
  decayedWeight,
  expectedInWindow,
  isForgettable,
  poissonTail,
} from '../../src/correlate/surprise.ts';

const halfLife = 1_800_000;
const storm = { windowMs: 60_000, baselineHalfLifeMs: halfLife };

describe('the Poisson tail', () => {
  it.each([
    [0, 3, 1],
    [1, 0.5, 1 - Math.exp(-0.5)],
    [3, 1, 0.0803013970714],
    [10, 2, 4.6498075e-5],
    [5, 0, 0],
  ])('P(at least %d | %d usual) is %d', (n, expected, probability) => {
    expect(poissonTail(n, expected)).toBeCloseTo(probability, 10);
  });

  it('keeps its digits where it is tiny', () => {
    expect(poissonTail(30, 1) / 1.4346e-33).toBeCloseTo(1, 2);
  });

  it('never grows with n, and is right far from the mean', () => {
    for (let n = 1; n < 60; n += 1) expect(poissonTail(n + 1, 9)).toBeLessThanOrEqual(poissonTail(n, 9));
    expect(poissonTail(100, 2_000)).toBe(1);
    expect(poissonTail(9_000, 2_000)).toBe(0);
  });
});

describe('a baseline', () => {
  it('halves in its half-life and counts on from there', () => {
    const one = countBreakout(null, 'mode:dns', 0, halfLife);
    expect(decayedWeight(one, halfLife, halfLife)).toBeCloseTo(0.5);
    expect(countBreakout(one, 'mode:dns', halfLife, halfLife).weight).toBeCloseTo(1.5);
    expect(decayedWeight(null, 5, halfLife)).toBe(0);
  });

  it('approaches the rate of a steady cause', () => {
    let baseline = null;
    for (let at = 0; at < 12 * halfLife; at += 30_000) baseline = countBreakout(baseline, 'k', at, halfLife);
    expect(expectedInWindow(baseline, 12 * halfLife, storm)).toBeCloseTo(2, 1);
  });

  it('may be forgotten after some half-lives, not before', () => {
    const one = countBreakout(null, 'k', 0, halfLife);
    expect(isForgettable(one, halfLife, halfLife)).toBe(false);
    expect(isForgettable(one, 5 * halfLife, halfLife)).toBe(true);
  });
});
