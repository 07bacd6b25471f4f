import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  historyAfter,
  peakOf,
  slotsOf,
  sumOfHistories,
  type EventHistory,
} from '../../src/domain/event-history.ts';
import { start } from '../make.ts';

const minute = 60_000;

/** A history of events at minutes since the start. */
function historyOf(minutes: readonly number[]): EventHistory | null {
  return minutes.reduce<EventHistory | null>(
    (history, at) => historyAfter(history ?? undefined, start + at * minute),
    null,
  );
}

const sum = ({ counts }: EventHistory): number => counts.reduce((all, one) => all + one, 0);

describe('the history of events', () => {
  it('counts by minutes, silent ones too', () => {
    expect(historyOf([0, 0, 3])).toEqual({ minutes: 1, slot: start / minute, counts: [2, 0, 0, 1] });
  });

  it('becomes coarser when it lasts, and loses nothing', () => {
    const long = historyOf([0, 1, 119, 120, 5_000]);
    expect(long).toMatchObject({ minutes: 64 });
    expect(long?.counts.length).toBeLessThanOrEqual(120);
    expect(long === null ? 0 : sum(long)).toBe(5);
  });

  it('of several adds up, whatever each began with', () => {
    const times = fc.array(fc.nat(20_000), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(times, { minLength: 1, maxLength: 5 }), (all) => {
        const histories = all
          .map((one) => historyOf(one.toSorted((a, b) => a - b)))
          .filter((one) => one !== null);
        const total = sumOfHistories(histories);
        expect(total === null ? 0 : sum(total)).toBe(all.flat().length);
        expect(total?.counts.length).toBeLessThanOrEqual(120);
        const first = Math.min(...all.flat()) * minute + start;
        const { from, everyMs } = slotsOf(total ?? { minutes: 1, slot: 0, counts: [] });
        expect(first).toBeGreaterThanOrEqual(from);
        expect(first).toBeLessThan(from + everyMs);
      }),
    );
  });

  it('has a peak by the minute', () => {
    expect(peakOf({ minutes: 1, slot: 0, counts: [2, 7, 1] }, 10, 150_000)).toBe(7);
    expect(peakOf({ minutes: 4, slot: 0, counts: [2, 7, 1] }, 10, 600_000)).toBe(2);
    expect(sumOfHistories([])).toBeNull();
  });

  it('has no peak that the figures beside it would contradict', () => {
    const cut = { minutes: 1, slot: 0, counts: [127, 293] };
    expect(peakOf(cut, 420, 54_000)).toBeNull();
    expect(peakOf(cut, 420, 62_000)).toBeNull();
    expect(peakOf(cut, 420, 110_000)).toBe(293);
    expect(peakOf({ ...cut, counts: [420] }, 420, 54_000)).toBeNull();
  });
});
