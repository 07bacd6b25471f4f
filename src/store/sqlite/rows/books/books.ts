import type { Books } from '../../../../domain/books.ts';
import { balanceBooks } from '../../../balance.ts';
import type { BookRows, MessageRow } from '../../../balance.ts';
import { integer, text } from '../../file/columns.ts';
import type { Connection } from '../../file/connection.ts';
import { document, isMeta } from '../../file/documents.ts';
import { carriedUpto, cursor } from '../../file/settings.ts';
import { isOfSentry } from '../genuine.ts';
import { carriedRows, standing, type Carried } from './carried.ts';
import { familiesOf, oldestInFlight, type FamilyRows } from './in-flight.ts';

/**
 * Counts the books from the rows: what is carried, and every row since. What the inbox holds and what became of it are
 * counted apart, so that a mistake would show here; `recount.ts` counts what is carried anew.
 */
export function books(connection: Connection, now: number): Books {
  return connection.read(() => {
    const rows = bookRows(connection);
    const oldest = oldestInFlight(connection, rows.roots);
    return { ...balanceBooks(rows), oldestInFlightMs: oldest === null ? null : Math.max(0, now - oldest) };
  });
}

type Rows = BookRows & { readonly roots: readonly FamilyRows[] };

function bookRows(connection: Connection): Rows {
  const all = tallies(connection);
  const of = (kind: string): number =>
    all.filter((one) => one.kind === kind).reduce((sum, { entries }) => sum + entries, 0);
  return {
    accepted: of('accepted'),
    unapplied: countAfter(connection, cursor(connection)),
    setAside: of('set-aside'),
    suppressed: of('suppressed'),
    deadEntries: of('dead'),
    roots: rootRows(
      connection,
      all.filter(({ kind }) => kind === 'counted'),
    ),
  };
}

/** What is carried, and what stands since. */
function tallies(connection: Connection): readonly Carried[] {
  const upto = carriedUpto(connection);
  const since = [
    ...standing(connection, upto, cursor(connection)),
    { kind: 'accepted', incident: '', entries: countAfter(connection, upto) },
  ];
  return [...carriedRows(connection), ...since.map((one) => ({ ...one, gone: 0, goneAt: null }))];
}

/** Sentry's entries in the inbox after a number. */
function countAfter(connection: Connection, seq: number): number {
  const row = connection
    .sql(`SELECT count(*) AS entries FROM inbox WHERE ${isOfSentry} AND seq > ?`)
    .get(seq);
  return integer(row ?? {}, 'entries');
}

function rootRows(connection: Connection, counted: readonly Carried[]): readonly FamilyRows[] {
  const messages = messagesByIncident(connection);
  const channels = channelsOf(connection);
  return familiesOf(counted, parentsOf(connection)).map((family) => {
    const own = messages.get(family.root) ?? [];
    const chat = own.length > 0 || isToldInChat(connection, family.root, channels);
    return { ...family, messages: own, chat };
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
