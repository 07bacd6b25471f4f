import {
  comesFromOutside,
  entrySources,
  type Appended,
  type Delivery,
  type Entry,
} from '../../../domain/inbox/entry.ts';
import { integer, integerOrNull, oneOf, text } from '../file/columns.ts';
import type { Row } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';
import { cursor, saveSetting } from '../file/settings.ts';
import { rememberGenuine } from './genuine.ts';
import type { Room } from '../file/room.ts';
import { knownSeq, remember } from './seen.ts';

/** Appends deliveries in one durable commit, in order, and tells duplicates. */
export function append(
  connection: Connection,
  room: Room,
  deliveries: readonly Delivery[],
  now: number,
): readonly Appended[] {
  let bytes = 0;
  const appended = connection.write(() => {
    const answers = deliveries.map((delivery): Appended => {
      const known = knownSeq(connection, delivery, now);
      if (known !== null) return { seq: known, duplicate: true };
      // The reserve is there for the relay's own entries: without its timers nothing would ever drain.
      if (comesFromOutside(delivery.source)) room.check(now);
      const size = Buffer.byteLength(delivery.body);
      bytes += size;
      return { seq: insert(connection, delivery, size, now), duplicate: false };
    });
    // A duplicate was signed as well as the first.
    rememberGenuine(connection, deliveries, now);
    return answers;
  });
  room.appended(bytes);
  return appended;
}

/** Writes as an append would, and leaves nothing but the time. */
export function tryWrite(connection: Connection, room: Room, now: number): void {
  room.check(now);
  connection.write(() => saveSetting(connection, 'tried-write', String(now)));
}

function insert(connection: Connection, delivery: Delivery, size: number, now: number): number {
  const { source, id, kind, digest, verifiedBy, sentAt, firstReceivedAt, body } = delivery;
  const inserted = connection
    .sql(
      `INSERT INTO inbox (source, id, kind, received_at, sent_at, first_received_at, digest, verified_by, bytes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(source, id, kind, now, sentAt, firstReceivedAt, digest, verifiedBy, size);
  const seq = Number(inserted.lastInsertRowid);
  connection.sql('INSERT INTO body (seq, body) VALUES (?, ?)').run(seq, body);
  remember(connection, delivery, { seq, at: now, first: true });
  return seq;
}

/** Entries after a seq, ascending. One writer commits at a time, so no number is still in flight below another. */
export function read(connection: Connection, after: number, limit: number): readonly Entry[] {
  return connection
    .sql('SELECT * FROM inbox JOIN body USING (seq) WHERE seq > ? ORDER BY seq LIMIT ?')
    .all(after, limit)
    .map(entryOf);
}

/** The same, of one source alone. */
export function readOf(
  connection: Connection,
  source: Entry['source'],
  after: number,
  limit: number,
): readonly Entry[] {
  return connection
    .sql('SELECT * FROM inbox JOIN body USING (seq) WHERE seq > ? AND source = ? ORDER BY seq LIMIT ?')
    .all(after, source, limit)
    .map(entryOf);
}

/** When the oldest entry was received that the brain has not applied; `now` when it has applied all. */
export function appliedUntil(connection: Connection, now: number): number {
  const waiting = connection
    .sql('SELECT received_at FROM inbox WHERE seq > ? ORDER BY seq LIMIT 1')
    .get(cursor(connection));
  return waiting === undefined ? now : integer(waiting, 'received_at');
}

/** One entry, null when it never was or its body has been pruned. */
export function entry(connection: Connection, seq: number): Entry | null {
  const row = connection.sql('SELECT * FROM inbox JOIN body USING (seq) WHERE seq = ?').get(seq);
  return row === undefined ? null : entryOf(row);
}

function entryOf(row: Row): Entry {
  return {
    seq: integer(row, 'seq'),
    source: oneOf(row, 'source', entrySources),
    id: text(row, 'id'),
    kind: text(row, 'kind'),
    body: text(row, 'body'),
    digest: text(row, 'digest'),
    verifiedBy: text(row, 'verified_by'),
    sentAt: integerOrNull(row, 'sent_at'),
    firstReceivedAt: integerOrNull(row, 'first_received_at'),
    receivedAt: integer(row, 'received_at'),
  };
}
