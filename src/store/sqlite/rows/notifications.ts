import { noAttempts } from '../../../domain/sending/notification.ts';
import type { Attempts, Notification, Wanted } from '../../../domain/sending/notification.ts';
import { handleOf, nothingSent, type Sent } from '../../../domain/sending/sent.ts';
import { integerOrNull, textOrNull } from '../file/columns.ts';
import type { Row } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';
import { readRow } from '../file/damaged-row.ts';
import { markRevived } from './dead-letters.ts';
import { document, isAttempts } from '../file/documents.ts';
import { isSent, isWanted, sentOf, wantedOf } from './older/stored-notification.ts';

/** One notification, both halves. @throws DamagedRow */
export function notificationOf(row: Row): Notification {
  return readRow('notification', row, bothHalves);
}

function bothHalves(row: Row): Notification {
  const wanted = wantedOf(document(row, 'wanted', isWanted));
  const sent = sentOf(document(row, 'sent', isSent), wanted.surface);
  return {
    ...wanted,
    sent,
    attempts: document(row, 'attempts', isAttempts),
    pendingSince: integerOrNull(row, 'pending_since'),
    ...linkOf(row, handleOf(sent)),
  };
}

/** An address is that of one post: of what was posted since, it says nothing. */
function linkOf(row: Row, handle: string | null): Pick<Notification, 'link'> {
  const isItsOwn = handle !== null && textOrNull(row, 'linked') === handle;
  return isItsOwn ? { link: textOrNull(row, 'link') } : {};
}

/** One notification by its id. @throws DamagedRow */
export function notification(connection: Connection, id: string): Notification | null {
  const [row] = rowsWith(connection, id);
  return row === undefined ? null : notificationOf(row);
}

/** The row with this id, as it is stored; none where there is none. */
export function rowsWith(connection: Connection, id: string): readonly Row[] {
  return connection.sql('SELECT * FROM notification WHERE id = ?').all(id);
}

/** Writes the brain's half of a row and leaves dispatch's half alone; the caller holds the transaction. */
export function want(connection: Connection, wanted: Wanted, now: number): void {
  reviveIfDead(connection, wanted, now);
  connection
    .sql(
      `INSERT INTO notification (id, incident, receiver, surface, lane, credential, digest, severity_rank, opened_at,
         wanted, sent, attempts)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET incident = excluded.incident, receiver = excluded.receiver,
         surface = excluded.surface, lane = excluded.lane, credential = excluded.credential, digest = excluded.digest,
         severity_rank = excluded.severity_rank, opened_at = excluded.opened_at, wanted = excluded.wanted`,
    )
    .run(...wantedColumns(wanted), JSON.stringify(nothingSent), JSON.stringify(noAttempts));
  keepPendingSince(connection, wanted.id, now);
}

function wantedColumns(wanted: Wanted): (string | number)[] {
  const { id, incident, receiver, surface, lane, credential, digest, severityRank, openedAt } = wanted;
  return [
    id,
    incident,
    receiver,
    columnSurface(surface),
    lane,
    credential,
    digest,
    severityRank,
    openedAt,
    JSON.stringify(wanted),
  ];
}

/** The column only steers queries: to them an overflow is a message; what is no message and no page is like a thread. */
function columnSurface(surface: Wanted['surface']): 'message' | 'thread' | 'page' {
  if (surface === 'overflow') return 'message';
  return surface === 'message' || surface === 'page' ? surface : 'thread';
}

/** A version that differs from the one that was given up is worth a fresh try. */
function reviveIfDead(connection: Connection, wanted: Wanted, now: number): void {
  const dead = connection
    .sql(
      'SELECT ambiguous_at FROM notification WHERE id = ? AND dead_digest IS NOT NULL AND dead_digest <> ?',
    )
    .get(wanted.id, wanted.digest);
  if (dead === undefined) return;
  saveAttempts(connection, wanted.id, freshAttempts({ ambiguousAt: integerOrNull(dead, 'ambiguous_at') }));
  markRevived(connection, wanted.id, now);
}

/** No attempts, but still the doubt whether an earlier one took effect: without it a message could be posted twice. */
export function freshAttempts(before: Pick<Attempts, 'ambiguousAt'>): Attempts {
  return { ...noAttempts, ambiguousAt: before.ambiguousAt };
}

/** Writes where the attempts stand; the caller holds the transaction and knows that the row exists. */
export function saveAttempts(connection: Connection, id: string, attempts: Attempts): void {
  connection.sql('UPDATE notification SET attempts = ? WHERE id = ?').run(JSON.stringify(attempts), id);
}

/**
 * Writes what is at the receiver. When that is a newer version that is itself outdated already, the lag counts
 * from the start of the send: what changed since then is what it lacks.
 */
export function saveSent(connection: Connection, id: string, sent: Sent, now: number): void {
  connection
    .sql(
      `UPDATE notification SET sent = ?1, pending_since = CASE
         WHEN ?2 IS NOT NULL AND sent_digest IS NOT ?2 THEN coalesce(started_at, ?3)
         ELSE pending_since END
       WHERE id = ?4`,
    )
    .run(JSON.stringify(sent), sent.digest, now, id);
}

/** Notes since when a row has something to do, after anything about it was written. */
export function keepPendingSince(connection: Connection, id: string, now: number): void {
  connection
    .sql(
      `UPDATE notification SET pending_since = CASE WHEN pending THEN ? END
       WHERE id = ? AND pending <> (pending_since IS NOT NULL)`,
    )
    .run(now, id);
}
