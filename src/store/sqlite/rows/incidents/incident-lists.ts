import type { Incident } from '../../../../domain/incident.ts';
import type { Issue } from '../../../../domain/issue.ts';
import type {
  ChildrenTally,
  IncidentFilter,
  OverFilter,
  OverPiece,
  OverPlace,
} from '../../../../seams/store.ts';
import { integer, integerOrNull, text } from '../../file/columns.ts';
import type { Row } from '../../file/columns.ts';
import type { Connection } from '../../file/connection.ts';
import { readEach, readRow } from '../../file/damaged-row.ts';
import { document, isIssue } from '../../file/documents.ts';
import { incidentOf } from './incident-row.ts';

/** All weights, most important first: storms, pages for many, then the four severities. */
const weights = [5, 4, 3, 2, 1, 0] as const;
/** "Lately" counts back from the newest resolution: a quiet month does not empty the list, and no storm stays for ever. */
const latelyMs = 24 * 3_600_000;

const openRootsWhere = `parent IS NULL AND status <> 'resolved' AND weight IS NOT NULL`;
const overRootsWhere = `parent IS NULL AND status = 'resolved' AND weight IS NOT NULL`;

/** Every list's statement; a test asks SQLite that none of them reads what it does not show. */
export const listStatements = {
  openRoots: `SELECT id, doc FROM incident WHERE ${openRootsWhere} ORDER BY weight DESC, opened_at DESC, added DESC LIMIT ?`,
  countOpenRoots: `SELECT count(*) AS count FROM incident WHERE ${openRootsWhere}`,
  overRoots: `SELECT id, doc FROM incident WHERE ${overRootsWhere} ORDER BY over_at DESC, added DESC LIMIT ?`,
  overBefore: `SELECT id, doc, over_at, added FROM incident WHERE ${overRootsWhere}
    AND (over_at, added) < (?, ?) AND over_at >= ? ORDER BY over_at DESC, added DESC LIMIT ?`,
  newestOver: `SELECT over_at FROM incident WHERE ${overRootsWhere} ORDER BY over_at DESC, added DESC LIMIT 1`,
  overOfWeight: `SELECT id, doc FROM incident WHERE ${overRootsWhere} AND weight = ? AND over_at >= ?
    ORDER BY over_at DESC, added DESC LIMIT ?`,
  children: 'SELECT id, doc FROM incident WHERE parent = ? ORDER BY opened_at, added LIMIT ?',
  childrenSums: `SELECT count(*) AS count, sum(alerts) AS alerts, sum(events) AS events, min(opened_at) AS opened_at,
    max(last_alert_at) AS last_alert_at FROM incident INDEXED BY incident_family WHERE parent = ?`,
  childrenServices: `SELECT name, min(first_at) AS first_at FROM (
      SELECT service AS name, min(service_at) AS first_at FROM incident INDEXED BY incident_family_services
        WHERE parent = ?1 AND service IS NOT NULL GROUP BY service
      UNION ALL
      SELECT more.value ->> 'name', more.value ->> 'firstAt'
        FROM incident INDEXED BY incident_family_more_services, json_each(incident.more_services) AS more
        WHERE incident.parent = ?1 AND incident.more_services IS NOT NULL
    ) GROUP BY name ORDER BY first_at, name`,
  joined: 'SELECT id, doc FROM incident WHERE joined = ? ORDER BY opened_at, added LIMIT ?',
  countJoined: 'SELECT count(*) AS count FROM incident WHERE joined = ?',
  issues: `SELECT issue.key, issue.doc FROM json_each(?) AS named JOIN issue ON issue.key = named.value ORDER BY named.key`,
  open: `SELECT id, doc FROM incident WHERE status <> 'resolved' AND NOT drill ORDER BY opened_at DESC, added DESC LIMIT ?`,
  resolved: `SELECT id, doc FROM incident WHERE status = 'resolved' AND NOT drill ORDER BY opened_at DESC, added DESC LIMIT ?`,
  all: 'SELECT id, doc FROM incident WHERE NOT drill ORDER BY opened_at DESC, added DESC LIMIT ?',
} as const;

