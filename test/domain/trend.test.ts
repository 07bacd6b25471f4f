import { describe, expect, it } from 'vitest';
import { createSeededRandom } from '../../simulator/seeded-random.ts';
import { SlotCounts } from '../../src/correlate/state/slot-counts.ts';
import { directionOf, slotAt, trendAfter, type Direction, type EventTrend } from '../../src/domain/trend.ts';

const slotMs = 15_000;
const minuteMs = 60_000;

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
    [[0, 0, 0, 6, 0, 0, 0, 6], 'steady'],
    [[12], null],
    [[1, 2, 3], null],
    [[], null],
  ])('of %j is %s', (counts, direction) => {
    expect(directionOf(counts)).toBe(direction);
  });
});

const slotsAMinute = 4;
/** Printed where it matters: the same streams come of the same seed. */
const seed = 7;

/** Times between single events that have nothing to do with each other, at so many a minute, over some minutes. */
function single(aMinute: number, minutes: number, next: () => number, from = 0): readonly number[] {
  const times: number[] = [];
  for (let at = from; ; times.push(at)) {
    at -= (Math.log(1 - next()) * minuteMs) / aMinute;
    if (at >= from + minutes * minuteMs) return times;
  }
}

/** So many at once, again and again, each time a little early or late. */
function heaps(many: number, everyMs: number, next: () => number): readonly number[] {
  const times: number[] = [];
  for (let at = 0; at < 30 * minuteMs; at += everyMs * (0.9 + 0.2 * next()))
    for (let n = 0; n < many; n += 1) times.push(at + n * 100);
  return times;
}

/** What is said after each event. */
function looks(times: readonly number[]): readonly (Direction | null)[] {
  const slots = new SlotCounts();
  let trend: EventTrend | undefined;
  return times.map((at) => {
    const next = trendAfter(trend, at);
    slots.follow(trend, next);
    trend = next;
    return directionOf(slots.whole(times[0] ?? 0));
  });
}

/** The share of looks at which something else than a steady stream is seen. */
function called(streams: readonly (readonly number[])[]): number {
  const all = streams.flatMap(looks);
  return all.filter((one) => one === 'rising' || one === 'falling').length / all.length;
}

const streams = (many: number, of: () => readonly number[]): readonly (readonly number[])[] =>
  Array.from({ length: many }, of);

describe(`what chance does to counts (seed ${seed})`, () => {
  it.each([1, 3, 8, 20, 60, 240])('is no direction: %d events a minute, always', (aMinute) => {
    const { next } = createSeededRandom(seed);
    const many = Math.ceil(4_000 / aMinute);
    expect(called(streams(Math.min(200, many), () => single(aMinute, 30, next)))).toBeLessThan(0.02);
  });

  it.each([
    [1, 60_000],
    [6, 60_000],
    [5, 45_000],
    [9, 50_000],
    [20, 60_000],
    [4, 20_000],
  ])('is no direction: %d at once, every %d ms', (many, everyMs) => {
    const { next } = createSeededRandom(seed);
    expect(called(streams(60, () => heaps(many, everyMs, next)))).toBeLessThan(0.02);
  });

  it.each([60, 120, 600])('hides no doubling: from %d events a minute to twice as many', (aMinute) => {
    const { next } = createSeededRandom(seed);
    const seen = streams(100, () => [
      ...single(aMinute, 5, next),
      ...single(2 * aMinute, 1 + 1 / slotsAMinute, next, 5 * minuteMs),
    ]).map((times) => looks(times).at(-1));
    expect(seen.filter((one) => one === 'rising').length).toBeGreaterThanOrEqual(90);
    const halved = streams(100, () => [
      ...single(2 * aMinute, 5, next),
      ...single(aMinute, 1 + 1 / slotsAMinute, next, 5 * minuteMs),
    ]).map((times) => looks(times).at(-1));
    expect(halved.filter((one) => one === 'falling').length).toBeGreaterThanOrEqual(90);
  });
});
