import type { Labels } from '../../domain/routing/labels.ts';
import type { Route, Routing } from '../../domain/routing/route.ts';
import { isWithin } from '../../domain/routing/time-interval.ts';
import { matches } from '../../correlate/rules/matching.ts';

/** A route that an incident takes. */
export interface Taken {
  readonly route: Route;
  /** Its place in the tree: the number of the child at each level, from 0. Empty: the root of the tree. */
  readonly path: readonly number[];
}

/**
 * The routes that an incident takes, in the order of the file: depth first, as in Alertmanager. A route whose children
 * match none of it is taken itself, so there is always one, unless some are left out.
 * @param isMeant Whether a receiver of this name is there: a route to any other takes nothing, as if it were not written.
 */
export function routesTaken(
  route: Route,
  labels: Labels,
  isMeant: (receiver: string) => boolean = () => true,
  path: readonly number[] = [],
): readonly Taken[] {
  const deeper: Taken[] = [];
  for (const [place, child] of route.routes.entries()) {
    if (!child.matchers.every((matcher) => matches(matcher, labels))) continue;
    const taken = routesTaken(child, labels, isMeant, [...path, place]);
    deeper.push(...taken);
    if (!child.continue && taken.length > 0) break;
  }
  if (deeper.length > 0) return deeper;
  return isMeant(route.receiver) ? [{ route, path }] : [];
}

/**
 * The interval because of which a route is silent at a moment (UNIX ms): one that mutes it, or the first of those of
 * which one would have to hold. Null while it speaks.
 */
export function silentBecauseOf(route: Timed, intervals: Routing['intervals'], at: number): string | null {
  const holds = (name: string): boolean => (intervals[name] ?? []).some((interval) => isWithin(interval, at));
  const muted = route.muteTimeIntervals.find(holds);
  if (muted !== undefined) return muted;
  const [first] = route.activeTimeIntervals;
  return first === undefined || route.activeTimeIntervals.some(holds) ? null : first;
}

/** What of a route says when it is silent. */
type Timed = Pick<Route, 'muteTimeIntervals' | 'activeTimeIntervals'>;

const stepMs = 15 * 60_000;
const minuteMs = 60_000;
/** No calendar that anybody writes is silent for longer. */
const farthestMs = 62 * 24 * 60 * minuteMs;

/** What was looked for last, by the names of the intervals: it holds until then, and thousands may ask in a minute. */
const known = new WeakMap<
  Routing['intervals'],
  Map<string, { readonly at: number; readonly from: number | null }>
>();
/** What is too far away is looked for again the next day: whoever looks on the same day finds the same. */
const dayMs = 24 * 60 * minuteMs;
const dayOf = (at: number): number => Math.floor(at / dayMs) * dayMs;

/**
 * From which virtual ms on a route that is silent at `at` speaks again, to the minute; null when that is too far away
 * to wait for. A pause of less than a quarter of an hour between two silences may be overlooked.
 */
export function speaksFrom(route: Timed, intervals: Routing['intervals'], at: number): number | null {
  const asked = known.get(intervals) ?? new Map<string, { at: number; from: number | null }>();
  known.set(intervals, asked);
  const key = JSON.stringify([route.muteTimeIntervals, route.activeTimeIntervals]);
  const last = asked.get(key);
  if (last !== undefined && last.at <= at && at < (last.from ?? dayOf(last.at) + dayMs)) return last.from;
  const from = lookAhead(route, intervals, at);
  asked.set(key, { at, from });
  return from;
}

function lookAhead(route: Timed, intervals: Routing['intervals'], at: number): number | null {
  const speaks = (moment: number): boolean => silentBecauseOf(route, intervals, moment) === null;
  const first = Math.floor(at / stepMs) * stepMs + stepMs;
  for (let moment = first; moment <= dayOf(at) + farthestMs; moment += stepMs) {
    if (!speaks(moment)) continue;
    let from = moment;
    while (from - minuteMs > at && speaks(from - minuteMs)) from -= minuteMs;
    return from;
  }
  return null;
}
