import type { Books } from '../domain/books.ts';
import type { Incident } from '../domain/incident.ts';
import type { QuarantineTally } from '../domain/inbox/likely-words.ts';
import type { Policy } from '../domain/policy.ts';
import type { ObjectiveStanding } from '../domain/sending/objective.ts';
import type { Silence } from '../domain/routing/silence.ts';
import type { Clock } from '../seams/clock.ts';
import type { SentrySigns } from '../domain/drill/drill-report.ts';
import type { Store } from '../seams/store.ts';
import type { CanaryView } from './drills/canary-view.ts';
import type { DrillLists, DrillLine } from './drills/drill-desk.ts';
import type { Readiness } from './health.ts';
import type { HeartStanding } from './heartbeat/why-silent.ts';
import { alone, incidentView, wantsGlance, type IncidentView } from './incident/incident-view.ts';
import type { LaneView } from './lanes/lane-view.ts';
import { maintenanceViews, type MaintenanceView } from './quiet-view.ts';
import { silenceView, type SilenceView } from './silence-view.ts';
import { pagerView, type PagerView } from './lanes/pager-view.ts';
import type { Rate, Rates } from './rates.ts';

/** One rate for the page. */
interface RateView {
  readonly perMinute: number;
  /** Slots of 5 s, oldest first. */
  readonly series: readonly number[];
  readonly total: number;
}

/** Everything the live page shows, in one frame. Times are virtual UNIX ms. */
export interface Overview {
  readonly type: 'overview';
  readonly at: number;
  readonly readiness: Readiness;
  readonly rates: Readonly<Record<keyof Rates, RateView>>;
  readonly inbox: {
    readonly lastSeq: number;
    readonly cursor: number;
    readonly waiting: number;
    readonly unappliedBytes: number;
  };
  readonly lastSentry: SentrySigns['last'];
  /** The newest drill: when somebody last made sure that alerts arrive. */
  readonly lastDrill: DrillLine | null;
  /** The dead man's switch, and when it was told last; null where none is configured. */
  readonly heartbeat: HeartStanding | null;
  /** The drill that the relay runs by itself; null where none is configured. */
  readonly canary: CanaryView | null;
  readonly lanes: readonly LaneView[];
  /** Whether anybody can be woken. */
  readonly pager: PagerView;
  readonly books: Books;
  /** How many incidents were shown, and how many pages taken, in time. */
  readonly objectives: readonly ObjectiveStanding[];
  readonly deadLetters: number;
  readonly quarantined: number;
  /** The same by their most likely causes. */
  readonly quarantinedBy: QuarantineTally;
  /** Open roots: storms first, then the worse ones, then the newer ones; the list is cut, `openRoots` is not. */
  readonly open: readonly IncidentView[];
  readonly openRoots: number;
  /** When the last of them ended, where none is open; null: some are, or none has ended yet. */
  readonly quietSince: number | null;
  /** What is kept quiet now, by whom and why, what ends next first; then what will be, what begins next first. */
  readonly silences: readonly SilenceView[];
  /** The same of the maintenance in the configuration, within a day. */
  readonly maintenance: readonly MaintenanceView[];
  /** Roots that ended lately, in the same order. */
  readonly resolved: readonly IncidentView[];
}

/** The slice of the store that an overview reads. */
type OverviewStore = FollowingStore &
  Pick<
    Store,
    'roots' | 'countOpenRoots' | 'resolvedLately' | 'over' | 'silences' | 'stats' | 'books' | 'objectives'
  >;

/** The slice that one row of a list reads. */
type FollowingStore = Pick<Store, 'childrenTally' | 'countJoined' | 'notificationsOf' | 'incident'>;

/** What an overview is built from. */
interface OverviewParts {
  readonly store: OverviewStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly rates: Rates;
  readonly lanes: () => Promise<readonly LaneView[]>;
  readonly readiness: () => Promise<Readiness>;
  readonly drills: Pick<DrillLists, 'list'>;
  readonly policy: () => Pick<Policy, 'maintenance' | 'routing'>;
  /** Absent: no dead man's switch is configured. */
  readonly heart?: () => HeartStanding | null;
  /** Absent: no canary is configured. */
  readonly canary?: () => CanaryView | null;
}

