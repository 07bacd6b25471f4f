import type { Policy } from '../domain/policy.ts';
import type { Clock } from '../seams/clock.ts';
import type { Holding, OperatorStore } from '../seams/store.ts';
import { goneNotes } from './held.ts';
import { readinessOf, type HealthFacts, type Readiness } from './health.ts';
import type { LaneView } from './lane-view.ts';
import { laneViews } from './lane-views.ts';

type Snapshots = Parameters<typeof laneViews>[1];

/** What the relay's standing is read from. */
interface StandingDeps {
  readonly store: Parameters<typeof laneViews>[2] &
    Parameters<typeof goneNotes>[0] &
    Pick<OperatorStore, 'stats'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly policy: () => Policy;
  readonly snapshots: () => Snapshots;
  /** Credentials that rows depend on and that the configuration no longer has. */
  readonly gone: readonly Holding[];
  readonly facts: () => Pick<HealthFacts, 'phase' | 'brainStopped' | 'storeFull' | 'answers'>;
}

/** How the relay stands: its lanes, and whether it is ready. */
export interface Standing {
  lanes(): Promise<readonly LaneView[]>;
  readiness(): Promise<Readiness>;
}

/** Reads how the relay stands, whenever it is asked. */
export function createStanding({ store, clock, policy, snapshots, gone, facts }: StandingDeps): Standing {
  const lanes = (): Promise<readonly LaneView[]> => laneViews(policy(), snapshots(), store, clock.now());
  const readiness = async (): Promise<Readiness> => {
    const stats = await store.stats();
    const ready = readinessOf({ now: clock.now(), ...facts(), stats, lanes: await lanes() });
    return { ...ready, notes: [...ready.notes, ...(await goneNotes(store, gone))] };
  };
  return { lanes, readiness };
}
