import type { Notification } from '../../domain/sending/notification.ts';
import type { DispatchStore, Lease, LeaseStore, OperatorStore, Store } from '../../seams/store.ts';
import { books } from './rows/books/books.ts';
import { recount } from './rows/books/recount.ts';
import { commit, loadBrain, ruling, silences } from './rows/brain.ts';
import type { Connection } from './file/connection.ts';
import { endedSessions, endSession } from './file/ended-sessions.ts';
import { canaryStanding, choreEnded, endCanary, endChore, oweReading, owedReading } from './file/settings.ts';
import { adopt, holdings } from './rows/credentials.ts';
import { covers, crowd, crowds, overflows } from './rows/incidents/crowd.ts';
import { readRows, setAsideDamaged, type ReadRows } from './rows/damaged-notifications.ts';
import { deadLetter, deadLetters, deadLettersOf, discarded } from './rows/dead-letters.ts';
import { drill, drills } from './rows/drills.ts';
import { backlog, notificationsOf, pending, settle, start } from './rows/dispatch.ts';
import { sentrySigns } from './rows/genuine.ts';
import {
  children,
  childrenTally,
  countJoined,
  countOpenRoots,
  incidents,
  issues,
  joined,
  over,
  resolvedLately,
  roots,
} from './rows/incidents/incident-lists.ts';
import { append, appliedUntil, entry, read, readOf, tryWrite } from './rows/inbox.ts';
import { buckets, laneUse, lanes, writeBucket } from './rows/lanes.ts';
import { heal } from './rows/heal.ts';
import { acquireLease, fenceLease, renewLease } from './rows/lease.ts';
import { newestMoment } from './rows/incidents/newest-moment.ts';
import { rowsWith, want } from './rows/notifications.ts';
import { closeDeadLetter, deploys, disposition, incident, setAside } from './rows/operator.ts';
import { pruning } from './rows/prune/prune.ts';
import { quarantine, quarantined, quarantinedAfter } from './rows/quarantine.ts';
import type { Room } from './file/room.ts';
import { objectiveStandings } from './rows/books/objectives.ts';
import { stats } from './rows/stats.ts';
import { saveLink, unlinked } from './rows/links.ts';
import { snapshotsIn } from './snapshots/snapshots.ts';
import { readBrain } from './rows/incidents/households.ts';
import { takeOver } from './rows/take-over.ts';
import { timeline } from './rows/timeline.ts';
import type { Write, Writes } from './file/write-group.ts';

/**
 * The store's operations on an open file. SQLite answers at once; the seam is asynchronous so that a store may
 * live elsewhere, and so that an error is always a rejection.
 */
export function storeOn(connection: Connection, room: Room, writes: Writes, close: () => void): Store {
  const c = connection;
  return {
    append: (deliveries, now) => writes.durably(() => append(c, room, deliveries, now)),
    tryWrite: (now) => writes.durably(() => tryWrite(c, room, now)),
    read: (after, limit) => soon(() => read(c, after, limit)),
    readOf: (source, after, limit) => soon(() => readOf(c, source, after, limit)),
    entry: (seq) => soon(() => entry(c, seq)),
    quarantine: (refused) => writes.alone(() => quarantine(c, refused)),
    quarantined: (limit) => soon(() => quarantined(c, limit)),
    quarantinedAfter: (after, limit) => soon(() => quarantinedAfter(c, after, limit)),
    heal: (healed, now) => writes.durably(() => heal(c, room, healed, now)),

    loadBrain: () => soon(() => loadBrain(c)),
    readBrain: () => soon(() => readBrain(c)),
    newestMoment: () => soon(() => newestMoment(c)),
    // It waits for no disk of its own: it follows from entries that are durable, and is made again from them. Its state,
    // cursor and notifications are one transaction, and a power cut takes back only the newest transactions of the
    // file, so the cursor stands where the state does. Before every send dispatch writes its start, and after it the
    // outcome, and waits for the disk; whatever was committed before is then on it too. So nothing that was sent
    // is forgotten, and what is forgotten was never sent.
    commit: (batch, now) => writes.inOrder(() => commit(c, room, batch, now)),

    ...leasing(c, room, writes),
    ...dispatching(c, writes.durably),
    ...operating(c, room, writes),
    ...snapshotsIn(c, writes),
    close: () => soon(close),
  };
}

function leasing(c: Connection, room: Room, writes: Writes): LeaseStore {
  return {
    acquireLease: (name, holder, now, ttlMs) =>
      writes.alone(() => acquireLease(c, { name, holder, ttlMs }, now)),
    // A renewal that a power cut takes back is of a process that is gone.
    renewLease: (lease, now, ttlMs) => writes.inOrder(() => renewLease(c, lease, now + ttlMs)),
    under: (lease) => {
      const write = fenced(c, writes.durably, lease);
      return {
        ...dispatching(c, write),
        append: (deliveries, now) => write(() => append(c, room, deliveries, now)),
      };
    },
  };
}

