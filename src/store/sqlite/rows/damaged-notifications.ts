import { noAttempts, type Notification } from '../../../domain/sending/notification.ts';
import { integerOrNull, text, type Row } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';
import { readEach, type DamagedRow } from '../file/damaged-row.ts';
import { bury } from './dead-letters.ts';
import { newestMoment } from './incidents/newest-moment.ts';
import { keepPendingSince, notificationOf, saveAttempts } from './notifications.ts';

/** Rows as dispatch gets them: those that can be read, and those that cannot. */
export interface ReadRows {
  readonly read: readonly Notification[];
  readonly damaged: readonly DamagedRow[];
}

/** Reads notifications one by one. */
export function readRows(rows: readonly Row[]): ReadRows {
  return readEach(rows, notificationOf);
}

/**
 * Takes rows that cannot be read out of what dispatch has to do, each as a dead letter that says why: read again in
 * every round, one would end them all. The next version that the brain wants makes it whole, or is set aside likewise.
 */
export function setAsideDamaged(connection: Connection, damaged: readonly DamagedRow[]): void {
  connection.write(() => {
    for (const { id, cause } of damaged) {
      const row = connection
        .sql('SELECT * FROM notification WHERE id = ? AND dead_digest IS NOT digest')
        .get(id);
      // The brain may have written it anew since it was read.
      if (row !== undefined && readRows([row]).damaged.length > 0) setAside(connection, id, row, cause);
    }
  });
}

function setAside(connection: Connection, id: string, row: Row, cause: unknown): void {
  // What was started may have taken effect.
  const ambiguousAt = integerOrNull(row, 'ambiguous_at') ?? integerOrNull(row, 'started_at');
  saveAttempts(connection, id, { ...noAttempts, ambiguousAt, deadDigest: text(row, 'digest') });
  keepPendingSince(connection, id, 0);
  bury(connection, {
    kind: 'notification',
    subject: id,
    incident: text(row, 'incident'),
    at: newestMoment(connection) ?? 0,
    decision: { code: 'row-unreadable', why: cause instanceof Error ? cause.message : String(cause) },
    attempts: 0,
  });
}
