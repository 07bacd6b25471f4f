import type { Receiver } from '../../domain/policy.ts';
import type { LaneState } from '../../domain/sending/lane.ts';

/** What is left of one bucket, for people. */
export interface BudgetView {
  /** For example `update` or `post:C0123`. */
  readonly bucket: string;
  /** Sends that may start now. */
  readonly left: number;
  /** Sends the bucket holds when full. */
  readonly size: number;
  readonly perMs: number;
}

/** One lane as the API, the page and the metrics show it. */
export interface LaneView {
  readonly id: string;
  readonly credential: string;
  /** The receiver that this lane serves, for example `slack/C0123`. */
  readonly receiver: string;
  readonly kind: Receiver['kind'];
  /** Only drills go here: its trouble keeps no real alert from anybody. */
  readonly drillsOnly: boolean;
  readonly state: LaneState;
  /** False while nothing was ever sent here: a lane that "flows" is then an assumption. */
  readonly tried: boolean;
  /** When it last delivered anything, virtual UNIX ms, also before a restart; null when it never did. */
  readonly lastDeliveredAt: number | null;
  /** Notifications whose shown version is outdated. */
  readonly pending: number;
  readonly inFlight: number;
  /** `pendingSince` of the oldest, virtual UNIX ms. */
  readonly oldestPendingAt: number | null;
  /** Virtual ms that the newest delivered send lagged behind its decision. */
  readonly lastLagMs: number | null;
  readonly budgets: readonly BudgetView[];
}
