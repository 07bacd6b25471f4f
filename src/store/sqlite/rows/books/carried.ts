import { integer, integerOrNull, text } from '../../file/columns.ts';
import type { Connection } from '../../file/connection.ts';
import { carriedUpto, cursor, saveSetting, setting } from '../../file/settings.ts';
import { isOfSentry } from '../genuine.ts';

/** How many of one kind, of one incident or of none (`''`). */
interface Tally {
  readonly kind: string;
  readonly incident: string;
  readonly entries: number;
}

/** What is carried of one kind. */
export interface Carried extends Tally {
  /** So many of the entries have no row any more. */
  readonly gone: number;
  /** When the newest of these came, virtual ms; null: none has gone. */
  readonly goneAt: number | null;
}

/** So many entries are carried at once, and at most twice as many stand behind what is carried. */
const lot = 1_000;

/**
 * Carries what was applied, a lot at a time, once there is a lot of it: a look at the books counts what came since, and
 * nothing else. The caller holds the transaction. @param applied How many entries it has applied itself.
 */
export function carryLots(connection: Connection, applied: number): void {
  if (cursor(connection) - carriedUpto(connection) >= lot) carry(connection, Math.max(lot, 2 * applied));
}

/** Carries what was applied, a bounded lot of it; the caller holds the transaction. */
export function carry(connection: Connection, atMost: number = lot): void {
  const after = carriedUpto(connection);
  const upto = Math.min(after + atMost, cursor(connection));
  if (upto <= after) return;
  for (const tally of standing(connection, after, upto)) add(connection, tally);
  const { accepted, bytes } = received(connection, after, upto);
  add(connection, { kind: 'accepted', incident: '', entries: accepted });
  saveSetting(connection, 'carried', String(upto));
  addBytes(connection, bytes);
}

/** Dispositions of Sentry's entries after one number and up to another, counted from their rows. */
export function standing(connection: Connection, after: number, upto: number): readonly Tally[] {
  return connection
    .sql(
      `SELECT kind, coalesce(incident, '') AS incident, count(*) AS entries FROM disposition NOT INDEXED
       WHERE seq > ? AND seq <= ? AND ${isOfSentry} GROUP BY kind, incident`,
    )
    .all(after, upto)
    .map((row) => ({
      kind: text(row, 'kind'),
      incident: text(row, 'incident'),
      entries: integer(row, 'entries'),
    }));
}

/** The same of the inbox's side: entries of Sentry's, and bytes of all bodies. */
function received(connection: Connection, after: number, upto: number): { accepted: number; bytes: number } {
  const row = connection
    .sql(
      `SELECT count(*) FILTER (WHERE ${isOfSentry}) AS accepted, coalesce(sum(bytes), 0) AS bytes
       FROM inbox NOT INDEXED WHERE seq > ? AND seq <= ?`,
    )
    .get(after, upto);
  return { accepted: integer(row ?? {}, 'accepted'), bytes: integer(row ?? {}, 'bytes') };
}

/** Counts more of a kind, or fewer; the caller holds the transaction. */
export function add(connection: Connection, { kind, incident, entries }: Tally): void {
  connection
    .sql(
      `INSERT INTO carried (kind, incident, entries) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET entries = entries + excluded.entries`,
    )
    .run(kind, incident, entries);
}

/** Counts more bytes of kept bodies, or fewer; the caller holds the transaction. */
export function addBytes(connection: Connection, bytes: number): void {
  const before = Number(setting(connection, 'carried-bytes') ?? '0');
  saveSetting(connection, 'carried-bytes', String(before + bytes));
}

/** Notes that rows of an incident have gone, the newest of them as of `at`: from now on they are numbers alone. */
export function fold(connection: Connection, { kind, incident, entries }: Tally, at: number): void {
  connection
    .sql(
      'UPDATE carried SET gone = gone + ?, gone_at = max(coalesce(gone_at, 0), ?) WHERE kind = ? AND incident = ?',
    )
    .run(entries, at, kind, incident);
}

/** Takes an incident out of the books, with all that was counted for it. */
export function dropIncident(connection: Connection, incident: string): void {
  const row = connection
    .sql(`DELETE FROM carried WHERE kind = 'counted' AND incident = ? RETURNING entries`)
    .get(incident);
  if (row !== undefined)
    add(connection, { kind: 'accepted', incident: '', entries: -integer(row, 'entries') });
}

/** Everything that is carried. */
export function carriedRows(connection: Connection): readonly Carried[] {
  return connection
    .sql('SELECT kind, incident, entries, gone, gone_at FROM carried')
    .all()
    .map((row) => ({
      kind: text(row, 'kind'),
      incident: text(row, 'incident'),
      entries: integer(row, 'entries'),
      gone: integer(row, 'gone'),
      goneAt: integerOrNull(row, 'gone_at'),
    }));
}
