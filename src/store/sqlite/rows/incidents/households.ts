import type { Incident } from '../../../../domain/incident.ts';
import type { BrainReading, Change } from '../../../../domain/state.ts';
import { text, type Row } from '../../file/columns.ts';
import type { Connection } from '../../file/connection.ts';
import {
  isBaseline,
  isDrill,
  isIssue,
  isLaneState,
  isProject,
  isReleases,
  isTimer,
  type Guard,
} from '../../file/documents.ts';
import { cursor } from '../../file/settings.ts';
import { keyed, metaIn } from '../brain.ts';
import { incidentOf } from './incident-row.ts';
import { newestItems } from '../timeline.ts';

/**
 * Everything that `loadBrain` answers with, to be read row by row: an incident with all that is its own before the next. A
 * large store's rows at once would take several times what the brain keeps of them.
 */
export function readBrain(connection: Connection): BrainReading | null {
  const meta = metaIn(connection);
  if (meta === null) return null;
  return { meta: { ...meta, cursor: cursor(connection) }, changes: changesIn(connection) };
}

function* changesIn(connection: Connection): Iterable<Change> {
  const listed = new Set<string>();
  const incidents = connection.sql('SELECT id, doc FROM incident WHERE forgotten = 0 ORDER BY added');
  for (const row of incidents.iterate()) yield* householdOf(connection, incidentOf(row), listed);
  yield* others(connection, listed);
  yield* documentsIn(connection);
}

function* householdOf(connection: Connection, row: Incident, listed: Set<string>): Iterable<Change> {
  const { id: incident } = row;
  yield { table: 'incident', key: incident, row };
  for (const key of row.issues) {
    const found = listed.has(key) ? null : issueAt(connection, key);
    if (found?.row?.incident !== incident) continue;
    listed.add(key);
    yield found;
  }
  const members = connection.sql('SELECT id FROM member WHERE incident = ? ORDER BY added');
  for (const member of members.all(incident)) yield { table: 'member', incident, id: text(member, 'id') };
  for (const item of newestItems(connection, incident)) yield { table: 'timeline', row: item };
}

/** Issues and members that no incident holds which is remembered. */
function* others(connection: Connection, listed: ReadonlySet<string>): Iterable<Change> {
  const known = connection.sql('SELECT count(*) AS issues FROM issue').get();
  // To look at each name of ten thousand takes 40 ms, and mostly all are listed.
  if (known?.['issues'] !== listed.size) yield* strayIssues(connection, listed);
  const strays = connection.sql(
    `SELECT incident, id FROM member
     WHERE incident NOT IN (SELECT id FROM incident WHERE forgotten = 0) ORDER BY added`,
  );
  for (const row of strays.iterate())
    yield { table: 'member', incident: text(row, 'incident'), id: text(row, 'id') };
}

function* strayIssues(connection: Connection, listed: ReadonlySet<string>): Iterable<Change> {
  for (const row of connection.sql('SELECT key FROM issue ORDER BY added').iterate()) {
    const key = text(row, 'key');
    const found = listed.has(key) ? null : issueAt(connection, key);
    if (found !== null) yield found;
  }
}

function issueAt(connection: Connection, key: string): (Change & { readonly table: 'issue' }) | null {
  const row = connection.sql('SELECT key, doc FROM issue WHERE key = ?').get(key);
  return row === undefined ? null : { table: 'issue', key, row: keyed('issue', row, isIssue) };
}

/** What is no incident's own. */
function* documentsIn(connection: Connection): Iterable<Change> {
  const rows = (table: string): Iterable<Row> =>
    connection.sql(`SELECT key, doc FROM ${table} ORDER BY added`).iterate();
  const read = <T extends object>(table: string, row: Row, guard: Guard<T>): { key: string; row: T } => ({
    key: text(row, 'key'),
    row: keyed(table, row, guard),
  });
  for (const row of rows('timer')) yield { table: 'timer', ...read('timer', row, isTimer) };
  for (const row of rows('release')) yield { table: 'release', ...read('release', row, isReleases) };
  for (const row of rows('baseline')) yield { table: 'baseline', ...read('baseline', row, isBaseline) };
  for (const row of rows('project')) yield { table: 'project', ...read('project', row, isProject) };
  for (const row of rows('brain_lane')) yield { table: 'lane', ...read('brain_lane', row, isLaneState) };
  for (const row of rows('drill')) yield { table: 'drill', ...read('drill', row, isDrill) };
}
