import { fullBucket, left } from '../deliver/budget.ts';
import type { BucketSpec, BucketState } from '../domain/budget.ts';
import type { Lane } from '../domain/lane.ts';
import type { Notification } from '../domain/notification.ts';
import type { Receiver } from '../domain/policy.ts';
import type { BudgetView, LaneView } from './lane-view.ts';

/** What one credential's dispatcher and the store know of its lanes. */
export interface LaneReading {
  readonly now: number;
  /** Receivers of this credential. */
  readonly receivers: readonly Receiver[];
  /** Lanes that are not simply flowing, or were not. */
  readonly lanes: readonly Lane[];
  readonly pending: readonly Notification[];
  /** Sends without an answer yet, by lane. */
  readonly inFlight: ReadonlyMap<string, number>;
  /** Lag of the newest delivered send, by lane, in virtual ms. */
  readonly lastLagMs: ReadonlyMap<string, number>;
  readonly purse: ReadonlyMap<string, BucketState>;
  /** How each bucket is built, by its id. */
  readonly specs: ReadonlyMap<string, BucketSpec>;
}

/** One view a receiver of the credential. */
export function laneViews(reading: LaneReading): readonly LaneView[] {
  return reading.receivers.map((receiver) => {
    const state = reading.lanes.find((lane) => lane.id === receiver.lane)?.state ?? { kind: 'flowing' };
    const pending = reading.pending.filter((row) => row.lane === receiver.lane && row.pendingSince !== null);
    const oldest = pending.reduce((least, row) => Math.min(least, row.pendingSince ?? least), Infinity);
    return {
      id: receiver.lane,
      credential: receiver.credential,
      receiver: receiver.id,
      kind: receiver.kind,
      state,
      pending: pending.length,
      inFlight: reading.inFlight.get(receiver.lane) ?? 0,
      oldestPendingAt: oldest === Infinity ? null : oldest,
      lastLagMs: reading.lastLagMs.get(receiver.lane) ?? null,
      budgets: budgetsOf(reading, receiver.lane),
    };
  });
}

function budgetsOf(reading: LaneReading, lane: string): readonly BudgetView[] {
  return [...reading.specs]
    .filter(([bucket]) => belongsTo(bucket, lane))
    .map(([bucket, spec]) => {
      const state = reading.purse.get(bucket) ?? fullBucket(spec, reading.now);
      const size = spec.kind === 'window' ? spec.limit : spec.burst;
      const spendable = Math.max(0, Math.min(size, left(state, spec, reading.now)));
      return { bucket, left: spendable, size, perMs: spec.perMs };
    });
}

/** `post:<channel>` is that channel's alone; a bucket without a colon is shared by all lanes of the credential. */
function belongsTo(bucket: string, lane: string): boolean {
  const colon = bucket.indexOf(':');
  return colon === -1 || lane.endsWith(bucket.slice(colon));
}
