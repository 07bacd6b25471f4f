import { tooMany, type Snapshot, type SnapshotLimits } from '../../../domain/inbox/snapshot.ts';
import type { BrainRows } from '../../../domain/state.ts';
import type { SnapshotStore } from '../../../seams/snapshot-store.ts';
import { integer, type Row } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';
import { schemaVersion } from '../file/migrate.ts';
import { cursor } from '../file/settings.ts';
import type { Writes } from '../file/write-group.ts';
import { copyState, type StateCopy } from './copy-state.ts';
import { unpackState } from './unpack-state.ts';

/** Snapshots in a store's file. */
export function snapshotsIn(connection: Connection, writes: Writes): SnapshotStore {
  const c = connection;
  return {
    snapshots: async () => Promise.resolve(listed(c)),
    loadSnapshot: async (seq) => Promise.resolve(load(c, seq)),
    unbrokenFrom: async () => Promise.resolve(unbrokenFrom(c)),
    takeSnapshot: async (limits, signal) => {
      const copy = copyState(c.path);
      if (copy === null) return null;
      try {
        return await save(c, writes, { copy, limits, signal });
      } finally {
        copy.close();
      }
    },
  };
}

function listed(connection: Connection): Awaited<ReturnType<SnapshotStore['snapshots']>> {
  const form = schemaVersion(connection.database);
  const all = wholeOnes(connection);
  const readable = all.filter((row) => integer(row, 'form') === form);
  return { readable: readable.map(snapshotOf), others: all.length - readable.length };
}

function wholeOnes(connection: Connection): readonly Row[] {
  return connection.sql('SELECT seq, at, form, bytes FROM snapshot WHERE whole = 1 ORDER BY seq').all();
}

function snapshotOf(row: Row): Snapshot {
  return { seq: integer(row, 'seq'), at: integer(row, 'at'), bytes: integer(row, 'bytes') };
}

function load(connection: Connection, seq: number): BrainRows | null {
  const parts = connection
    .sql(
      'SELECT part.rows FROM snapshot JOIN snapshot_part AS part USING (seq) WHERE seq = ? AND whole = 1 ORDER BY n',
    )
    .all(seq)
    .map(({ rows }) => rows)
    .filter((rows) => rows instanceof Uint8Array);
  return parts.length === 0 ? null : unpackState(parts);
}

/** What is kept of dead letters stands alone in front of it. */
function unbrokenFrom(connection: Connection): number {
  const row = connection
    .sql(
      `SELECT coalesce(max(seq), 1) AS first FROM inbox
       WHERE NOT EXISTS (SELECT 1 FROM inbox AS before WHERE before.seq = inbox.seq - 1)`,
    )
    .get();
  return integer(row ?? {}, 'first');
}

interface Saving {
  readonly copy: StateCopy;
  readonly limits: SnapshotLimits;
  readonly signal: AbortSignal;
}

async function save(
  connection: Connection,
  writes: Writes,
  { copy, limits, signal }: Saving,
): Promise<Snapshot | null> {
  const { seq, at, form, parts } = copy;
  if (wholeOnes(connection).some((row) => integer(row, 'seq') === seq)) return null;
  await writes.inOrder(() => {
    // What a kill cut off.
    connection.sql('DELETE FROM snapshot WHERE whole = 0').run();
    connection.sql('INSERT INTO snapshot (seq, at, form) VALUES (?, ?, ?)').run(seq, at, form);
  });
  let [n, bytes] = [0, 0];
  for await (const part of parts()) {
    bytes += part.length;
    if (signal.aborted || bytes > limits.bytes) return null;
    const place = n;
    n += 1;
    await writes.inOrder(() =>
      connection.sql('INSERT INTO snapshot_part (seq, n, rows) VALUES (?, ?, ?)').run(seq, place, part),
    );
  }
  await writes.inOrder(() => {
    connection.sql('UPDATE snapshot SET whole = 1, bytes = ? WHERE seq = ?').run(bytes, seq);
    removeUseless(connection, limits);
  });
  return { seq, at, bytes };
}

/** From one behind which an entry is gone nothing can be replayed. */
function removeUseless(connection: Connection, limits: SnapshotLimits): void {
  connection
    .sql(
      `DELETE FROM snapshot WHERE seq < ?
       AND NOT EXISTS (SELECT 1 FROM inbox WHERE inbox.seq = snapshot.seq + 1)`,
    )
    .run(cursor(connection));
  for (const { seq } of tooMany(wholeOnes(connection).map(snapshotOf), limits))
    connection.sql('DELETE FROM snapshot WHERE seq = ?').run(seq);
}
