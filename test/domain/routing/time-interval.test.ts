import { describe, expect, it } from 'vitest';
import { isWithin, isZone, type TimeInterval } from '../../../src/domain/routing/time-interval.ts';

const at = (iso: string): number => Date.parse(iso);
const nights: TimeInterval = {
  times: [
    { from: 22 * 60, to: 1440 },
    { from: 0, to: 6 * 60 },
  ],
};

describe('a time interval', () => {
  it('includes the minute in which it begins, and not the one in which it ends', () => {
    expect(isWithin(nights, at('2026-03-10T21:59:59Z'))).toBe(false);
    expect(isWithin(nights, at('2026-03-10T22:00:00Z'))).toBe(true);
    expect(isWithin(nights, at('2026-03-11T05:59:59Z'))).toBe(true);
    expect(isWithin(nights, at('2026-03-11T06:00:00Z'))).toBe(false);
  });

  it('follows the clocks of its zone, also over the change to summer time', () => {
    const berlin = { ...nights, location: 'Europe/Berlin' };
    expect(isWithin(berlin, at('2026-03-28T20:59:00Z'))).toBe(false);
    expect(isWithin(berlin, at('2026-03-28T21:00:00Z'))).toBe(true);
    expect(isWithin(berlin, at('2026-03-29T20:00:00Z'))).toBe(true);
    expect(isWithin(berlin, at('2026-03-29T04:00:00Z'))).toBe(false);
  });

  it('asks for all of its fields, and of each for one span', () => {
    const office: TimeInterval = {
      weekdays: [{ from: 1, to: 5 }],
      times: [{ from: 9 * 60, to: 17 * 60 }],
      months: [
        { from: 1, to: 6 },
        { from: 9, to: 12 },
      ],
    };
    expect(isWithin(office, at('2026-03-13T16:59:00Z'))).toBe(true);
    expect(isWithin(office, at('2026-03-14T12:00:00Z'))).toBe(false);
    expect(isWithin(office, at('2026-07-13T12:00:00Z'))).toBe(false);
    expect(isWithin({ years: [{ from: 2027, to: 2027 }] }, at('2026-12-31T23:59:59Z'))).toBe(false);
    expect(isWithin({ years: [{ from: 2027, to: 2027 }] }, at('2027-01-01T00:00:00Z'))).toBe(true);
  });

  it('counts days from the end of the month, however long it is', () => {
    const last: TimeInterval = { daysOfMonth: [{ from: -2, to: -1 }] };
    const days = ['2026-02-26', '2026-02-27', '2026-02-28', '2028-02-28', '2028-02-29', '2026-04-28'];
    expect(days.filter((day) => isWithin(last, at(`${day}T12:00:00Z`)))).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2028-02-28',
      '2028-02-29',
    ]);
  });

  it('holds always where it says nothing, and knows zones by their names', () => {
    expect(isWithin({}, at('2026-03-10T21:59:59Z'))).toBe(true);
    expect(['Europe/Berlin', 'UTC', 'America/New_York'].every(isZone)).toBe(true);
    expect(['Europe/Berlyn', 'nowhere', ''].some(isZone)).toBe(false);
  });
});
