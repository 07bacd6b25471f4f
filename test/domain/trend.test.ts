import { describe, expect, it } from 'vitest';
import { directionOf, slotAt, trendAfter, type EventTrend } from '../../src/domain/trend.ts';

const slotMs = 15_000;

/** The trend after events at these slots. */
function after(...slots: readonly number[]): EventTrend | undefined {
  return slots.reduce<EventTrend | undefined>(
    (trend, slot) => trendAfter(trend, slot * slotMs + 7),
    undefined,
  );
}

describe('the trend of events', () => {
  it('counts by quarters of a minute, silent ones too', () => {
    expect(after(4, 4, 4, 5, 8)).toEqual({ slot: 8, counts: [3, 1, 0, 0, 1] });
    expect(slotAt(8 * slotMs + 7)).toBe(8);
  });

  it('keeps twelve whole ones and the running one, after the longest silence too', () => {
    expect(after(...Array.from({ length: 40 }, (_, n) => n))).toEqual({
      slot: 39,
      counts: Array.from({ length: 13 }, () => 1),
    });
    expect(after(1, 1_000_000)).toEqual({
      slot: 1_000_000,
      counts: [...Array.from({ length: 12 }, () => 0), 1],
    });
  });

  it('never runs back: what comes late is counted in the newest', () => {
    expect(after(9, 3)).toEqual({ slot: 9, counts: [2] });
  });
});

describe('the direction of a trend', () => {
  it.each([
    [[20, 80], 'rising'],
    [[10, 20, 60, 90], 'rising'],
    [[90, 80, 30, 10], 'falling'],
    [[100, 104, 98, 101], 'steady'],
    [[4000, 4000, 4200, 4200], 'steady'],
    [[5, 9], 'steady'],
    [[300, 0, 0, 90, 90], 'rising'],
    [[300, 90, 0, 0, 0, 0], null],
    [[12], null],
    [[1, 2, 3], null],
    [[], null],
  ])('of %j is %s', (counts, direction) => {
    expect(directionOf(counts)).toBe(direction);
  });
});
