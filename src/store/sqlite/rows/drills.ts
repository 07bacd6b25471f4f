import type { Drill } from '../../../domain/drill/drill.ts';
import type { Row } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';
import { readEach, readRow } from '../file/damaged-row.ts';
import { document, isDrill } from '../file/documents.ts';

/** One drill; null when there is none (any more). */
export function drill(connection: Connection, id: string): Drill | null {
  const row = connection.sql('SELECT key, doc FROM drill WHERE key = ?').get(id);
  return row === undefined ? null : drillOf(row);
}

/** Drills, newest first. */
export function drills(connection: Connection, limit: number): readonly Drill[] {
  const rows = connection.sql('SELECT key, doc FROM drill ORDER BY added DESC LIMIT ?').all(limit);
  return readEach(rows, drillOf).read;
}

function drillOf(row: Row): Drill {
  return readRow('drill', row, () => document(row, 'doc', isDrill));
}
