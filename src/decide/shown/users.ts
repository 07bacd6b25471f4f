import type { BrainState } from '../../correlate/state/brain-state.ts';
import type { FamilyTally } from '../../correlate/state/family-tally.ts';
import type { Incident } from '../../domain/incident.ts';
import { leastUsers } from '../../domain/sentry-context.ts';

/** At least so many users of a root and its children. */
export function usersOf(state: BrainState, root: Incident, { sentryUsers }: FamilyTally): number | null {
  return leastUsers(state.users.count(root), sentryUsers, root.context);
}
