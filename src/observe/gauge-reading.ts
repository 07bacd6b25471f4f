import type { Books } from '../domain/books.ts';
import type { ObjectiveStanding } from '../domain/sending/objective.ts';
import type { StoreStats } from '../seams/store.ts';
import type { DrillLine } from './drills/drill-desk.ts';
import type { CanaryView } from './drills/canary-view.ts';
import { silences, type HeartStanding } from './heartbeat/why-silent.ts';
import type { LaneView } from './lanes/lane-view.ts';
import type { Gauges } from './metrics.ts';

/** Everything that a scrape shows besides counters. */
interface GaugeReading {
  readonly now: number;
  readonly stats: StoreStats;
  readonly books: Books;
  readonly objectives: readonly ObjectiveStanding[];
  readonly lanes: readonly LaneView[];
  /** Newest first. */
  readonly drills: readonly DrillLine[];
  readonly ready: boolean;
  /** Null where no dead man's switch is configured. */
  readonly heart: HeartStanding | null;
  /** Null where no canary is configured. */
  readonly canary: CanaryView | null;
}

/** Sets the gauges to what was read for this scrape. */
export function setGauges(gauges: Gauges, reading: GaugeReading): void {
  const { stats, books } = reading;
  gauges.inboxLagEntries.set(stats.lastSeq - stats.cursor);
  gauges.inboxUnappliedBytes.set(stats.unappliedBytes);
  gauges.storeBodyBytes.set(stats.bodyBytes);
  gauges.deadLettersOpen.set(stats.openDeadLetters);
  gauges.quarantined.set(stats.quarantined);
  gauges.lastWebhookAt.set((stats.lastSentry?.at ?? 0) / 1_000);
  const passed = reading.drills.find((drill) => drill.state === 'passed');
  gauges.lastPassedDrillAt.set((passed?.endedAt ?? 0) / 1_000);
  gauges.lastCanaryAt.set((reading.canary?.endedAt ?? 0) / 1_000);
  gauges.lastPassedCanaryAt.set((reading.canary?.passedAt ?? 0) / 1_000);
  gauges.heartbeatSentAt.set((reading.heart?.lastSentAt ?? 0) / 1_000);
  for (const reason of reading.heart === null ? [] : silences)
    gauges.heartbeatSilent.set({ reason }, reading.heart?.silent.includes(reason) === true ? 1 : 0);
  gauges.ready.set(reading.ready ? 1 : 0);
  const { accepted, shown, folded, suppressed, setAside, dead, inFlight } = books;
  for (const [column, value] of Object.entries({
    accepted,
    shown,
    folded,
    suppressed,
    setAside,
    dead,
    inFlight,
  })) {
    gauges.books.set({ column }, value);
  }
  setLaneGauges(gauges, reading);
  for (const { objective, windows, overdue } of reading.objectives) {
    gauges.objectiveOverdue.set({ objective }, overdue);
    for (const [window, { good, total }] of Object.entries(windows)) {
      gauges.objectiveInTime.set({ objective, window }, good);
      gauges.objectiveReached.set({ objective, window }, total);
    }
  }
}

function setLaneGauges(gauges: Gauges, reading: GaugeReading): void {
  for (const lane of reading.lanes) {
    gauges.lanePending.set({ lane: lane.id }, lane.pending);
    gauges.laneInFlight.set({ lane: lane.id }, lane.inFlight);
    const oldest =
      lane.oldestPendingAt === null ? 0 : Math.max(0, reading.now - lane.oldestPendingAt) / 1_000;
    gauges.laneOldestPendingSeconds.set({ lane: lane.id }, oldest);
    for (const state of ['flowing', 'waiting', 'blocked'] as const) {
      gauges.laneState.set({ lane: lane.id, state }, lane.state.kind === state ? 1 : 0);
    }
    for (const budget of lane.budgets)
      gauges.budgetLeft.set({ lane: lane.id, bucket: budget.bucket }, budget.left);
  }
}
