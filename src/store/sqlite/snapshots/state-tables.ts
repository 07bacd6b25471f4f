import { itemsRemembered } from '../rows/timeline.ts';

/** What a snapshot holds of one table. */
interface StateTable {
  readonly table: string;
  /** By these its rows are written back as they were. */
  readonly columns: readonly string[];
  /** Reads them in the order in which they were added. */
  readonly select: string;
}

/** The tables that `loadBrain` reads, without the rows that have left the brain's memory. */
export const stateTables: readonly StateTable[] = [
  of('setting', ['name', 'value'], `FROM setting WHERE name IN ('brain', 'cursor')`),
  ...documents('issue'),
  of(
    'incident',
    ['id', 'status', 'opened_at', 'changed_at', 'doc'],
    'FROM incident WHERE forgotten = 0 ORDER BY added',
  ),
  of('member', ['incident', 'id'], 'FROM member ORDER BY added'),
  ...documents('timer', 'release', 'baseline', 'project', 'brain_lane', 'drill'),
  of(
    'timeline',
    ['incident', 'writer', 'n', 'at', 'kind', 'decision', 'tell'].map((name) => `timeline.${name}`),
    itemsRemembered,
  ),
];

function documents(...tables: readonly string[]): readonly StateTable[] {
  return tables.map((table) => of(table, ['key', 'doc'], `FROM ${table} ORDER BY added`));
}

function of(table: string, columns: readonly string[], from: string): StateTable {
  const names = columns.map((column) => column.slice(column.indexOf('.') + 1));
  return { table, columns: names, select: `SELECT ${columns.join(', ')} ${from}` };
}
