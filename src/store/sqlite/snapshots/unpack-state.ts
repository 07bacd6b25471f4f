import { inflateRawSync } from 'node:zlib';
import type { BrainRows } from '../../../domain/state.ts';
import { loadBrain } from '../rows/brain.ts';
import { connect } from '../file/connection.ts';
import { migrate } from '../file/migrate.ts';
import { stateTables } from './state-tables.ts';

type RowLine = readonly [place: number, ...columns: (string | number | null)[]];

/**
 * What the brain remembered, out of the parts of a snapshot of this version: its rows are put into tables in memory, and
 * read there as at every start.
 */
export function unpackState(parts: readonly Uint8Array[]): BrainRows | null {
  const connection = connect({ path: ':memory:', readOnly: false });
  try {
    migrate(connection.database);
    const puts = stateTables.map(({ table, columns }) =>
      connection.sql(
        `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      ),
    );
    connection.write(() => {
      for (const part of parts)
        for (const line of inflateRawSync(part).toString().split('\n')) {
          const [place, ...columns] = JSON.parse(line) as RowLine;
          puts[place]?.run(...columns);
        }
    });
    return loadBrain(connection);
  } finally {
    connection.close();
  }
}
