import type { SentrySigns } from '../../../domain/drill/drill-report.ts';
import { mostLikely, type QuarantineTally } from '../../../domain/inbox/likely-words.ts';
import {
  likelyCauses,
  tooManyKept,
  type Kept,
  type NewQuarantined,
  type Quarantined,
} from '../../../domain/inbox/quarantine.ts';
import { bytesOf, integer, oneOf, text, type Row } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';

/** How many refused deliveries are kept, and how many bytes of them. */
const quarantineLimits = { deliveries: 10_000, bytes: 64 * 1024 * 1024 } as const;

/** Bytes of bodies that are read at once. */
const bytesAtOnce = 4 * 1024 * 1024;

/** Keeps a refused delivery; others go when there are too many. */
export function quarantine(connection: Connection, refused: NewQuarantined): void {
  // Anybody can cause these writes. They are not answered with a promise, so they need not wait for the disk.
  connection.waitForDisk(false);
  connection.write(() => {
    keep(connection, refused);
    if (isTooMuch(connection, refused.body.byteLength)) dropSome(connection);
  });
}

function keep(connection: Connection, refused: NewQuarantined): void {
  const { at, door, network, likely, kind, deliveryId, signature, reason, headers, body } = refused;
  connection
    .sql(
      `INSERT INTO quarantine
         (bytes, at, door, network, likely, kind, delivery_id, signature, reason, headers, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      body.byteLength,
      at,
      door,
      network,
      likely,
      kind,
      deliveryId,
      signature,
      reason,
      JSON.stringify(headers),
      body,
    );
}

/** What is kept at most, counted along: a flood must not make each of its own recount all. */
interface Tally {
  readonly deliveries: number;
  readonly bytes: number;
}

const tallies = new WeakMap<Connection, Tally>();

/** Whether there is too much with one more of so many bytes. Whoever lets go elsewhere makes the tally only too great. */
function isTooMuch(connection: Connection, more: number): boolean {
  const known = tallies.get(connection);
  const added = known === undefined ? null : { deliveries: known.deliveries + 1, bytes: known.bytes + more };
  const tally = added === null || isOver(added) ? recounted(connection) : added;
  tallies.set(connection, tally);
  return isOver(tally);
}

function isOver({ deliveries, bytes }: Tally): boolean {
  return deliveries > quarantineLimits.deliveries || bytes > quarantineLimits.bytes;
}

function recounted(connection: Connection): Tally {
  const row = connection
    .sql(
      `SELECT count(*) AS deliveries, coalesce(sum(bytes), 0) AS bytes
       FROM quarantine INDEXED BY quarantine_shares`,
    )
    .get();
  return { deliveries: integer(row ?? {}, 'deliveries'), bytes: integer(row ?? {}, 'bytes') };
}

function dropSome(connection: Connection): void {
  const rows = connection
    .sql('SELECT id, network, likely, bytes FROM quarantine INDEXED BY quarantine_shares ORDER BY id')
    .all();
  const kept = rows.map((row): Kept => ({
    id: integer(row, 'id'),
    network: text(row, 'network'),
    likely: oneOf(row, 'likely', likelyCauses),
    bytes: integer(row, 'bytes'),
  }));
  for (const id of tooManyKept(kept, quarantineLimits)) letGo(connection, id);
  tallies.delete(connection);
}

/** Lets go of one; false when it is not there. */
export function letGo(connection: Connection, id: number): boolean {
  return Number(connection.sql('DELETE FROM quarantine WHERE id = ?').run(id).changes) > 0;
}

/** Refused deliveries, newest first. */
export function quarantined(connection: Connection, limit: number): readonly Quarantined[] {
  return connection.sql('SELECT * FROM quarantine ORDER BY id DESC LIMIT ?').all(limit).map(rowOf);
}

/** Refused deliveries behind a number, oldest first; the last of them is the one with which there are enough bytes. */
export function quarantinedAfter(
  connection: Connection,
  after: number,
  limit: number,
): readonly Quarantined[] {
  const read: Quarantined[] = [];
  let bytes = 0;
  const rows = connection.sql('SELECT * FROM quarantine WHERE id > ? ORDER BY id LIMIT ?');
  for (const row of rows.iterate(after, limit)) {
    const one = rowOf(row);
    read.push(one);
    bytes += one.body.byteLength;
    if (bytes >= bytesAtOnce) break;
  }
  return read;
}

function rowOf(row: Row): Quarantined {
  return {
    id: integer(row, 'id'),
    at: integer(row, 'at'),
    door: text(row, 'door'),
    network: text(row, 'network'),
    likely: oneOf(row, 'likely', likelyCauses),
    kind: text(row, 'kind'),
    deliveryId: text(row, 'delivery_id'),
    headers: headersOf(text(row, 'headers')),
    body: bytesOf(row, 'body'),
    signature: text(row, 'signature'),
    reason: text(row, 'reason'),
  };
}

/** What is no header any more is left out: its door says what it misses. */
function headersOf(json: string): Readonly<Record<string, string>> {
  const parsed: unknown = JSON.parse(json);
  const all = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  return Object.fromEntries(all.filter((one): one is [string, string] => typeof one[1] === 'string'));
}

/** How many are kept, by their causes. */
export function tallyQuarantine(connection: Connection): QuarantineTally {
  const rows = connection
    .sql('SELECT likely, count(*) AS n FROM quarantine INDEXED BY quarantine_shares GROUP BY likely')
    .all();
  return Object.fromEntries(rows.map((row) => [oneOf(row, 'likely', likelyCauses), integer(row, 'n')]));
}

/** What was refused for its signature after a moment, when the first of it came, and why most likely. */
export function refusedSince(connection: Connection, at: number): SentrySigns['refused'] {
  // What has not the form of Sentry's was sent by somebody who merely tried the door.
  const rows = connection
    .sql(
      `SELECT likely, count(*) AS refused, min(at) AS first FROM quarantine
       WHERE at > ? AND likely <> 'stranger' GROUP BY likely`,
    )
    .all(at);
  const tally = Object.fromEntries(
    rows.map((row) => [oneOf(row, 'likely', likelyCauses), integer(row, 'refused')] as const),
  );
  const firsts = rows.map((row) => integer(row, 'first'));
  return {
    count: rows.reduce((sum, row) => sum + integer(row, 'refused'), 0),
    firstAt: firsts.length === 0 ? null : Math.min(...firsts),
    likely: mostLikely(tally),
  };
}

/** Lets go of what came before a moment, a bounded lot a call; the answer is how many. */
export function forgetRefused(connection: Connection, before: number, rowsAtMost: number): number {
  const result = connection
    .sql('DELETE FROM quarantine WHERE id IN (SELECT id FROM quarantine WHERE at < ? ORDER BY at LIMIT ?)')
    .run(before, rowsAtMost);
  return Number(result.changes);
}
