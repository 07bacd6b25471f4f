import type { Books } from '../domain/books.ts';
import type { Incident } from '../domain/incident.ts';
import type { Clock } from '../seams/clock.ts';
import type { LastSentry, Store } from '../seams/store.ts';
import type { DrillDesk, DrillLine } from './drill-desk.ts';
import type { Readiness } from './health.ts';
import type { IncidentView } from './incident-view.ts';
import { compareForPeople, incidentView } from './incident-view.ts';
import type { LaneView } from './lane-view.ts';
import type { Rate, Rates } from './rates.ts';

/** One rate for the page. */
export interface RateView {
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
  readonly lastSentry: LastSentry;
  /** The newest drill: when somebody last made sure that alerts arrive. */
  readonly lastDrill: DrillLine | null;
  readonly lanes: readonly LaneView[];
  readonly books: Books;
  readonly deadLetters: number;
  readonly quarantined: number;
  /** Open roots: storms first; the list is cut, `openRoots` is not. */
  readonly open: readonly IncidentView[];
  readonly openRoots: number;
  readonly resolved: readonly IncidentView[];
}

/** The slice of the store that an overview reads. */
export type OverviewStore = Pick<Store, 'incidents' | 'children' | 'notificationsOf' | 'stats' | 'books'>;

/** What an overview is built from. */
export interface OverviewParts {
  readonly store: OverviewStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly rates: Rates;
  readonly lanes: () => Promise<readonly LaneView[]>;
  readonly readiness: () => Promise<Readiness>;
  readonly drills: Pick<DrillDesk, 'list'>;
}

const openShown = 50;
const openRead = 500;
const resolvedShown = 8;
/** The books are recounted from rows, which is not free: a watched page recounts them once in so many virtual ms. */
const booksEveryMs = 5_000;

/** A function that reads the relay as it is now. */
export function createOverview(parts: OverviewParts): () => Promise<Overview> {
  const { store, clock } = parts;
  let books: { readonly at: number; readonly value: Books } | null = null;

  async function recentBooks(now: number): Promise<Books> {
    if (books === null || now - books.at >= booksEveryMs) books = { at: now, value: await store.books(now) };
    return books.value;
  }

  return async () => {
    const now = clock.now();
    const [stats, lanes, readiness] = await Promise.all([store.stats(), parts.lanes(), parts.readiness()]);
    const open = await store.incidents({ status: 'open', limit: openRead });
    const resolved = await store.incidents({ status: 'resolved', limit: resolvedShown * 4 });
    const roots = open.filter(isRoot);
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
      lanes,
      books: await recentBooks(now),
      deadLetters: stats.openDeadLetters,
      quarantined: stats.quarantined,
      open: (await views(store, ranked(roots).slice(0, openShown))).sort(compareForPeople),
      openRoots: roots.length,
      resolved: await views(store, resolved.filter(isRoot).slice(0, resolvedShown)),
    };
  };
}

/** The list row of one incident, with its children and notifications read for it. */
export async function readIncidentView(store: OverviewStore, incident: Incident): Promise<IncidentView> {
  const children =
    incident.parent === null && incident.storm !== null ? await store.children(incident.id) : [];
  const rows = incident.page === null ? [] : await store.notificationsOf(incident.id);
  return incidentView(incident, children, rows);
}

async function views(store: OverviewStore, incidents: readonly Incident[]): Promise<IncidentView[]> {
  const result: IncidentView[] = [];
  for (const incident of incidents) result.push(await readIncidentView(store, incident));
  return result;
}

/** Ranked before their children are read, so that a cut list never loses a storm. */
function ranked(roots: readonly Incident[]): readonly Incident[] {
  const rank = new Map(roots.map((root) => [root.id, incidentView(root, [], [])]));
  return [...roots].sort((a, b) => compareForPeople(viewOf(rank, a), viewOf(rank, b)));
}

function viewOf(views: ReadonlyMap<string, IncidentView>, incident: Incident): IncidentView {
  return views.get(incident.id) ?? incidentView(incident, [], []);
}

function isRoot(incident: Incident): boolean {
  return incident.parent === null;
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
  };
}
