import { integer } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';
import { removeOldIncidents } from './incidents/prune-incidents.ts';
import type { Room } from '../file/room.ts';
import { forgetRefused } from './quarantine.ts';
import { forgetSeen } from './seen.ts';
import { cursor } from '../file/settings.ts';

/** How long bodies and closed incidents are kept, and how many bytes of bodies. */
interface Retention {
  readonly maxAgeMs: number;
  readonly maxBytes: number;
}

/** Rows of one kind that one call removes at most: the relay must not stand still meanwhile. */
const rowsACall = 1_000;

/** Pages of 4 KiB that one call gives back to the disk at most. */
const pagesACall = 2_000;

/** Removes what is older than the retention, a bounded lot a call; call it again while it removes something. */
export function prune(
  connection: Connection,
  room: Room,
  retention: Retention,
  now: number,
): { readonly removed: number } {
  const before = now - retention.maxAgeMs;
  const done = connection.write(() => {
    const bodies = removeBodies(connection, expiredBodies(connection, room, retention, before));
    const rows =
      forgetSeen(connection, now, rowsACall) +
      removeOldIncidents(connection, before) +
      removeUncounted(connection, before) +
      forgetRefused(connection, before, rowsACall) +
      removeClosedLetters(connection, before);
    return { bodies, rows };
  });
  room.removed(done.bodies.bytes);
  connection.database.exec(`PRAGMA incremental_vacuum(${pagesACall})`);
  return { removed: done.bodies.count + done.rows };
}

interface Body {
  readonly seq: number;
  readonly bytes: number;
}

/** Applied bodies, oldest first, that are too old or too many. An open dead letter keeps its body: it may be replayed. */
function expiredBodies(
  connection: Connection,
  room: Room,
  retention: Retention,
  before: number,
): readonly Body[] {
  const rows = connection
    .sql(
      `SELECT seq, bytes, received_at, EXISTS (
         SELECT 1 FROM dead_letter WHERE kind = 'entry' AND subject = CAST(inbox.seq AS TEXT) AND state = 'open'
       ) AS needed FROM inbox WHERE seq <= ? ORDER BY seq LIMIT ?`,
    )
    .all(cursor(connection), rowsACall);
  let excess = room.sizes().all - retention.maxBytes;
  const expired: Body[] = [];
  for (const row of rows) {
    const body = { seq: integer(row, 'seq'), bytes: integer(row, 'bytes') };
    const tooOld = integer(row, 'received_at') < before && integer(row, 'needed') === 0;
    if (!tooOld && excess <= 0) continue;
    expired.push(body);
    excess -= body.bytes;
  }
  return expired;
}

function removeBodies(
  connection: Connection,
  bodies: readonly Body[],
): { readonly count: number; readonly bytes: number } {
  for (const { seq } of bodies) {
    connection.sql('DELETE FROM body WHERE seq = ?').run(seq);
    connection.sql('DELETE FROM inbox WHERE seq = ?').run(seq);
    connection.sql('UPDATE disposition SET pruned = 1 WHERE seq = ?').run(seq);
  }
  return { count: bodies.length, bytes: bodies.reduce((sum, body) => sum + body.bytes, 0) };
}

/** Dispositions of entries that belong to no incident and whose bodies are gone. Counted ones go with their incident. */
function removeUncounted(connection: Connection, before: number): number {
  const result = connection
    .sql(
      `DELETE FROM disposition WHERE seq IN (
         SELECT seq FROM (SELECT seq, received_at, pruned FROM disposition WHERE kind <> 'counted' ORDER BY seq LIMIT ?)
         WHERE received_at < ? AND pruned = 1
       )`,
    )
    .run(rowsACall, before);
  return Number(result.changes);
}

function removeClosedLetters(connection: Connection, before: number): number {
  const result = connection
    .sql(
      `DELETE FROM dead_letter WHERE id IN (
         SELECT id FROM dead_letter WHERE state <> 'open' AND coalesce(closed_at, at) < ?
         ORDER BY coalesce(closed_at, at) LIMIT ?
       )`,
    )
    .run(before, rowsACall);
  return Number(result.changes);
}
