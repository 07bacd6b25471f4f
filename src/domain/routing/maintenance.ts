import type { Matcher } from './matcher.ts';
import { isWithin, type TimeInterval } from './time-interval.ts';

/** Work that is known beforehand: what it meets is expected while it lasts, so it is kept quiet. */
export interface Maintenance {
  readonly name: string;
  /** All have to match; at least one. */
  readonly matchers: readonly Matcher[];
  readonly reason: string;
  /** UNIX ms; absent: it has begun long ago. */
  readonly from?: number;
  /** UNIX ms from which on it is over; absent: it recurs for ever. */
  readonly until?: number;
  /** It lasts only while one of them holds. Absent: all the time from `from` to `until`. */
  readonly intervals?: readonly TimeInterval[];
}

/** Whether it lasts at a moment, UNIX ms. */
export function isUnderway(
  { from = -Infinity, until = Infinity, intervals }: Maintenance,
  at: number,
): boolean {
  if (at < from || until <= at) return false;
  return intervals === undefined || intervals.some((interval) => isWithin(interval, at));
}
