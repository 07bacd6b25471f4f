import type { Policy } from '../domain/policy.ts';
import type { Clock } from '../seams/clock.ts';
import type { Holding, OperatorStore } from '../seams/store.ts';
import { canaryNote, type CanaryView } from './drills/canary-view.ts';
import { heartNote, type HeartStanding } from './heartbeat/why-silent.ts';
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

/** What only the door knows of it. */
export type DoorFacts = Pick<
  HealthFacts,
  'phase' | 'brainStopped' | 'storeFull' | 'socketTrouble' | 'configTrouble' | 'waitingForRestart'
>;

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
  /** The dead man's switch; null where none is configured. */
  readonly heart: () => HeartStanding | null;
  /** Null where no canary is configured. */
  readonly canary: () => CanaryView | null;
  readonly facts: () => DoorFacts;
}

/** How the relay stands: its lanes, and whether it is ready. */
export interface Standing {
  lanes(): Promise<readonly LaneView[]>;
  readiness(): Promise<Readiness>;
  /** The dead man's switch; null where none is configured. */
  heart(): HeartStanding | null;
  /** Null where no canary is configured. */
  canary(): CanaryView | null;
}

/** Reads how the relay stands, whenever it is asked. */
export function createStanding(deps: StandingDeps): Standing {
  const { store, clock, policy, dispatch, gone, facts } = deps;
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
      ...said(deps.heart(), heartNote),
      ...said(deps.canary(), canaryNote),
    ];
    const { left = [] } = standing;
    const depending = [...(await goneNotes(store, gone())), ...(await leftNotes(store, left))];
    return { ...ready, notes: [...ready.notes, ...beside, ...depending] };
  };
  const { heart, canary } = deps;
  return { lanes: async () => viewsOf(await dispatch()), readiness, heart, canary };
}

function said<T>(standing: T | null, noteOf: (standing: T) => string | null): readonly string[] {
  const note = standing === null ? null : noteOf(standing);
  return note === null ? [] : [note];
}
