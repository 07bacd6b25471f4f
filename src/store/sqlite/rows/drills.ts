import type { Drill } from '../../../domain/drill/drill.ts';
import type { Connection } from '../file/connection.ts';
import { document, isDrill } from '../file/documents.ts';

/** One drill; null when there is none (any more). */
export function drill(connection: Connection, id: string): Drill | null {
  const row = connection.sql('SELECT doc FROM drill WHERE key = ?').get(id);
  return row === undefined ? null : document(row, 'doc', isDrill);
}

/** Drills, newest first. */
export function drills(connection: Connection, limit: number): readonly Drill[] {
  return connection
    .sql('SELECT doc FROM drill ORDER BY added DESC LIMIT ?')
    .all(limit)
    .map((row) => document(row, 'doc', isDrill));
}
