import { StoreUnusable } from '../../../seams/store.ts';
import type { Row } from './columns.ts';

/** A row that holds something else than the relay writes: which one, what is wrong with it, and what to do. */
export class DamagedRow extends StoreUnusable {
  readonly id: string;

  constructor(table: string, id: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`The row ${id} of the table ${table} cannot be read. ${why}`, { cause });
    this.id = id;
  }
}

/**
 * Reads a row of this table; its query has to select what tells it from others: `id`, `key` or `name`.
 * @throws DamagedRow
 */
export function readRow<T>(table: string, row: Row, read: (row: Row) => T): T {
  try {
    return read(row);
  } catch (error) {
    const id = row['id'] ?? row['key'] ?? row['name'] ?? '?';
    throw new DamagedRow(table, String(id), error);
  }
}

/** Reads rows one by one: what cannot be read costs the others nothing. */
export function readEach<T>(
  rows: readonly Row[],
  read: (row: Row) => T,
): { readonly read: readonly T[]; readonly damaged: readonly DamagedRow[] } {
  const found: T[] = [];
  const damaged: DamagedRow[] = [];
  for (const row of rows) {
    try {
      found.push(read(row));
    } catch (error) {
      if (!(error instanceof DamagedRow)) throw error;
      damaged.push(error);
    }
  }
  return { read: found, damaged };
}
