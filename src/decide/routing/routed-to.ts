import type { RoutedTo } from '../../domain/routing/routed.ts';
import type { NamedReceiver, Routing } from '../../domain/routing/route.ts';
import { silentBecauseOf, type Taken } from './routes.ts';

/** A receiver as an incident keeps it that took a route at a virtual ms. */
export function routedTo(
  { intervals }: Routing,
  receiver: NamedReceiver,
  { route, path }: Taken,
  now: number,
): RoutedTo {
  const {
    muteTimeIntervals,
    activeTimeIntervals,
    holdMs,
    escalate,
    groupWaitMs,
    updateEveryMs,
    repeatEveryMs,
  } = route;
  return {
    receiver: receiver.name,
    surfaces: receiver.surfaces,
    at: now,
    path: path.join('.'),
    muteTimeIntervals,
    activeTimeIntervals,
    holdMs,
    escalate,
    ...(groupWaitMs === undefined ? {} : { groupWaitMs }),
    ...(updateEveryMs === undefined ? {} : { updateEveryMs }),
    ...(repeatEveryMs === undefined ? {} : { repeatEveryMs }),
    silent: silentBecauseOf(route, intervals, now),
  };
}
