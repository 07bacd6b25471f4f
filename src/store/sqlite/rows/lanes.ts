import type { StoredBucket } from '../../../domain/sending/budget.ts';
import type { Lane } from '../../../domain/sending/lane.ts';
import { integer, text, type Row } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';
import { readEach, readRow } from '../file/damaged-row.ts';
import { document, isBucketState, isLaneState } from '../file/documents.ts';

/** The lanes of a credential. What cannot be read of one is forgotten: it flows until its vendor says otherwise. */
export function lanes(connection: Connection, credential: string): readonly Lane[] {
  const rows = connection
    .sql('SELECT id, credential, state FROM lane WHERE credential = ? ORDER BY id')
    .all(credential);
  return readEach(rows, laneOf).read;
}

function laneOf(row: Row): Lane {
  return readRow('lane', row, () => ({
    id: text(row, 'id'),
    credential: text(row, 'credential'),
    state: document(row, 'state', isLaneState),
  }));
}

/** Writes a lane's state; the caller holds the transaction. */
export function writeLane(connection: Connection, lane: Lane): void {
  connection
    .sql(
      `INSERT INTO lane (id, credential, state) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET credential = excluded.credential, state = excluded.state`,
    )
    .run(lane.id, lane.credential, JSON.stringify(lane.state));
}

/** The buckets of a credential. One that cannot be read is as one that nothing was drawn from yet. */
export function buckets(connection: Connection, credential: string): readonly StoredBucket[] {
  const rows = connection
    .sql('SELECT credential, bucket, state FROM budget WHERE credential = ? ORDER BY bucket')
    .all(credential);
  return readEach(rows, bucketOf).read;
}

function bucketOf(row: Row): StoredBucket {
  return readRow('budget', row, () => ({
    credential: text(row, 'credential'),
    bucket: text(row, 'bucket'),
    state: document(row, 'state', isBucketState),
  }));
}

/** Writes a bucket's state after a debit; the caller holds the transaction. */
export function writeBucket(connection: Connection, stored: StoredBucket): void {
  connection
    .sql(
      `INSERT INTO budget (credential, bucket, state) VALUES (?, ?, ?)
       ON CONFLICT (credential, bucket) DO UPDATE SET state = excluded.state`,
    )
    .run(stored.credential, stored.bucket, JSON.stringify(stored.state));
}

/** When each lane last delivered anything. */
export function laneUse(connection: Connection): ReadonlyMap<string, number> {
  const rows = connection.sql('SELECT lane, delivered_at FROM lane_use').all();
  return new Map(rows.map((row) => [text(row, 'lane'), integer(row, 'delivered_at')]));
}

/** Notes that the lane of this notification delivered something; the caller holds the transaction. */
export function noteLaneUse(connection: Connection, notification: string, at: number): void {
  connection
    .sql(
      `INSERT INTO lane_use (lane, delivered_at) SELECT lane, ?1 FROM notification WHERE id = ?2
       ON CONFLICT (lane) DO UPDATE SET delivered_at = max(delivered_at, excluded.delivered_at)`,
    )
    .run(at, notification);
}
