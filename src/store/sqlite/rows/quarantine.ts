import type { NewQuarantined, Quarantined } from '../../../domain/inbox/quarantine.ts';
import type { SentrySigns } from '../../../domain/drill/drill-report.ts';
import { integer, integerOrNull, text } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';

/** How many refused deliveries are kept, and how many bytes of them. */
const quarantineLimits = { deliveries: 1_000, bytes: 64 * 1024 * 1024 } as const;

/** Keeps a refused delivery; the oldest go when there are too many. */
export function quarantine(connection: Connection, refused: NewQuarantined): void {
  // Anybody can cause these writes. They are not answered with a promise, so they need not wait for the disk.
  connection.waitForDisk(false);
  connection.write(() => {
    keep(connection, refused);
    dropOldest(connection);
  });
}

function keep(connection: Connection, refused: NewQuarantined): void {
  const { at, kind, deliveryId, signature, reason, body } = refused;
  connection
    .sql(
      `INSERT INTO quarantine (bytes, at, kind, delivery_id, signature, reason, body)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(Buffer.byteLength(body), at, kind, deliveryId, signature, reason, body);
}

function dropOldest(connection: Connection): void {
  connection
    .sql(
      `DELETE FROM quarantine WHERE id <= (
         SELECT max(id) FROM (
           SELECT id,
                  row_number() OVER newest AS deliveries,
                  sum(bytes) OVER newest AS kept
           FROM quarantine
           WINDOW newest AS (ORDER BY id DESC)
         ) WHERE deliveries > ? OR kept > ?
       )`,
    )
    .run(quarantineLimits.deliveries, quarantineLimits.bytes);
}

/** Refused deliveries, newest first. */
export function quarantined(connection: Connection, limit: number): readonly Quarantined[] {
  const rows = connection.sql('SELECT * FROM quarantine ORDER BY id DESC LIMIT ?').all(limit);
  return rows.map((row) => ({
    id: integer(row, 'id'),
    at: integer(row, 'at'),
    kind: text(row, 'kind'),
    deliveryId: text(row, 'delivery_id'),
    body: text(row, 'body'),
    signature: text(row, 'signature'),
    reason: text(row, 'reason'),
  }));
}

/** What was refused for its signature after a moment, and when the first of it came. */
export function refusedSince(connection: Connection, at: number): SentrySigns['refused'] {
  // What names no resource of Sentry's was sent by somebody who merely tried the door.
  const row = connection
    .sql(`SELECT count(*) AS refused, min(at) AS first FROM quarantine WHERE at > ? AND kind <> ''`)
    .get(at);
  return { count: integer(row ?? {}, 'refused'), firstAt: integerOrNull(row ?? {}, 'first') };
}