/** Real incidents, roots and children, newest first; a drill names its own. */
export function incidents(connection: Connection, { status, limit }: IncidentFilter): readonly Incident[] {
  return read(connection.sql(listStatements[status]).all(limit));
}

/** Real roots: open ones by importance, then resolved ones, the newest resolution first. */
export function roots(connection: Connection, { status, limit }: IncidentFilter): readonly Incident[] {
  const open = status === 'resolved' ? [] : read(connection.sql(listStatements.openRoots).all(limit));
  const room = limit - open.length;
  if (status === 'open' || room === 0) return open;
  return [...open, ...read(connection.sql(listStatements.overRoots).all(room))];
}

/** How many roots are open. */
export function countOpenRoots(connection: Connection): number {
  return count(connection.sql(listStatements.countOpenRoots).get());
}

/** Roots of the last day in which any was resolved: by importance, then the newest resolution first. */
export function resolvedLately(connection: Connection, limit: number): readonly Incident[] {
  const newest = connection.sql(listStatements.newestOver).get();
  if (newest === undefined) return [];
  const since = integer(newest, 'over_at') - latelyMs;
  const found: Incident[] = [];
  for (const weight of weights) {
    const room = limit - found.length;
    if (room > 0) found.push(...read(connection.sql(listStatements.overOfWeight).all(weight, since, room)));
  }
  return found;
}

/** Roots that are over, the newest resolution first, from a place on. */
export function over(connection: Connection, { before, from, limit }: OverFilter): OverPiece {
  const { at, n } = before ?? { at: Number.MAX_SAFE_INTEGER, n: 0 };
  const rows = connection.sql(listStatements.overBefore).all(at, n, from ?? 0, limit);
  const last = rows.at(-1);
  return {
    incidents: readEach(rows, (row) => ({ incident: incidentOf(row), place: placeOf(row) })).read,
    next: last === undefined || rows.length < limit ? null : placeOf(last),
  };
}

function placeOf(row: Row): OverPlace {
  return { at: integer(row, 'over_at'), n: integer(row, 'added') };
}

/** The children of a root, oldest first. */
export function children(connection: Connection, root: string, limit: number): readonly Incident[] {
  return read(connection.sql(listStatements.children).all(root, limit));
}

/** The issues under these keys, in this order. */
export function issues(connection: Connection, keys: readonly string[]): readonly Issue[] {
  const rows = connection.sql(listStatements.issues).all(JSON.stringify(keys));
  return readEach(rows, (row) => readRow('issue', row, () => document(row, 'doc', isIssue))).read;
}

/** What the children of a root add up to. */
export function childrenTally(connection: Connection, root: string): ChildrenTally {
  const sums = connection.sql(listStatements.childrenSums).get(root) ?? {};
  return {
    count: count(sums),
    alerts: integerOrNull(sums, 'alerts') ?? 0,
    events: integerOrNull(sums, 'events') ?? 0,
    openedAt: integerOrNull(sums, 'opened_at'),
    lastAlertAt: integerOrNull(sums, 'last_alert_at'),
    services: connection
      .sql(listStatements.childrenServices)
      .all(root)
      .map((row) => ({ name: text(row, 'name'), firstAt: integer(row, 'first_at') })),
  };
}

/** Incidents whose page joined this one's, oldest first. */
export function joined(connection: Connection, collector: string, limit: number): readonly Incident[] {
  return read(connection.sql(listStatements.joined).all(collector, limit));
}

/** How many pages joined this one's. */
export function countJoined(connection: Connection, collector: string): number {
  return count(connection.sql(listStatements.countJoined).get(collector));
}

/** One that cannot be read is missing in a list; asked for by its id, it says so. */
function read(rows: readonly Row[]): readonly Incident[] {
  return readEach(rows, incidentOf).read;
}

function count(row: Row | undefined): number {
  return row === undefined ? 0 : integer(row, 'count');
}
