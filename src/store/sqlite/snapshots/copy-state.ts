import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import { metaIn } from '../rows/brain.ts';
import { connect, type Connection } from '../file/connection.ts';
import { schemaVersion } from '../file/migrate.ts';
import { cursor } from '../file/settings.ts';
import { stateTables } from './state-tables.ts';

/** The brain's rows of one moment. */
export interface StateCopy {
  readonly seq: number;
  /** The brain's time, virtual ms. */
  readonly at: number;
  /** Version of the tables. */
  readonly form: number;
  /** Packed, in parts (`unpack-state.ts`); once. */
  readonly parts: () => AsyncGenerator<Uint8Array, void, void>;
  readonly close: () => void;
}

/** Rows are read for so long before others have the thread, real ms. */
const sliceMs = 4;
/** Characters of a part before it is packed. */
const partSize = 256 * 1024;

const packed = promisify(deflateRaw);

/**
 * Begins to copy what the brain remembers by its newest commit; null before the first. A connection of its own reads the rows
 * within one transaction: they are of one moment however much is written meanwhile, and no writer waits for it.
 */
export function copyState(path: string): StateCopy | null {
  const connection = connect({ path, readOnly: true });
  try {
    connection.database.exec('BEGIN');
    const meta = metaIn(connection);
    if (meta === null) {
      connection.close();
      return null;
    }
    return {
      seq: cursor(connection),
      at: meta.now,
      form: schemaVersion(connection.database),
      parts: () => partsOf(connection),
      close: () => connection.close(),
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function* partsOf(connection: Connection): AsyncGenerator<Uint8Array, void, void> {
  let [lines, size, since]: [string[], number, number] = [[], 0, performance.now()];
  for (const line of linesOf(connection)) {
    lines.push(line);
    size += line.length;
    if (size >= partSize) {
      yield await packed(lines.join('\n'));
      [lines, size, since] = [[], 0, performance.now()];
    } else if (performance.now() - since > sliceMs) {
      await new Promise((resolve) => setImmediate(resolve));
      since = performance.now();
    }
  }
  yield await packed(lines.join('\n'));
}

/** A row a line: the place of its table, then its columns. */
function* linesOf({ database }: Connection): Generator<string> {
  for (const [place, { select }] of stateTables.entries())
    for (const row of database.prepare(select).iterate())
      yield JSON.stringify([place, ...Object.values(row)]);
}
