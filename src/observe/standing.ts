import type { Policy } from '../domain/policy.ts';
import type { Clock } from '../seams/clock.ts';
import type { Holding, OperatorStore } from '../seams/store.ts';
import { goneNotes, leftNotes } from './held.ts';
import { readinessOf, type HealthFacts, type Readiness } from './health.ts';
import type { LaneView } from './lanes/lane-view.ts';
import { laneViews } from './lanes/lane-views.ts';
import { newStoreNote, type MadeStore } from './new-store.ts';
import { sideLaneNotes, troubleNotes, type Trouble } from './troubles.ts';

/** How dispatch stands: what its dispatchers hold, and what the vendors said of the configuration. */
export interface DispatchStanding {
  readonly snapshots: Parameters<typeof laneViews>[1];
  readonly answers: HealthFacts['answers'];
  /** What does not work of what goes on beside alerts. */
  readonly troubles: readonly Trouble[];
  /** Credentials that have left the configuration while the relay runs, and finish what is open. */
  readonly left?: readonly string[];
}

/** What the relay's standing is read from. */
interface StandingDeps {
  readonly store: Parameters<typeof laneViews>[2] &
    Parameters<typeof goneNotes>[0] &
    Pick<OperatorStore, 'stats'> & { readonly made: MadeStore | null };
  readonly clock: Pick<Clock, 'now'>;
  readonly policy: () => Policy;
  readonly dispatch: () => Promise<DispatchStanding>;
  /** Credentials that rows depend on and that the configuration no longer has. */
  readonly gone: () => readonly Holding[];
  readonly facts: () => Pick<
    HealthFacts,
    'phase' | 'brainStopped' | 'storeFull' | 'socketTrouble' | 'configTrouble' | 'waitingForRestart'
  >;
}

/** How the relay stands: its lanes, and whether it is ready. */
export interface Standing {
  lanes(): Promise<readonly LaneView[]>;
  readiness(): Promise<Readiness>;
}

/** Reads how the relay stands, whenever it is asked. */
export function createStanding({ store, clock, policy, dispatch, gone, facts }: StandingDeps): Standing {
  const viewsOf = ({ snapshots }: DispatchStanding): Promise<readonly LaneView[]> =>
    laneViews(policy(), snapshots, store, clock.now());
  const readiness = async (): Promise<Readiness> => {
    const standing = await dispatch();
    const lanes = await viewsOf(standing);
    const stats = await store.stats();
    const { answers } = standing;
    const ready = readinessOf({ now: clock.now(), ...facts(), answers, stats, lanes });
    const beside = [
      ...newStoreNote(store.made),
      ...sideLaneNotes(standing.snapshots, lanes, clock.now()),
      ...troubleNotes(standing.troubles),
    ];
    const { left = [] } = standing;
    const depending = [...(await goneNotes(store, gone())), ...(await leftNotes(store, left))];
    return { ...ready, notes: [...ready.notes, ...beside, ...depending] };
  };
  return { lanes: async () => viewsOf(await dispatch()), readiness };
}