const dayMs = 24 * 3_600_000;
const openShown = 50;
const resolvedShown = 8;
/** What is counted from rows, an incident each at least: a watched page has it counted once in so many virtual ms. */
type Counted = Pick<Overview, 'books' | 'objectives'>;
const countedEveryMs = 5_000;

/** A function that reads the relay as it is now. */
export function createOverview(parts: OverviewParts): () => Promise<Overview> {
  const { store, clock } = parts;
  let counted: ({ readonly at: number } & Counted) | null = null;

  async function recentlyCounted(now: number): Promise<Counted> {
    if (counted === null || now - counted.at >= countedEveryMs)
      counted = { at: now, books: await store.books(now), objectives: await store.objectives(now) };
    return counted;
  }

  return async () => {
    const now = clock.now();
    const [stats, lanes, readiness] = await Promise.all([store.stats(), parts.lanes(), parts.readiness()]);
    const open = await store.roots({ status: 'open', limit: openShown });
    const resolved = await store.resolvedLately(resolvedShown);
    const openRoots = await store.countOpenRoots();
    const { books, objectives } = await recentlyCounted(now);
    return {
      type: 'overview',
      at: now,
      readiness,
      rates: rateViews(parts.rates, now),
      inbox: {
        lastSeq: stats.lastSeq,
        cursor: stats.cursor,
        waiting: stats.lastSeq - stats.cursor,
        unappliedBytes: stats.unappliedBytes,
      },
      lastSentry: stats.lastSentry,
      lastDrill: (await parts.drills.list(1))[0] ?? null,
      heartbeat: parts.heart?.() ?? null,
      canary: parts.canary?.() ?? null,
      lanes,
      pager: pagerView(lanes, now, parts.policy().routing),
      books,
      objectives,
      deadLetters: stats.openDeadLetters,
      quarantined: stats.quarantined,
      quarantinedBy: stats.quarantinedBy,
      open: await readIncidentViews(store, open),
      openRoots,
      quietSince: openRoots > 0 ? null : await lastEndIn(store),
      silences: silencesAhead(await store.silences(), now),
      maintenance: maintenanceViews(parts.policy(), now).filter(
        ({ active, from }) => active || (from ?? now) - now < dayMs,
      ),
      resolved: await readIncidentViews(store, resolved),
    };
  };
}

async function lastEndIn(store: Pick<Store, 'over'>): Promise<number | null> {
  const { incidents } = await store.over({ before: null, from: null, limit: 1 });
  return incidents[0]?.incident.resolution?.at ?? null;
}

function silencesAhead(silences: readonly Silence[], now: number): readonly SilenceView[] {
  const views = silences.map((one) => silenceView(one, now)).filter(({ standing }) => standing !== 'ended');
  const turn = ({ active, from, until }: SilenceView): number => (active ? until : from);
  return views.sort((a, b) => Number(b.active) - Number(a.active) || turn(a) - turn(b));
}

/** The list row of one incident, with what hangs on it and its notifications read for it. */
export async function readIncidentView(store: FollowingStore, incident: Incident): Promise<IncidentView> {
  const isStorm = incident.parent === null && incident.storm !== null;
  const children = isStorm ? await store.childrenTally(incident.id) : alone.children;
  const joined = incident.kind === 'collector' ? await store.countJoined(incident.id) : 0;
  const rows =
    wantsGlance(incident) || incident.page !== null ? await store.notificationsOf(incident.id) : [];
  const shared = incident.page?.joined ?? null;
  const collector = shared === null ? null : await store.incident(shared);
  return incidentView(incident, { children, joined, collector }, rows);
}

/** The list rows of incidents, in their order. */
export async function readIncidentViews(
  store: FollowingStore,
  incidents: readonly Incident[],
): Promise<readonly IncidentView[]> {
  const views: IncidentView[] = [];
  for (const incident of incidents) views.push(await readIncidentView(store, incident));
  return views;
}

function rateViews(rates: Rates, now: number): Overview['rates'] {
  const view = (rate: Rate): RateView => ({
    perMinute: rate.perMinute(now),
    series: rate.series(now),
    total: rate.total(),
  });
  return {
    accepted: view(rates.accepted),
    duplicate: view(rates.duplicate),
    refused: view(rates.refused),
    applied: view(rates.applied),
    sent: view(rates.sent),
    retried: view(rates.retried),
  };
}
