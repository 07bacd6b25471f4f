import type { DispatchStore, OperatorStore, Store } from '../../seams/store.ts';
import { books } from './books.ts';
import { commit, loadBrain } from './brain.ts';
import type { Connection } from './connection.ts';
import { adopt, holdings } from './credentials.ts';
import { covers, crowd, crowds, overflows } from './crowd.ts';
import { deadLetter, deadLetters } from './dead-letters.ts';
import { drill, drills } from './drills.ts';
import { backlog, notificationsOf, pending, settle, start } from './dispatch.ts';
import { sentrySigns } from './genuine.ts';
import {
  children,
  childrenTally,
  countJoined,
  countOpenRoots,
  incidents,
  joined,
  resolvedLately,
  roots,
} from './incident-lists.ts';
import { append, entry, read } from './inbox.ts';
import { buckets, laneUse, lanes, writeBucket } from './lanes.ts';
import { acquireLease } from './lease.ts';
import { newestMoment } from './newest-moment.ts';
import { notification, want } from './notifications.ts';
import { closeDeadLetter, incident, setAside } from './operator.ts';
import { prune } from './prune.ts';
import { quarantine, quarantined } from './quarantine.ts';
import type { Room } from './room.ts';
import { stats } from './stats.ts';
import { takeOver } from './take-over.ts';
import { timeline } from './timeline.ts';
import { groupWrites } from './write-group.ts';

/**
 * The store's operations on an open file. SQLite answers at once; the seam is asynchronous so that a store may
 * live elsewhere, and so that an error is always a rejection.
 */
export function storeOn(connection: Connection, room: Room, close: () => void): Store {
  const c = connection;
  const write = groupWrites(connection);
  return {
    append: (deliveries, now) => write(() => append(c, room, deliveries, now)),
    read: (after, limit) => soon(() => read(c, after, limit)),
    entry: (seq) => soon(() => entry(c, seq)),
    quarantine: (refused) => soon(() => quarantine(c, refused)),
    quarantined: (limit) => soon(() => quarantined(c, limit)),

    acquireLease: (name, holder, now, ttlMs) => soon(() => acquireLease(c, { name, holder, ttlMs }, now)),
    loadBrain: () => soon(() => loadBrain(c)),
    newestMoment: () => soon(() => newestMoment(c)),
    commit: (batch, now) => write(() => commit(c, room, batch, now)),

    ...dispatching(c, write),
    ...operating(c, room, write),
    close: () => soon(close),
  };
}

type GroupedWrite = ReturnType<typeof groupWrites>;

function dispatching(c: Connection, write: GroupedWrite): DispatchStore {
  return {
    pending: (credential, limit, except) => soon(() => pending(c, credential, limit, except)),
    backlog: (credential) => soon(() => backlog(c, credential)),
    crowds: (credential, now) => soon(() => crowds(c, credential, now)),
    crowd: (of, now) => soon(() => crowd(c, of, now)),
    overflows: (credential) => soon(() => overflows(c, credential)),
    covers: (ids) => soon(() => covers(c, ids)),
    wantOverflow: (wanted, now) => write(() => c.write(() => want(c, wanted, now))),
    notification: (id) => soon(() => notification(c, id)),
    notificationsOf: (id) => soon(() => notificationsOf(c, id)),
    adopt: (receivers) => write(() => adopt(c, receivers)),
    holdings: () => soon(() => holdings(c)),
    lanes: (credential) => soon(() => lanes(c, credential)),
    buckets: (credential) => soon(() => buckets(c, credential)),
    start: (starts, now) => write(() => start(c, starts, now)),
    settle: (settlements, now) => write(() => settle(c, settlements, now)),
    takeOver: (root, now) => write(() => takeOver(c, root, now)),
    saveBuckets: (stored) => write(() => c.write(() => stored.forEach((one) => writeBucket(c, one)))),
  };
}

function operating(c: Connection, room: Room, write: GroupedWrite): OperatorStore {
  return {
    books: (now) => soon(() => books(c, now)),
    incident: (id) => soon(() => incident(c, id)),
    incidents: (filter) => soon(() => incidents(c, filter)),
    roots: (filter) => soon(() => roots(c, filter)),
    countOpenRoots: () => soon(() => countOpenRoots(c)),
    resolvedLately: (limit) => soon(() => resolvedLately(c, limit)),
    children: (root, limit) => soon(() => children(c, root, limit)),
    childrenTally: (root) => soon(() => childrenTally(c, root)),
    joined: (collector, limit) => soon(() => joined(c, collector, limit)),
    countJoined: (collector) => soon(() => countJoined(c, collector)),
    timeline: (id) => soon(() => timeline(c, id)),
    setAside: (limit) => soon(() => setAside(c, limit)),
    deadLetters: (state, limit) => soon(() => deadLetters(c, state, limit)),
    deadLetter: (id) => soon(() => deadLetter(c, id)),
    drill: (id) => soon(() => drill(c, id)),
    drills: (limit) => soon(() => drills(c, limit)),
    sentrySigns: () => soon(() => sentrySigns(c)),
    closeDeadLetter: (id, state, now) => write(() => closeDeadLetter(c, { id, state }, now)),
    prune: (retention, now) => soon(() => prune(c, room, retention, now)),
    laneUse: () => soon(() => laneUse(c)),
    stats: () => soon(() => stats(c, room)),
  };
}

function soon<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