/** Writes that hold only while the lease has its epoch. */
function fenced(c: Connection, write: Write, lease: Lease): Write {
  return (work) =>
    write(() => {
      fenceLease(c, lease);
      return work();
    });
}

function dispatching(c: Connection, write: Write): DispatchStore {
  const readable = async ({ read, damaged }: ReadRows): Promise<readonly Notification[]> => {
    if (damaged.length > 0 && !c.readOnly) await write(() => setAsideDamaged(c, damaged));
    return read;
  };
  return {
    pending: async (credential, limit, except) => readable(pending(c, credential, limit, except)),
    backlog: (credential) => soon(() => backlog(c, credential)),
    appliedUntil: (now) => soon(() => appliedUntil(c, now)),
    crowds: (credential, now) => soon(() => crowds(c, credential, now)),
    crowd: (of, now) => soon(() => crowd(c, of, now)),
    overflows: async (credential) => readable(overflows(c, credential)),
    covers: (ids) => soon(() => covers(c, ids)),
    wantOverflow: (wanted, now) => write(() => c.write(() => want(c, wanted, now))),
    notification: async (id) => (await readable(readRows(rowsWith(c, id))))[0] ?? null,
    notificationsOf: async (id) => readable(notificationsOf(c, id)),
    adopt: (receivers) => write(() => adopt(c, receivers)),
    holdings: () => soon(() => holdings(c)),
    lanes: (credential) => soon(() => lanes(c, credential)),
    laneUse: () => soon(() => laneUse(c)),
    buckets: (credential) => soon(() => buckets(c, credential)),
    start: (starts, now) => write(() => start(c, starts, now)),
    settle: (settlements, now) => write(() => settle(c, settlements, now)),
    takeOver: (root, now) => write(() => takeOver(c, root, now)),
    unlinked: async (credential, limit) => readable(unlinked(c, credential, limit)),
    saveLink: (posting, link) => write(() => saveLink(c, posting, link)),
    saveBuckets: (stored) => write(() => c.write(() => stored.forEach((one) => writeBucket(c, one)))),
  };
}

function operating(c: Connection, room: Room, writes: Writes): OperatorStore {
  const prune = pruning(c, room);
  return {
    books: (now) => soon(() => books(c, now)),
    recount: (signal) => recount(c.path, signal),
    incident: (id) => soon(() => incident(c, id)),
    incidents: (filter) => soon(() => incidents(c, filter)),
    roots: (filter) => soon(() => roots(c, filter)),
    countOpenRoots: () => soon(() => countOpenRoots(c)),
    resolvedLately: (limit) => soon(() => resolvedLately(c, limit)),
    over: (filter) => soon(() => over(c, filter)),
    children: (root, limit) => soon(() => children(c, root, limit)),
    issues: (keys) => soon(() => issues(c, keys)),
    childrenTally: (root) => soon(() => childrenTally(c, root)),
    joined: (collector, limit) => soon(() => joined(c, collector, limit)),
    countJoined: (collector) => soon(() => countJoined(c, collector)),
    timeline: (id) => soon(() => timeline(c, id)),
    silences: () => soon(() => silences(c)),
    ruling: () => soon(() => ruling(c)),
    deploys: (from, limit) => soon(() => deploys(c, from, limit)),
    disposition: (seq) => soon(() => disposition(c, seq)),
    setAside: (limit) => soon(() => setAside(c, limit)),
    deadLetters: (state, limit) => soon(() => deadLetters(c, state, limit)),
    deadLetter: (id) => soon(() => deadLetter(c, id)),
    drill: (id) => soon(() => drill(c, id)),
    drills: (limit) => soon(() => drills(c, limit)),
    sentrySigns: () => soon(() => sentrySigns(c)),
    deadLettersOf: (kind, subject) => soon(() => deadLettersOf(c, kind, subject)),
    discarded: () => soon(() => discarded(c)),
    closeDeadLetter: (id, closing, now) => writes.durably(() => closeDeadLetter(c, { id, ...closing }, now)),
    // What a power cut takes back of it is removed again.
    prune: (retention, now) => writes.aside(() => prune(retention, now)),
    choreEnded: (chore) => soon(() => choreEnded(c, chore)),
    endChore: (chore, now) => writes.aside(() => endChore(c, chore, now)),
    owedReading: () => soon(() => owedReading(c)),
    oweReading: (since) => writes.durably(() => oweReading(c, since)),
    canary: () => soon(() => canaryStanding(c)),
    endCanary: (standing) => writes.aside(() => endCanary(c, standing)),
    stats: () => soon(() => stats(c, room)),
    objectives: (now) => soon(() => objectiveStandings(c, now)),
    endedSessions: (now) => soon(() => endedSessions(c, now)),
    endSession: (session, now) => writes.durably(() => endSession(c, session, now)),
  };
}

function soon<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
