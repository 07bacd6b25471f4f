import type { BucketSpec } from '../domain/sending/budget.ts';
import type { Lane } from '../domain/sending/lane.ts';
import type { Purse } from './budget.ts';

/** What a dispatcher holds, for operators. */
export interface DispatcherSnapshot {
  readonly credential: string;
  readonly lanes: ReadonlyMap<string, Lane>;
  readonly purse: Purse;
  /** The buckets that were drawn on so far. */
  readonly specs: ReadonlyMap<string, BucketSpec>;
  /** Lanes of the sends in flight. */
  readonly inFlight: readonly string[];
  /** Lane → virtual ms by which its newest delivery lagged. */
  readonly lagMs: ReadonlyMap<string, number>;
}
