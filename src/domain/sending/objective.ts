/** What the relay is to be measured by: an incident is shown soon, and somebody is woken soon. */
export type Objective = 'shown' | 'paged';

/** In which order they are told. */
export const objectives: readonly Objective[] = ['shown', 'paged'];

/** How long each may take, virtual ms. */
export const objectiveMs: Readonly<Record<Objective, number>> = { shown: 5_000, paged: 10_000 };

/** How long one thing took until a receiver had it, virtual ms. */
export interface Reached {
  readonly objective: Objective;
  readonly tookMs: number;
}

/** Over which times they are told, ms, the shortest first. */
export const objectiveWindows = { '1h': 3_600_000, '24h': 86_400_000, '30d': 30 * 86_400_000 } as const;

/** The name of such a time. */
export type ObjectiveWindow = keyof typeof objectiveWindows;

/** How many reached a receiver, and how many of these in time. */
export interface ObjectiveTally {
  readonly good: number;
  readonly total: number;
}

/** Where one objective stands. */
export interface ObjectiveStanding {
  readonly objective: Objective;
  readonly windows: Readonly<Record<ObjectiveWindow, ObjectiveTally>>;
  /** So many have reached nobody by now, though their time is over. They are in no tally yet. */
  readonly overdue: number;
}
