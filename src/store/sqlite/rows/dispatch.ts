import { shownAt } from '../../../domain/sending/sent.ts';
import type { LaneBacklog, Settlement, Start } from '../../../seams/store.ts';
import { integer, integerOrNull, text } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';
import { saveCovers } from './incidents/crowd.ts';
import { readRows, type ReadRows } from './damaged-notifications.ts';
import { bury } from './dead-letters.ts';
import { noteLaneUse, writeBucket, writeLane } from './lanes.ts';
import { keepPendingSince, saveAttempts, saveSent } from './notifications.ts';
import { noteCovered, noteReached } from './books/objectives.ts';
import { writeNote } from './timeline.ts';

/**
 * Rows of a credential with something to do, most urgent first. When there are more than `limit`, every kind of work
 * of every lane gets its share, and in it every service: the rows of a lane that stands still, a backlog of first
 * messages or a noisy service must hide nothing else. However many shares there are, each has at least two rows.
 */
export function pending(
  connection: Connection,
  credential: string,
  limit: number,
  except: readonly string[] = [],
): ReadRows {
  const rows = connection
    .sql(
      `WITH waiting AS (
         SELECT id, lane, work, severity_rank, pending_since, row_number() OVER (
           PARTITION BY lane, work, service ORDER BY severity_rank DESC, pending_since, id
         ) AS turn
         FROM notification
         WHERE pending AND credential = ?1 AND lane NOT IN (SELECT value FROM json_each(?2))
       ), placed AS (
         SELECT id, row_number() OVER (
           PARTITION BY lane, work ORDER BY turn, severity_rank DESC, pending_since, id
         ) AS place
         FROM waiting WHERE turn <= ?3
       )
       SELECT * FROM notification WHERE id IN (
         SELECT id FROM placed ORDER BY place, id
         LIMIT max(?3, 2 * (SELECT count(*) FROM placed WHERE place = 1))
       )
       ORDER BY urgency, severity_rank DESC, pending_since, id`,
    )
    .all(credential, JSON.stringify(except), limit);
  return readRows(rows);
}

/** What waits in each lane, out of the index alone. */
export function backlog(connection: Connection, credential: string): readonly LaneBacklog[] {
  return connection
    .sql(
      `SELECT lane, count(*) AS waiting, min(pending_since) AS oldest,
              min(CASE WHEN work IN ('trigger', 'page') THEN pending_since END) AS oldest_page,
              min(CASE WHEN work IN ('urgent', 'first', 'lookup') THEN opened_at END) AS oldest_first
       FROM notification WHERE pending AND credential = ? GROUP BY lane ORDER BY lane`,
    )
    .all(credential)
    .map((row) => ({
      lane: text(row, 'lane'),
      rows: integer(row, 'waiting'),
      oldestAt: integerOrNull(row, 'oldest'),
      oldestPageAt: integerOrNull(row, 'oldest_page'),
      oldestFirstAt: integerOrNull(row, 'oldest_first'),
    }));
}

/** All rows of an incident. */
export function notificationsOf(connection: Connection, incident: string): ReadRows {
  return readRows(connection.sql('SELECT * FROM notification WHERE incident = ? ORDER BY id').all(incident));
}

/** Marks attempts started; their debits are in the same transaction, so that a crash cannot spend a token twice. */
export function start(connection: Connection, starts: readonly Start[], now: number): void {
  connection.write(() => {
    for (const { id, step, attempts, buckets } of starts) {
      requireRow(connection, id, `start the step ${step}`);
      saveAttempts(connection, id, attempts);
      keepPendingSince(connection, id, now);
      for (const bucket of buckets) writeBucket(connection, bucket);
    }
  });
}

/** Writes what became of attempts. */
export function settle(connection: Connection, settlements: readonly Settlement[], now: number): void {
  connection.write(() => {
    for (const settlement of settlements) settleOne(connection, settlement, now);
  });
}

function settleOne(connection: Connection, settlement: Settlement, now: number): void {
  const { id, sent, attempts, lane, timeline, deadLetter, covers, reached } = settlement;
  requireRow(connection, id, 'settle');
  // First what is shown, then the attempts: the former needs to know when the send was started.
  saveSent(connection, id, sent, now);
  saveAttempts(connection, id, attempts);
  keepPendingSince(connection, id, now);
  if (reached !== undefined) noteReached(connection, id, reached, now);
  if (covers !== undefined) {
    noteCovered(connection, covers, now);
    saveCovers(connection, id, covers);
  }
  if (lane !== null) writeLane(connection, lane);
  const at = shownAt(sent);
  if (at !== null) noteLaneUse(connection, id, at);
  for (const note of timeline) writeNote(connection, note);
  if (deadLetter !== null) bury(connection, deadLetter);
}

function requireRow(connection: Connection, id: string, intention: string): void {
  const row = connection.sql('SELECT 1 FROM notification WHERE id = ?').get(id);
  if (row === undefined)
    throw new Error(`There is no notification ${id} to ${intention}; nothing was changed.`);
}
