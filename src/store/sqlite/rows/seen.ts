import { samenessOf } from '../../../domain/inbox/duplicate.ts';
import type { Delivery } from '../../../domain/inbox/entry.ts';
import { integer, type Row } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';

/** How long a sender's idempotency key is remembered, with every body that came under it, in ms. */
export const idKeptMs = 72 * 3_600_000;

/** How long the same body under another key counts as the same delivery, in ms. */
const digestKeptMs = 24 * 3_600_000;

/** The seq under which a delivery is known already, null when it is new. */
export function knownSeq(connection: Connection, delivery: Delivery, now: number): number | null {
  const same = samenessOf(delivery);
  const byId = same.idAlone ? knownById(connection, delivery, now) : knownByBoth(connection, delivery, now);
  if (byId !== null) return byId;
  return same.bodyAlone ? knownByDigest(connection, delivery, now) : null;
}

function knownById(connection: Connection, { source, id }: Delivery, now: number): number | null {
  const row = connection
    .sql('SELECT max(seq) AS seq FROM seen WHERE source = ? AND id = ? AND at >= ?')
    .get(source, id, now - idKeptMs);
  return seqOf(row);
}

function knownByBoth(connection: Connection, { source, id, digest }: Delivery, now: number): number | null {
  const row = connection
    .sql('SELECT max(seq) AS seq FROM seen WHERE source = ? AND id = ? AND digest = ? AND at >= ?')
    .get(source, id, digest, now - idKeptMs);
  return seqOf(row);
}

function knownByDigest(connection: Connection, delivery: Delivery, now: number): number | null {
  const { digest, source, kind } = delivery;
  const row = connection
    .sql(
      'SELECT min(seq) AS seq FROM seen WHERE digest = ? AND source = ? AND kind = ? AND first = 1 AND at >= ?',
    )
    .get(digest, source, kind, now - digestKeptMs);
  const seq = seqOf(row);
  // The second key is remembered too, but not as the first of its body: the 24 h run from the first delivery.
  if (seq !== null) remember(connection, delivery, { seq, at: now, first: false });
  return seq;
}

function seqOf(row: Row | undefined): number | null {
  return row === undefined || row['seq'] === null ? null : integer(row, 'seq');
}

/** Remembers a delivery's key and body; `first`: no other key brought the body. The caller holds the transaction. */
export function remember(
  connection: Connection,
  { source, id, kind, digest }: Delivery,
  seen: { readonly seq: number; readonly at: number; readonly first: boolean },
): void {
  connection
    .sql(
      'INSERT OR REPLACE INTO seen (source, id, digest, kind, first, seq, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(source, id, digest, kind, seen.first ? 1 : 0, seen.seq, seen.at);
}
