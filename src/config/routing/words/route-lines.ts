import { matcherText } from '../../../domain/routing/matcher.ts';
import type { Route } from '../../../domain/routing/route.ts';
import { duration } from '../../../domain/text/figures.ts';

/** A route in one line: its number as the timeline of an incident says it, and what it does. */
interface RouteLine {
  readonly name: string;
  readonly value: string;
}

/** The tree of routes, a line each, in the order in which they are looked at; the root, which takes the rest, last. */
export function routeLines(root: Route): readonly RouteLine[] {
  return [...within(root, []), { name: 'everything else', value: routeWords(root).join('; ') }];
}

function within({ routes }: Route, path: readonly number[]): readonly RouteLine[] {
  return routes.flatMap((route, n) => {
    const place = [...path, n];
    return [
      { name: routeName(place), value: `${asks(route)}: ${routeWords(route).join('; ')}` },
      ...within(route, place),
    ];
  });
}

/** `route 0.1`: the second route within the first. */
export function routeName(path: readonly number[]): string {
  return path.length === 0 ? 'root route' : `route ${path.join('.')}`;
}

function asks({ matchers }: Route): string {
  return matchers.length === 0 ? 'everything' : matchers.map(matcherText).join(', ');
}

/** Whom a route tells, and how: in words, one thing each. */
export function routeWords(route: Route): readonly string[] {
  const { receiver, escalate, holdMs, muteTimeIntervals: mute, activeTimeIntervals: active } = route;
  return [
    receiver,
    ...(holdMs === 0 ? [] : [`wakes nobody for ${duration(holdMs)}`]),
    ...(mute.length === 0 ? [] : [`not while ${mute.join(' or ')}`]),
    ...(active.length === 0 ? [] : [`only while ${active.join(' or ')}`]),
    ...paceWords(route),
    ...(escalate === null
      ? []
      : [`after ${duration(escalate.unacknowledgedForMs)} without an acknowledgement ${escalate.to}`]),
    ...(route.continue ? ['goes on'] : []),
  ];
}

function paceWords({ groupWaitMs: wait, updateEveryMs: every, repeatEveryMs: repeat }: Route): string[] {
  return [
    ...(wait === undefined
      ? []
      : [wait === 0 ? 'first message at once' : `first message after ${duration(wait)}`]),
    ...(every === undefined ? [] : [`figures at most every ${duration(every)}`]),
    ...(repeat === undefined ? [] : [`told again every ${duration(repeat)}`]),
  ];
}
