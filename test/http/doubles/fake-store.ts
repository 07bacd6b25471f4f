import type { Books } from '../../../src/domain/books.ts';
import { objectives, type ObjectiveStanding } from '../../../src/domain/sending/objective.ts';
import type { ListedDeploy } from '../../../src/domain/deploy.ts';
import type { DeadLetter } from '../../../src/domain/sending/dead-letter.ts';
import type { Disposition } from '../../../src/domain/inbox/disposition.ts';
import type { Appended, Delivery } from '../../../src/domain/inbox/entry.ts';
import type { SentrySigns } from '../../../src/domain/drill/drill-report.ts';
import type { Silence } from '../../../src/domain/routing/silence.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import type { Issue } from '../../../src/domain/issue.ts';
import type { Notification } from '../../../src/domain/sending/notification.ts';
import type { Quarantined } from '../../../src/domain/inbox/quarantine.ts';
import type { TimelineItem } from '../../../src/domain/timeline.ts';
import type { HttpStore } from '../../../src/http/http-deps.ts';
import type {
  ChildrenTally,
  EndedSession,
  InboxStore,
  OverFilter,
  OverPiece,
  Ruling,
} from '../../../src/seams/store.ts';

/** What a fake store holds; tests write it and read it. */
export interface Shelf {
  deliveries: Delivery[];
  incidents: Incident[];
  issues: Issue[];
  timeline: TimelineItem[];
  notifications: Notification[];
  deadLetters: DeadLetter[];
  quarantined: Quarantined[];
  silences: Silence[];
  ruling: Ruling | null;
  deploys: ListedDeploy[];
  setAside: { seq: number; disposition: Disposition }[];
  /** What became of entries, by their numbers. */
  dispositions: Map<number, Disposition>;
  cursor: number;
  lastSentry: SentrySigns['last'];
  books: Books;
  objectives: readonly ObjectiveStanding[];
  endedSessions: EndedSession[];
  /** Thrown by the next appends while set. */
  appendFails: Error | null;
}

const none = { good: 0, total: 0 };
const noneYet = { '1h': none, '24h': none, '30d': none };

/** An empty shelf. */
export function emptyShelf(): Shelf {
  return {
    deliveries: [],
    incidents: [],
    issues: [],
    timeline: [],
    notifications: [],
    deadLetters: [],
    quarantined: [],
    silences: [],
    ruling: null,
    deploys: [],
    setAside: [],
    dispositions: new Map(),
    cursor: 0,
    lastSentry: null,
    objectives: objectives.map((objective) => ({ objective, windows: noneYet, overdue: 0 })),
    books: {
      accepted: 0,
      shown: 0,
      folded: 0,
      suppressed: 0,
      setAside: 0,
      dead: 0,
      inFlight: 0,
      oldestInFlightMs: null,
    },
    endedSessions: [],
    appendFails: null,
  };
}

/** A store in memory: just enough of each operation for doors and API. */
export function fakeStore(shelf: Shelf): HttpStore & Pick<InboxStore, 'append'> {
  const answer = <T>(value: T): Promise<T> => Promise.resolve(value);
  return {
    append: (deliveries) => {
      if (shelf.appendFails !== null) return Promise.reject(shelf.appendFails);
      return answer(deliveries.map((delivery) => appendOne(shelf, delivery)));
    },
    quarantine: (refused) => {
      shelf.quarantined.unshift({ ...refused, id: shelf.quarantined.length + 1 });
      return answer(undefined);
    },
    quarantined: (limit) => answer(shelf.quarantined.slice(0, limit)),
    books: () => answer(shelf.books),
    objectives: () => answer(shelf.objectives),
    stats: () =>
      answer({
        cursor: shelf.cursor,
        lastSeq: shelf.deliveries.length,
        unappliedBytes: 0,
        bodyBytes: 0,
        openDeadLetters: shelf.deadLetters.filter((letter) => letter.state === 'open').length,
        quarantined: shelf.quarantined.length,
        quarantinedBy: { 'unknown-secret': shelf.quarantined.length },
        lastSentry: shelf.lastSentry,
      }),
    incident: (id) => answer(shelf.incidents.find((incident) => incident.id === id) ?? null),
    ...fakeLists(shelf),
    issues: (keys) => answer(shelf.issues.filter(({ key }) => keys.includes(key))),
    timeline: (incident) => answer(shelf.timeline.filter((item) => item.incident === incident)),
    notificationsOf: (incident) => answer(shelf.notifications.filter((row) => row.incident === incident)),
    silences: () => answer(shelf.silences),
    ruling: () => answer(shelf.ruling),
    deploys: (from, limit) => answer(shelf.deploys.filter(({ at }) => at >= from).slice(0, limit)),
    disposition: (seq) => answer(shelf.dispositions.get(seq) ?? null),
    setAside: (limit) => answer(shelf.setAside.slice(0, limit)),
    deadLetters: (state, limit) =>
      answer(shelf.deadLetters.filter((letter) => state === 'all' || letter.state === state).slice(0, limit)),
    deadLettersOf: (kind, subject) =>
      answer(shelf.deadLetters.filter((letter) => letter.kind === kind && letter.subject === subject)),
    discarded: () => answer([]),
    entry: () => answer(null),
    notification: (id) => answer(shelf.notifications.find((row) => row.id === id) ?? null),
    endedSessions: () => answer(shelf.endedSessions),
    endSession: (session) => answer(void shelf.endedSessions.push(session)),
    deadLetter: (id) => answer(shelf.deadLetters.find((letter) => letter.id === id) ?? null),
  };
}

