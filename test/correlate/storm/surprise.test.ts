import { describe, expect, it } from 'vitest';
import {
  binomialTail,
  decayedWeight,
  isForgettable,
  poissonTail,
} from '../../../src/correlate/state/surprise.ts';
import {
  breadthTail,
  countBreakout,
  usualInWindow,
  type Usual,
} from '../../../src/correlate/storm/surge/usual.ts';

const halfLife = 1_800_000;
const storm = { windowMs: 60_000, baselineHalfLifeMs: halfLife };

function redisOf(service: string, key = 'dependency:redis'): { key: string; service: string } {
  return { key, service };
}

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

describe('the binomial tail', () => {
  it.each([
    [10, 0, 0.5, 1],
    [10, 11, 0.5, 0],
    [10, 10, 0.5, 2 ** -10],
    [4, 2, 0.5, 11 / 16],
    [3, 1, 0.2, 1 - 0.8 ** 3],
    [20, 3, 0.08, 0.2121],
    [5, 2, 0, 0],
    [5, 2, 1, 1],
  ])('of %d, at least %d at %d each: %d', (n, k, p, probability) => {
    expect(binomialTail(n, k, p)).toBeCloseTo(probability, 4);
  });

  it('never grows with k, and is never negative', () => {
    for (let k = 0; k <= 200; k += 1) {
      expect(binomialTail(200, k + 1, 0.03)).toBeLessThanOrEqual(binomialTail(200, k, 0.03));
      expect(binomialTail(200, k, 0.03)).toBeGreaterThanOrEqual(0);
    }
  });

  it('approaches the Poisson tail where each is rare', () => {
    expect(binomialTail(10_000, 4, 2e-4)).toBeCloseTo(poissonTail(4, 2), 3);
  });
});

describe('a baseline', () => {
  it('halves in its half-life and counts on from there', () => {
    const one = countBreakout(null, redisOf('cart', 'mode:dns'), 0, halfLife);
    expect(decayedWeight(one, halfLife, halfLife)).toBeCloseTo(0.5);
    expect(countBreakout(one, redisOf('cart', 'mode:dns'), halfLife, halfLife).weight).toBeCloseTo(1.5);
    expect(decayedWeight(null, 5, halfLife)).toBe(0);
  });

  it('approaches the rate of a steady cause', () => {
    let baseline = null;
    for (let at = 0; at < 12 * halfLife; at += 30_000)
      baseline = countBreakout(baseline, redisOf('cart'), at, halfLife);
    const usual = usualInWindow(baseline, 12 * halfLife, storm);
    expect(usual.breakouts).toBeCloseTo(2, 1);
    expect(usual.services.get('cart')).toBeCloseTo(2, 1);
  });

  it('may be forgotten after some half-lives, not before', () => {
    const one = countBreakout(null, redisOf('cart'), 0, halfLife);
    expect(isForgettable(one, halfLife, halfLife)).toBe(false);
    expect(isForgettable(one, 5 * halfLife, halfLife)).toBe(true);
  });
});

describe('breadth', () => {
  const fourAMinute: Usual = { breakouts: 4, services: new Map([['cart', 4]]) };

  it('one service that fails all day makes nothing usual for five', () => {
    expect(poissonTail(5, fourAMinute.breakouts)).toBeGreaterThan(0.3);
    expect(breadthTail(1, fourAMinute)).toBeGreaterThan(0.9);
    expect(breadthTail(5, fourAMinute)).toBeLessThan(1e-12);
  });

  it('five services that fail all day make five usual', () => {
    const services = new Map(['a', 'b', 'c', 'd', 'e'].map((name) => [name, 4]));
    expect(breadthTail(5, { breakouts: 20, services })).toBeGreaterThan(0.9);
  });

  it('what is kept by no name counts as others, so that a spread noise stays usual', () => {
    expect(breadthTail(3, { breakouts: 2, services: new Map() })).toBeCloseTo(poissonTail(3, 2), 10);
  });

  it('never grows with n', () => {
    const usual: Usual = {
      breakouts: 3,
      services: new Map([
        ['a', 1],
        ['b', 0.5],
      ]),
    };
    for (let n = 0; n < 12; n += 1)
      expect(breadthTail(n + 1, usual)).toBeLessThanOrEqual(breadthTail(n, usual));
  });

  it('keeps the heaviest services by name', () => {
    let baseline = null;
    for (let n = 0; n < 60; n += 1) baseline = countBreakout(baseline, redisOf(`s${n}`), n, halfLife);
    baseline = countBreakout(baseline, redisOf('s3'), 60, halfLife);
    expect(baseline.services).toHaveLength(40);
    expect(baseline.services[0]?.name).toBe('s3');
  });
});
