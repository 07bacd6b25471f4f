import type { Books } from '../../../domain/books.ts';
import { balanceBooks, balanceRoot } from '../../balance.ts';
import type { BookRows, MessageRow, RootRows } from '../../balance.ts';
import { integer, integerOrNull, text } from '../file/columns.ts';
import type { Row } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';
import { document, isMeta } from '../file/documents.ts';
import { isOfSentry } from './genuine.ts';
import { cursor } from '../file/settings.ts';

/** Recounts the books from the rows: no counter takes part, so a mistake of a counter would show here. */
export function books(connection: Connection, now: number): Books {
  const rows = bookRows(connection);
  const oldest = oldestInFlight(connection, rows);
  return { ...balanceBooks(rows), oldestInFlightMs: oldest === null ? null : Math.max(0, now - oldest) };
}

function bookRows(connection: Connection): BookRows {
  const groups = connection
    .sql(
      `SELECT kind, incident, count(*) AS entries FROM disposition
       WHERE ${isOfSentry} GROUP BY kind, incident`,
    )
    .all();
  const of = (kind: string): number =>
    groups.filter((row) => row['kind'] === kind).reduce((sum, row) => sum + integer(row, 'entries'), 0);
  return {
    accepted: countAccepted(connection),
    unapplied: countUnapplied(connection),
    setAside: of('set-aside'),
    suppressed: of('suppressed'),
    deadEntries: of('dead'),
    roots: rootRows(
      connection,
      groups.filter((row) => row['kind'] === 'counted'),
    ),
  };
}

/** Entries that the inbox still has, applied or not, and those that have only their disposition left. */
function countAccepted(connection: Connection): number {
  const row = connection
    .sql(
      `SELECT (SELECT count(*) FROM inbox WHERE ${isOfSentry})
            + (SELECT count(*) FROM disposition WHERE ${isOfSentry}
                 AND pruned = 1) AS entries`,
    )
    .get();
  return integer(row ?? {}, 'entries');
}

function countUnapplied(connection: Connection): number {
  const row = connection
    .sql(`SELECT count(*) AS entries FROM inbox WHERE ${isOfSentry} AND seq > ?`)
    .get(cursor(connection));
  return integer(row ?? {}, 'entries');
}

function rootRows(connection: Connection, counted: readonly Row[]): readonly RootRows[] {
  const parents = parentsOf(connection);
  const totals = new Map<string, number>();
  for (const row of counted) {
    const incident = text(row, 'incident');
    const root = parents.get(incident) ?? incident;
    totals.set(root, (totals.get(root) ?? 0) + integer(row, 'entries'));
  }
  const messages = messagesByIncident(connection);
  const channels = channelsOf(connection);
  return [...totals].map(([root, entries]) => {
    const own = messages.get(root) ?? [];
    return {
      root,
      counted: entries,
      messages: own,
      chat: own.length > 0 || isToldInChat(connection, root, channels),
    };
  });
}

function parentsOf(connection: Connection): ReadonlyMap<string, string> {
  const rows = connection.sql('SELECT id, parent FROM incident WHERE parent IS NOT NULL').all();
  return new Map(rows.map((row) => [text(row, 'id'), text(row, 'parent')]));
}

function messagesByIncident(connection: Connection): ReadonlyMap<string, readonly MessageRow[]> {
  const rows = connection
    .sql(
      `SELECT incident, dead_digest IS digest AS dead, handle IS NULL AND cover.alerts IS NOT NULL AS folded,
              CASE WHEN handle IS NULL THEN max(coalesce(sent_alerts, 0), coalesce(cover.alerts, 0)) ELSE sent_alerts END AS covered
       FROM notification LEFT JOIN cover ON cover.notification = notification.id WHERE surface = 'message'`,
    )
    .all();
  const byIncident = new Map<string, MessageRow[]>();
  for (const row of rows) {
    const message = {
      alerts: integer(row, 'covered'),
      own: integer(row, 'folded') === 0,
      dead: integer(row, 'dead') === 1,
    };
    const known = byIncident.get(text(row, 'incident'));
    if (known === undefined) byIncident.set(text(row, 'incident'), [message]);
    else known.push(message);
  }
  return byIncident;
}

/** Ids of the policy's chat receivers; null before the first commit. */
function channelsOf(connection: Connection): readonly string[] | null {
  const row = connection.sql(`SELECT value FROM setting WHERE name = 'brain'`).get();
  if (row === undefined) return null;
  const { receivers } = document(row, 'value', isMeta).policy;
  return receivers.filter(({ kind }) => kind === 'chat').map(({ id }) => id);
}

/** Whether one of those whom a root is routed to is a channel; without routes all of them are told. */
function isToldInChat(connection: Connection, root: string, channels: readonly string[] | null): boolean {
  // Before the first commit nothing is counted, so the answer makes no difference.
  if (channels === null || channels.length === 0) return channels === null;
  const row = connection
    .sql(
      `SELECT EXISTS (SELECT 1 FROM json_each(doc, '$.routed') AS told, json_each(told.value, '$.surfaces') AS surface
                      WHERE surface.value IN (SELECT value FROM json_each(?2))) AS chat
       FROM incident WHERE id = ?1 AND json_valid(doc) AND doc ->> '$.routed' IS NOT NULL`,
    )
    .get(root, JSON.stringify(channels));
  return row === undefined || integer(row, 'chat') === 1;
}

/** received_at of the oldest alert in flight; null when none is. */
function oldestInFlight(connection: Connection, rows: BookRows): number | null {
  const times = [oldestUnapplied(connection)];
  for (const root of rows.roots) {
    const { covered, inFlight } = balanceRoot(root);
    if (inFlight > 0) times.push(countedAt(connection, root.root, covered));
  }
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function oldestUnapplied(connection: Connection): number | null {
  const row = connection
    .sql(`SELECT received_at FROM inbox WHERE ${isOfSentry} AND seq > ? ORDER BY seq LIMIT 1`)
    .get(cursor(connection));
  return row === undefined ? null : integer(row, 'received_at');
}

/** received_at of a root's first alert after the `covered` ones: messages cover alerts in the order of the inbox. */
function countedAt(connection: Connection, root: string, covered: number): number | null {
  const row = connection
    .sql(
      `SELECT received_at FROM disposition
       WHERE ${isOfSentry} AND kind = 'counted'
         AND incident IN (SELECT id FROM incident WHERE parent = ?1 UNION SELECT ?1)
       ORDER BY seq LIMIT 1 OFFSET ?2`,
    )
    .get(root, covered);
  return row === undefined ? null : integerOrNull(row, 'received_at');
}
