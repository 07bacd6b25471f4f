import type { BrainState } from '../correlate/state/brain-state.ts';
import type { FamilyTally } from '../correlate/state/family-tally.ts';
import type { Incident } from '../domain/incident.ts';

/** At least so many users: the largest figure that Sentry gave for one issue, told or asked, or the distinct users seen here. */
export function usersOf(state: BrainState, root: Incident, { sentryUsers }: FamilyTally): number | null {
  const seen = state.users.count(root);
  const asked = root.context?.users ?? null;
  return sentryUsers === null && asked === null && seen === 0
    ? null
    : Math.max(sentryUsers ?? 0, asked ?? 0, seen);
}
