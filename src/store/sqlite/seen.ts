import type { Delivery } from '../../domain/entry.ts';
import { integer } from './columns.ts';
import type { Connection } from './connection.ts';

/** How long a sender's idempotency key is remembered, in ms. */
export const idKeptMs = 72 * 3_600_000;

/** How long the same body under another key counts as the same delivery, in ms. */
export const digestKeptMs = 24 * 3_600_000;

/** The seq under which a delivery is known already, null when it is new. */
export function knownSeq(connection: Connection, delivery: Delivery, now: number): number | null {
  const byId = connection
    .sql('SELECT seq FROM seen WHERE source = ? AND id = ? AND at >= ?')
    .get(delivery.source, delivery.id, now - idKeptMs);
  if (byId !== undefined) return integer(byId, 'seq');
  return repeatsItself(delivery) ? knownByDigest(connection, delivery, now) : null;
}

/**
 * Only Sentry sends one thing under several keys. A person who acknowledges twice, a timer, or a second deploy
 * of one version mean what they say, although the bodies are equal.
 */
function repeatsItself(delivery: Delivery): boolean {
  return delivery.source === 'sentry' || delivery.source === 'sentry-legacy';
}

function knownByDigest(connection: Connection, delivery: Delivery, now: number): number | null {
  const { digest, source, kind } = delivery;
  const row = connection
    .sql('SELECT min(seq) AS seq FROM seen WHERE digest = ? AND source = ? AND kind = ? AND at >= ?')
    .get(digest, source, kind, now - digestKeptMs);
  if (row === undefined || row['seq'] === null) return null;
  const seq = integer(row, 'seq');
  // The second key is remembered too, but without the digest: the 24 h run from the first delivery.
  remember(connection, delivery, { seq, at: now, digest: null });
  return seq;
}

/** Remembers a delivery's key; the caller holds the transaction. */
export function remember(
  connection: Connection,
  delivery: Delivery,
  seen: { readonly seq: number; readonly at: number; readonly digest: string | null },
): void {
  connection
    .sql('INSERT OR REPLACE INTO seen (source, id, kind, digest, seq, at) VALUES (?, ?, ?, ?, ?, ?)')
    .run(delivery.source, delivery.id, delivery.kind, seen.digest, seen.seq, seen.at);
}