type Lists =
  | 'incidents'
  | 'roots'
  | 'countOpenRoots'
  | 'resolvedLately'
  | 'over'
  | 'children'
  | 'childrenTally'
  | 'joined'
  | 'countJoined';

/** The lists in the order of the shelf: which one comes first is the real store's to know. */
function fakeLists(shelf: Shelf): Pick<HttpStore, Lists> {
  const listed = (status: 'open' | 'resolved' | 'all', among: readonly Incident[]): Incident[] =>
    among.filter((one) => status === 'all' || (status === 'resolved') === (one.status === 'resolved'));
  const roots = (): Incident[] => shelf.incidents.filter((one) => one.parent === null);
  const childrenOf = (root: string): Incident[] => shelf.incidents.filter((one) => one.parent === root);
  const joinedTo = (id: string): Incident[] => shelf.incidents.filter((one) => one.page?.joined === id);
  return {
    incidents: ({ status, limit }) => Promise.resolve(listed(status, shelf.incidents).slice(0, limit)),
    roots: ({ status, limit }) => Promise.resolve(listed(status, roots()).slice(0, limit)),
    countOpenRoots: () => Promise.resolve(listed('open', roots()).length),
    resolvedLately: (limit) => Promise.resolve(listed('resolved', roots()).slice(0, limit)),
    over: ({ before, from, limit }) =>
      Promise.resolve(pieceOf(listed('resolved', roots()), { before, from, limit })),
    children: (root, limit) => Promise.resolve(childrenOf(root).slice(0, limit)),
    childrenTally: (root) => Promise.resolve(tallyOf(childrenOf(root))),
    joined: (id, limit) => Promise.resolve(joinedTo(id).slice(0, limit)),
    countJoined: (id) => Promise.resolve(joinedTo(id).length),
  };
}

/** Of those that are over, in the order of the shelf; one of a moment each. */
function pieceOf(over: readonly Incident[], { before, from, limit }: OverFilter): OverPiece {
  const all = over.map((incident) => ({
    incident,
    place: { at: incident.resolution?.at ?? incident.changedAt, n: 1 },
  }));
  const behind = all.filter(({ place: { at } }) => at < (before?.at ?? Infinity) && at >= (from ?? 0));
  const incidents = behind.slice(0, limit);
  return { incidents, next: behind.length > limit ? (incidents.at(-1)?.place ?? null) : null };
}

/** What incidents add up to, as the store says it of the children of a root. */
export function tallyOf(children: readonly Incident[]): ChildrenTally {
  const ends = (times: readonly number[], pick: (...of: number[]) => number): number | null =>
    times.length === 0 ? null : pick(...times);
  return {
    count: children.length,
    alerts: children.reduce((sum, { alerts }) => sum + alerts, 0),
    events: children.reduce((sum, { events }) => sum + events, 0),
    openedAt: ends(
      children.map(({ openedAt }) => openedAt),
      Math.min,
    ),
    lastAlertAt: ends(
      children.map(({ lastAlertAt }) => lastAlertAt),
      Math.max,
    ),
    services: children.flatMap(({ services }) => services.map(({ name, firstAt }) => ({ name, firstAt }))),
  };
}

function appendOne(shelf: Shelf, delivery: Delivery): Appended {
  const known = shelf.deliveries.findIndex((one) => one.source === delivery.source && one.id === delivery.id);
  if (known >= 0) return { seq: known + 1, duplicate: true };
  shelf.deliveries.push(delivery);
  return { seq: shelf.deliveries.length, duplicate: false };
}
