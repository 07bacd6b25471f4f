import { describe, expect, it } from 'vitest';
import { createRate } from '../../src/observe/rates.ts';

const start = 1_767_225_600_000;

describe('a rate', () => {
  it('counts the last minute', () => {
    const rate = createRate();
    for (let second = 0; second < 120; second += 1) rate.count(start + second * 1_000, 2);
    expect(rate.perMinute(start + 119_000)).toBe(120);
    expect(rate.total()).toBe(240);
  });

  it('forgets after a minute of silence, and everything after a long one', () => {
    const rate = createRate();
    rate.count(start, 7);
    expect(rate.perMinute(start + 65_000)).toBe(0);
    expect(rate.series(start + 65_000)).toContain(7);
    expect(rate.series(start + 3_600_000).every((value) => value === 0)).toBe(true);
    expect(rate.total()).toBe(7);
  });

  it('shows slots oldest first', () => {
    const rate = createRate();
    rate.count(start, 1);
    rate.count(start + 5_000, 2);
    expect(rate.series(start + 5_000).slice(-2)).toEqual([1, 2]);
  });

  it('takes a clock that steps back for the running slot', () => {
    const rate = createRate();
    rate.count(start);
    rate.count(start - 30_000);
    expect(rate.perMinute(start)).toBe(2);
  });
});
