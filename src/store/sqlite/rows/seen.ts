import { samenessOf } from '../../../domain/inbox/duplicate.ts';
import { entrySources, type Delivery, type EntrySource } from '../../../domain/inbox/entry.ts';
import { integer, type Row } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';

/** How long a sender's idempotency key is remembered, with every body that came under it, in ms. */
const idKeptMs = 72 * 3_600_000;

/** How long the same body under another key counts as the same delivery, in ms. */
const digestKeptMs = 24 * 3_600_000;

/** The seq under which a delivery is known already, null when it is new. */
export function knownSeq(connection: Connection, delivery: Delivery, now: number): number | null {
  const same = samenessOf(delivery);
  if (same.idAlone) return knownByKey(connection, delivery, now);
  // Nearly everything is new.
  if (!mayBeKnown(connection, delivery)) return null;
  const byBoth = knownByBoth(connection, delivery, now);
  if (byBoth !== null) return byBoth;
  return same.bodyAlone ? knownByBody(connection, delivery, now) : null;
}

/** Sources that came after the partial index was made: those known by more than their key lie in it for nothing. */
const afterTheIndex: readonly EntrySource[] = ['slack', 'pagerduty'];

/** SQL: the key alone says what it is. In the words of the partial index, which SQLite compares. */
export const knownByKeyAlone = `source NOT IN (${entrySources
  .filter((source) => !samenessOf({ source, kind: '' }).idAlone && !afterTheIndex.includes(source))
  .map((source) => `'${source}'`)
  .join(', ')})`;

function knownByKey(connection: Connection, { source, id }: Delivery, now: number): number | null {
  const row = connection
    .sql(`SELECT max(seq) AS seq FROM seen WHERE source = ? AND id = ? AND at >= ? AND ${knownByKeyAlone}`)
    .get(source, id, now - idKeptMs);
  return seqOf(row);
}

/** SQL: what the index is asked for before the digest is compared as a whole; the digest is the first parameter. */
const beginsAlike = 'substr(digest, 1, 16) = substr(?1, 1, 16)';

function mayBeKnown(connection: Connection, { digest }: Delivery): boolean {
  return connection.sql(`SELECT 1 FROM seen WHERE ${beginsAlike} LIMIT 1`).get(digest) !== undefined;
}

function knownByBoth(connection: Connection, { source, id, digest }: Delivery, now: number): number | null {
  const row = connection
    .sql(
      `SELECT max(seq) AS seq FROM seen
       WHERE ${beginsAlike} AND first IN (0, 1) AND id = ?2 AND digest = ?1 AND source = ?3 AND at >= ?4`,
    )
    .get(digest, id, source, now - idKeptMs);
  return seqOf(row);
}

function knownByBody(connection: Connection, delivery: Delivery, now: number): number | null {
  const { digest, source, kind } = delivery;
  const row = connection
    .sql(
      `SELECT min(seq) AS seq FROM seen
       WHERE ${beginsAlike} AND first = 1 AND digest = ?1 AND source = ?2 AND kind = ?3 AND at >= ?4`,
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
    .sql('INSERT INTO seen (source, id, digest, kind, first, seq, at) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(source, id, digest, kind, seen.first ? 1 : 0, seen.seq, seen.at);
}

/** Forgets what nobody asks for any more, the oldest first, a bounded lot a call; the answer is how many rows. */
export function forgetSeen(connection: Connection, now: number, rowsAtMost: number): number {
  const result = connection
    .sql(
      `DELETE FROM seen WHERE added IN (
         SELECT added FROM (SELECT added, at FROM seen ORDER BY added LIMIT ?) WHERE at < ?
       )`,
    )
    .run(rowsAtMost, now - idKeptMs);
  return Number(result.changes);
}
