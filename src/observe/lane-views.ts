import { fullBucket, left } from '../deliver/budget.ts';
import type { DispatcherSnapshot } from '../deliver/dispatcher.ts';
import type { BucketSpec } from '../domain/budget.ts';
import type { Notification } from '../domain/notification.ts';
import type { Receiver } from '../domain/policy.ts';
import type { DispatchStore } from '../seams/store.ts';
import type { BudgetView, LaneView } from './lane-view.ts';

/** Notifications counted for one view: beyond so many it only matters that there are many. */
const rowsCounted = 2_000;

/** Every lane of the receivers as it is at `now`: state, what waits, and what may still be spent. */
export async function laneViews(
  receivers: readonly Receiver[],
  snapshots: readonly DispatcherSnapshot[],
  store: Pick<DispatchStore, 'pending'>,
  now: number,
): Promise<readonly LaneView[]> {
  const views: LaneView[] = [];
  for (const snapshot of snapshots) {
    const rows = await store.pending(snapshot.credential, rowsCounted);
    const own = receivers.filter((receiver) => receiver.credential === snapshot.credential);
    views.push(...own.map((receiver) => laneView(receiver, snapshot, rows, now)));
  }
  return views;
}

function laneView(
  receiver: Receiver,
  snapshot: DispatcherSnapshot,
  rows: readonly Notification[],
  now: number,
): LaneView {
  const waiting = rows.filter((row) => row.lane === receiver.lane && row.pendingSince !== null);
  const since = waiting.map((row) => row.pendingSince).filter((at) => at !== null);
  return {
    id: receiver.lane,
    credential: receiver.credential,
    receiver: receiver.id,
    kind: receiver.kind,
    state: snapshot.lanes.get(receiver.lane)?.state ?? { kind: 'flowing' },
    pending: waiting.length,
    inFlight: snapshot.inFlight.filter((lane) => lane === receiver.lane).length,
    oldestPendingAt: since.length === 0 ? null : Math.min(...since),
    lastLagMs: snapshot.lagMs.get(receiver.lane) ?? null,
    budgets: budgets(snapshot, receiver.lane, now),
  };
}

function budgets({ specs, purse }: DispatcherSnapshot, lane: string, now: number): readonly BudgetView[] {
  return [...specs]
    .filter(([bucket]) => belongsTo(bucket, lane))
    .map(([bucket, spec]) => ({
      bucket,
      left: Math.max(0, left(purse.get(bucket) ?? fullBucket(spec, now), spec, now)),
      size: sizeOf(spec),
      perMs: spec.perMs,
    }));
}

/** `post:<channel>` is that channel's alone; a bucket without a colon is shared by all lanes of the credential. */
function belongsTo(bucket: string, lane: string): boolean {
  const colon = bucket.indexOf(':');
  return colon === -1 || lane.endsWith(bucket.slice(colon));
}

function sizeOf(spec: BucketSpec): number {
  return spec.kind === 'window' ? spec.limit : spec.burst;
}
