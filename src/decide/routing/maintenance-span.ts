import type { Maintenance } from '../../domain/routing/maintenance.ts';
import { isUnderway } from '../../domain/routing/maintenance.ts';
import type { Routing } from '../../domain/routing/route.ts';
import { speaksFrom } from './routes.ts';

/** When a maintenance lasts, or lasts next. UNIX ms. */
export interface MaintenanceSpan {
  readonly active: boolean;
  /** When it begins; null: it has begun. */
  readonly from: number | null;
  /** When it is over; null: it recurs, and does not end within the next weeks. */
  readonly until: number | null;
}

/** A maintenance as it is at a moment, UNIX ms; null: it is over for good, or further away than anybody looks. */
export function spanOf(one: Maintenance, at: number): MaintenanceSpan | null {
  if (isUnderway(one, at)) return { active: true, from: null, until: endShown(one, at) };
  const from = beginningOf(one, at);
  return from === null ? null : { active: false, from, until: endShown(one, from) };
}

/** The end as it is written, however far away: only a timer has a longest wait. */
function endShown(one: Maintenance, at: number): number | null {
  const { intervals, until = null } = one;
  return intervals === undefined ? until : (endOf(one, at) ?? until);
}

/** When a maintenance that is underway at a moment will pause or be over, UNIX ms; null: its calendar says nothing of that for weeks. */
export function endOf(one: Maintenance, at: number): number | null {
  const { until = Infinity, intervals } = one;
  if (intervals === undefined) return Math.min(until, at + farthestMs);
  const pause = speaksFrom(
    { muteTimeIntervals: [calendarName], activeTimeIntervals: [] },
    calendarOf(one),
    at,
  );
  return pause === null ? null : Math.min(until, pause);
}

/** A timer's longest wait; a maintenance that was written for a whole year is looked at again by then. */
const farthestMs = 366 * 24 * 3_600_000;

/** When one that is not underway begins next. */
function beginningOf(one: Maintenance, at: number): number | null {
  const { from = -Infinity, until = Infinity, intervals } = one;
  const earliest = Math.max(at, from);
  if (earliest >= until) return null;
  if (intervals === undefined || isUnderway(one, earliest)) return earliest;
  const next = speaksFrom(
    { muteTimeIntervals: [], activeTimeIntervals: [calendarName] },
    calendarOf(one),
    earliest,
  );
  return next === null || next >= until ? null : next;
}

/** Its own intervals under a name, as routes have theirs. */
const calendarName = 'its own';
const calendars = new WeakMap<Maintenance, Routing['intervals']>();

function calendarOf(one: Maintenance): Routing['intervals'] {
  const known = calendars.get(one);
  if (known !== undefined) return known;
  const calendar = { [calendarName]: one.intervals ?? [] };
  calendars.set(one, calendar);
  return calendar;
}
