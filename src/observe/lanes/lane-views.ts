import { fullBucket, left } from '../../deliver/budget.ts';
import type { DispatcherSnapshot } from '../../deliver/snapshot.ts';
import { countsLane, type BucketSpec } from '../../domain/sending/budget.ts';
import type { Policy, Receiver } from '../../domain/policy.ts';
import type { LaneBacklog, Store } from '../../seams/store.ts';
import type { BudgetView, LaneView } from './lane-view.ts';

/** Every lane of the receivers, those of drills included, as it is at `now`: state, what waits, and what may still be spent. */
export async function laneViews(
  { receivers, drillReceivers }: Pick<Policy, 'receivers' | 'drillReceivers'>,
  snapshots: readonly DispatcherSnapshot[],
  store: Pick<Store, 'backlog' | 'laneUse'>,
  now: number,
): Promise<readonly LaneView[]> {
  const views: LaneView[] = [];
  const used = await store.laneUse();
  const own = receivers.map((receiver) => receiver.lane);
  const all = [...receivers, ...drillReceivers.filter((receiver) => !own.includes(receiver.lane))];
  for (const snapshot of snapshots) {
    const backlog = await store.backlog(snapshot.credential);
    const served = all.filter((receiver) => receiver.credential === snapshot.credential);
    const view = (receiver: Receiver): LaneView => ({
      ...laneView(receiver, snapshot, backlog, now),
      ...useOf(receiver.lane, snapshot, used),
      drillsOnly: !own.includes(receiver.lane),
    });
    views.push(...served.map(view));
  }
  return views;
}

type Use = Pick<LaneView, 'tried' | 'lastDeliveredAt'>;

/** A send that failed was a try as well: the lane's state tells of it. */
function useOf(
  lane: string,
  { lanes, inFlight }: DispatcherSnapshot,
  used: ReadonlyMap<string, number>,
): Use {
  const lastDeliveredAt = used.get(lane) ?? null;
  const failed = (lanes.get(lane)?.state.kind ?? 'flowing') !== 'flowing';
  return { tried: lastDeliveredAt !== null || failed || inFlight.includes(lane), lastDeliveredAt };
}

function laneView(
  receiver: Receiver,
  snapshot: DispatcherSnapshot,
  backlog: readonly LaneBacklog[],
  now: number,
): Omit<LaneView, 'drillsOnly' | keyof Use> {
  const waiting = backlog.find((one) => one.lane === receiver.lane);
  return {
    id: receiver.lane,
    credential: receiver.credential,
    receiver: receiver.id,
    kind: receiver.kind,
    state: snapshot.lanes.get(receiver.lane)?.state ?? { kind: 'flowing' },
    pending: waiting?.rows ?? 0,
    inFlight: snapshot.inFlight.filter((lane) => lane === receiver.lane).length,
    oldestPendingAt: waiting?.oldestAt ?? null,
    lastLagMs: snapshot.lagMs.get(receiver.lane) ?? null,
    budgets: budgets(snapshot, receiver.lane, now),
  };
}

function budgets({ specs, purse }: DispatcherSnapshot, lane: string, now: number): readonly BudgetView[] {
  return [...specs]
    .filter(([bucket]) => countsLane(bucket, lane))
    .map(([bucket, spec]) => ({
      bucket,
      left: Math.max(0, left(purse.get(bucket) ?? fullBucket(spec, now), spec, now)),
      size: sizeOf(spec),
      perMs: spec.perMs,
    }));
}

function sizeOf(spec: BucketSpec): number {
  return spec.kind === 'window' ? spec.limit : spec.burst;
}
