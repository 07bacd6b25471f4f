import type { Change } from '../../../domain/state.ts';
import type { Connection } from '../file/connection.ts';
import { writeIncident } from './incidents/incident-row.ts';
import { saveSetting } from '../file/settings.ts';
import { writeItem } from './timeline.ts';

/** Writes what the brain changed, in the order in which it did; the caller holds the transaction. */
export function writeChanges(connection: Connection, changes: readonly Change[]): void {
  for (const change of changes) writeChange(connection, change);
}

function writeChange(connection: Connection, change: Change): void {
  switch (change.table) {
    case 'meta':
      saveSetting(connection, 'brain', JSON.stringify(change.row));
      return;
    case 'incident':
      writeIncident(connection, change.row);
      return;
    case 'forget':
      forgetIncident(connection, change.key);
      return;
    case 'member':
      connection
        .sql('INSERT INTO member (incident, id) VALUES (?, ?) ON CONFLICT DO NOTHING')
        .run(change.incident, change.id);
      return;
    case 'drop-member':
      connection.sql('DELETE FROM member WHERE incident = ? AND id = ?').run(change.incident, change.id);
      return;
    case 'timeline':
      writeItem(connection, change.row);
      return;
    case 'issue':
    case 'timer':
    case 'release':
    case 'baseline':
    case 'project':
    case 'lane':
    case 'drill':
      writeDocument(connection, change);
  }
}

type DocumentChange = Extract<
  Change,
  { readonly table: 'issue' | 'timer' | 'release' | 'baseline' | 'project' | 'lane' | 'drill' }
>;

/** These tables look alike: a key, a document, and the order in which they were added. */
const documentStatements = {
  issue: documentTable('issue'),
  timer: documentTable('timer'),
  release: documentTable('release'),
  baseline: documentTable('baseline'),
  project: documentTable('project'),
  lane: documentTable('brain_lane'),
  drill: documentTable('drill'),
} as const;

function documentTable(table: string): { readonly put: string; readonly drop: string } {
  return {
    put: `INSERT INTO ${table} (key, doc) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET doc = excluded.doc`,
    drop: `DELETE FROM ${table} WHERE key = ?`,
  };
}

function writeDocument(connection: Connection, change: DocumentChange): void {
  const { put, drop } = documentStatements[change.table];
  if (change.row === null) connection.sql(drop).run(change.key);
  else connection.sql(put).run(change.key, JSON.stringify(change.row));
}

/** The row and its timeline stay for readers; the distinct members have served their purpose. */
function forgetIncident(connection: Connection, id: string): void {
  connection.sql('UPDATE incident SET forgotten = 1 WHERE id = ?').run(id);
  connection.sql('DELETE FROM member WHERE incident = ?').run(id);
}
