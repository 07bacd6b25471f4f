import type { Crowd, CrowdMember } from '../../../../domain/sending/crowd.ts';
import type { Cover } from '../../../../domain/sending/projection.ts';
import type { Severity } from '../../../../domain/severity.ts';
import type { CrowdOf } from '../../../../seams/store.ts';
import { integer, oneOf, text, textOrNull } from '../../file/columns.ts';
import type { Row } from '../../file/columns.ts';
import type { Connection } from '../../file/connection.ts';
import { readRows, type ReadRows } from '../damaged-notifications.ts';

/** How many incidents of each lane wait for a first message that may be shown by now, out of the index alone. */
export function crowds(connection: Connection, credential: string, now: number): readonly Crowd[] {
  return connection
    .sql(
      `SELECT n.lane, n.receiver, waited.waiting FROM (
         SELECT min(id) AS sample, count(*) AS waiting FROM notification
         WHERE pending AND credential = ? AND work IN ('urgent', 'first') AND show_from <= ? GROUP BY lane
       ) AS waited JOIN notification AS n ON n.id = waited.sample ORDER BY n.lane`,
    )
    .all(credential, now)
    .map((row) => ({
      lane: text(row, 'lane'),
      receiver: text(row, 'receiver'),
      waiting: integer(row, 'waiting'),
    }));
}

/**
 * Incidents without a message of their own. One whose post is under way or in doubt is still among them: counted
 * twice for a moment is better than not at all.
 */
export function crowd(connection: Connection, of: CrowdOf, now: number): readonly CrowdMember[] {
  return connection
    .sql(
      `SELECT n.id, n.incident, n.opened_at, n.service, n.wanted ->> '$.projection.state' AS state,
              n.wanted ->> '$.projection.title' AS title, n.wanted ->> '$.projection.severity' AS severity,
              n.wanted ->> '$.projection.link' AS link, n.wanted ->> '$.projection.shortId' AS short_id,
              n.wanted ->> '$.alerts' AS alerts
       FROM notification AS n
       WHERE n.id IN (
           SELECT notification FROM cover WHERE overflow = ?1
           UNION ALL
           SELECT id FROM notification
           WHERE ?2 AND pending AND credential = ?3 AND lane = ?4 AND work IN ('urgent', 'first', 'ended', 'lookup')
             AND show_from <= ?5
             AND NOT EXISTS (SELECT 1 FROM cover WHERE cover.notification = notification.id AND overflow <> ?1)
         )
         AND n.surface = 'message' AND n.incident NOT GLOB 'overflow-*' AND n.handle IS NULL
         AND n.wanted ->> '$.projection.state' <> 'part-of'
         AND n.wanted ->> '$.projection.drill' IS NULL
       ORDER BY n.opened_at, n.id`,
    )
    .all(of.overflow, of.joins ? 1 : 0, of.credential, of.lane, now)
    .map(memberOf);
}

const severities: readonly Severity[] = ['critical', 'error', 'warning', 'info'];

function memberOf(row: Row): CrowdMember {
  const service = text(row, 'service');
  return {
    notification: text(row, 'id'),
    incident: text(row, 'incident'),
    ended: text(row, 'state') === 'resolved',
    title: text(row, 'title'),
    severity: oneOf(row, 'severity', severities),
    service: service === '' ? null : service,
    link: textOrNull(row, 'link'),
    shortId: textOrNull(row, 'short_id'),
    alerts: integer(row, 'alerts'),
    openedAt: integer(row, 'opened_at'),
  };
}

/**
 * Overflows that have something to say: one that is open, or not shown as wanted, or stands for an incident of which
 * more was heard since.
 */
export function overflows(connection: Connection, credential: string): ReadRows {
  const rows = connection
    .sql(
      `SELECT * FROM notification WHERE incident GLOB 'overflow-*' AND credential = ?
         AND (wanted ->> '$.projection.state' = 'open' OR pending OR EXISTS (
           SELECT 1 FROM cover JOIN notification AS covered ON covered.id = cover.notification
           WHERE cover.overflow = notification.id AND (
             covered.pending OR covered.handle IS NOT NULL
             OR EXISTS (SELECT 1 FROM incident WHERE id = covered.incident AND parent IS NOT NULL)
           )
         ))
       ORDER BY opened_at, id`,
    )
    .all(credential);
  return readRows(rows);
}

/** What overflows show of these incidents' messages. */
export function covers(connection: Connection, notifications: readonly string[]): readonly Cover[] {
  if (notifications.length === 0) return [];
  return connection
    .sql('SELECT notification, alerts FROM cover WHERE notification IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(notifications))
    .map((row) => ({ notification: text(row, 'notification'), alerts: integer(row, 'alerts') }));
}

/** Writes what the shown version of an overflow covers; the caller holds the transaction. */
export function saveCovers(connection: Connection, overflow: string, shown: readonly Cover[]): void {
  const list = JSON.stringify(shown);
  connection
    .sql(
      `DELETE FROM cover WHERE overflow = ?1
         AND notification NOT IN (SELECT value ->> '$.notification' FROM json_each(?2))`,
    )
    .run(overflow, list);
  connection
    .sql(
      `INSERT INTO cover (notification, overflow, alerts)
       SELECT value ->> '$.notification', ?1, value ->> '$.alerts' FROM json_each(?2) WHERE true
       ON CONFLICT (notification) DO UPDATE SET overflow = excluded.overflow, alerts = excluded.alerts`,
    )
    .run(overflow, list);
}
