import type { Miscount } from '../../../../domain/books.ts';
import { integer, integerOrNull } from '../../file/columns.ts';
import { connect, type Connection } from '../../file/connection.ts';
import { carriedUpto, setting } from '../../file/settings.ts';
import { isOfSentry } from '../genuine.ts';
import { carriedRows, standing } from './carried.ts';

/** So many rows are counted before others have the thread. */
const slice = 4_000;

/**
 * Counts what the books carry from its rows. A connection of its own reads within one transaction: everything is of one
 * moment however much is written meanwhile, and no writer waits for it.
 */
export async function recount(path: string, signal: AbortSignal): Promise<readonly Miscount[]> {
  const connection = connect({ path, readOnly: true });
  try {
    connection.database.exec('BEGIN');
    const found = await countAll(connection, signal);
    return signal.aborted ? [] : differences(connection, found);
  } finally {
    connection.close();
  }
}

/** Figures by kind and incident. */
type Found = Map<string, number>;

const keyOf = (kind: string, incident: string): string => JSON.stringify([kind, incident]);

async function countAll(connection: Connection, signal: AbortSignal): Promise<Found> {
  const found: Found = new Map();
  const add = (kind: string, incident: string, entries: number): void => {
    const key = keyOf(kind, incident);
    found.set(key, (found.get(key) ?? 0) + entries);
  };
  for await (const [after, upto] of slices(connection, 'disposition', signal)) {
    for (const { kind, incident, entries } of standing(connection, after, upto)) add(kind, incident, entries);
    add('accepted', '', withoutBody(connection, after, upto));
  }
  for await (const [after, upto] of slices(connection, 'inbox', signal)) {
    const row = connection
      .sql(
        `SELECT count(*) FILTER (WHERE ${isOfSentry}) AS accepted, coalesce(sum(bytes), 0) AS bytes
         FROM inbox NOT INDEXED WHERE seq > ? AND seq <= ?`,
      )
      .get(after, upto);
    add('accepted', '', integer(row ?? {}, 'accepted'));
    add('bytes', '', integer(row ?? {}, 'bytes'));
  }
  return found;
}

/** Parts of what is carried of a table, in each of which some rows stand. */
async function* slices(
  connection: Connection,
  table: 'disposition' | 'inbox',
  signal: AbortSignal,
): AsyncGenerator<readonly [after: number, upto: number], void, void> {
  const last = carriedUpto(connection);
  const next = connection.sql(`SELECT min(seq) AS seq FROM ${table} WHERE seq > ?`);
  for (let after = 0; !signal.aborted;) {
    const first = integerOrNull(next.get(after) ?? { seq: null }, 'seq');
    if (first === null || first > last) return;
    after = Math.min(first - 1 + slice, last);
    yield [first - 1, after];
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Entries of Sentry's of which only the disposition is left. */
function withoutBody(connection: Connection, after: number, upto: number): number {
  const row = connection
    .sql(
      `SELECT count(*) AS entries FROM disposition NOT INDEXED
       WHERE seq > ? AND seq <= ? AND pruned = 1 AND ${isOfSentry}`,
    )
    .get(after, upto);
  return integer(row ?? {}, 'entries');
}

/** What has no row any more is known by its number alone. */
function differences(connection: Connection, found: Found): readonly Miscount[] {
  const all = carriedRows(connection);
  const gone = all.reduce((sum, one) => sum + one.gone, 0);
  const figures = [
    ...all.map((one) => ({ ...one, carried: one.entries, gone: one.kind === 'accepted' ? gone : one.gone })),
    { kind: 'bytes', incident: '', carried: Number(setting(connection, 'carried-bytes') ?? '0'), gone: 0 },
  ];
  const known = new Set(figures.map(({ kind, incident }) => keyOf(kind, incident)));
  const unknown = [...found]
    .filter(([key]) => !known.has(key))
    .map(([key, entries]) => {
      const [kind, incident] = JSON.parse(key) as [string, string];
      return { kind, incident, carried: 0, found: entries };
    });
  return [
    ...figures.map(({ kind, incident, carried, gone: without }) => {
      return { kind, incident, carried, found: without + (found.get(keyOf(kind, incident)) ?? 0) };
    }),
    ...unknown,
  ].filter(({ carried, found: rows }) => carried !== rows);
}
