import { silentBecauseOf } from '../../../decide/routing/routes.ts';
import type { Route, Routing } from '../../../domain/routing/route.ts';
import type { TimeInterval } from '../../../domain/routing/time-interval.ts';

type Timed = Pick<Route, 'muteTimeIntervals' | 'activeTimeIntervals'>;

/** A leap year; what an interval says of years is left out, so any stands for all. */
const from = Date.UTC(2028, 0, 1, 0, 15);
const hourMs = 60 * 60_000;
const hours = 366 * 24;

/**
 * A moment at which none of these routes speaks, in words; null: there is none that lasts for an hour. Whoever is looked
 * for is looked for in a whole year, so that holidays are found too.
 */
export function mutedAt(routes: readonly Timed[], intervals: Routing['intervals']): string | null {
  const isTimed = (route: Timed): boolean =>
    route.muteTimeIntervals.length + route.activeTimeIntervals.length > 0;
  if (!routes.every(isTimed)) return null;
  const anyYear = Object.fromEntries(
    Object.entries(intervals).map(([name, list]) => [name, list.map(withoutYears)]),
  );
  for (let hour = 0; hour < hours; hour++) {
    const at = from + hour * hourMs;
    if (routes.every((route) => silentBecauseOf(route, anyYear, at) !== null)) return said(at);
  }
  return null;
}

function withoutYears(interval: TimeInterval): TimeInterval {
  const { years, ...anyYear } = interval;
  return years === undefined ? interval : anyYear;
}

/** As `Saturday, January 1, 2028, 00:15 UTC`. */
function said(at: number): string {
  // Made here and not when this file loads: the first calendar takes 8 MB and 20 ms, and few relays need one.
  const calendar = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', dateStyle: 'full' });
  return `${calendar.format(at)}, ${new Date(at).toISOString().slice(11, 16)} UTC`;
}
