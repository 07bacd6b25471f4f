import type { Disposition } from '../../../domain/inbox/disposition.ts';
import type { Silence } from '../../../domain/routing/silence.ts';
import type { BrainMeta, BrainRows } from '../../../domain/state.ts';
import { StaleCursor } from '../../../seams/store.ts';
import type { Batch, Ruling } from '../../../seams/store.ts';
import { carryLots } from './books/carried.ts';
import { writeChanges } from './changes.ts';
import { columnsOf } from './disposition.ts';
import { integer, text, type Row } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';
import { readRow } from '../file/damaged-row.ts';
import { bury } from './dead-letters.ts';
import {
  document,
  isBaseline,
  isDrill,
  isIssue,
  isLaneState,
  isMeta,
  isProject,
  isReleases,
  isTimer,
  type Guard,
} from '../file/documents.ts';
import { incidentOf } from './incidents/incident-row.ts';
import { fenceLease } from './lease.ts';
import { want } from './notifications.ts';
import type { Room } from '../file/room.ts';
import { cursor, saveSetting, setting } from '../file/settings.ts';
import { rememberedItems } from './timeline.ts';

/**
 * Everything the brain remembers, each table in the order in which its rows were added; null before the first commit.
 * @throws DamagedRow: what the brain knows is all of it, so it does not go on without a part.
 */
export function loadBrain(connection: Connection): BrainRows | null {
  const meta = metaIn(connection);
  if (meta === null) return null;
  // Row by row: all texts of a large store at once take more than all that is made of them.
  const each = <T>(sql: string, made: (row: Row) => T): readonly T[] =>
    Array.from(connection.sql(sql).iterate(), made);
  const rowsOf = <T>(table: string, made: (row: Row) => T): readonly T[] =>
    each(`SELECT key, doc FROM ${table} ORDER BY added`, made);
  const documents = <T extends object>(table: string, guard: Guard<T>): readonly T[] =>
    rowsOf(table, (row) => keyed(table, row, guard));
  return {
    // The cursor is kept for itself: it moves even in a commit that changes nothing else.
    meta: { ...meta, cursor: cursor(connection) },
    issues: documents('issue', isIssue),
    incidents: each('SELECT id, doc FROM incident WHERE forgotten = 0 ORDER BY added', incidentOf),
    members: each('SELECT incident, id FROM member ORDER BY added', (row) => ({
      incident: text(row, 'incident'),
      id: text(row, 'id'),
    })),
    timers: documents('timer', isTimer),
    releases: documents('release', isReleases),
    baselines: documents('baseline', isBaseline),
    projects: documents('project', isProject),
    lanes: rowsOf('brain_lane', (row) => ({
      key: text(row, 'key'),
      row: keyed('brain_lane', row, isLaneState),
    })),
    drills: documents('drill', isDrill),
    timeline: rememberedItems(connection),
  };
}

/** Reads the document of a row that is found by its key. @throws DamagedRow */
export function keyed<T extends object>(table: string, row: Row, guard: Guard<T>): T {
  return readRow(table, row, () => document(row, 'doc', guard));
}

/** The brain's own values, with an older cursor maybe; null before the first commit. */
export function metaIn(connection: Connection): BrainMeta | null {
  const row = connection.sql(`SELECT name, value FROM setting WHERE name = 'brain'`).get();
  return row === undefined ? null : readRow('setting', row, () => document(row, 'value', isMeta));
}

/** The silences that the brain remembers, oldest first. */
export function silences(connection: Connection): readonly Silence[] {
  return metaIn(connection)?.silences ?? [];
}

/** The rules that the brain goes by, as it committed them. */
export function ruling(connection: Connection): Ruling | null {
  const meta = metaIn(connection);
  return meta === null ? null : { policy: meta.policy, since: meta.policySince ?? null };
}

/** Commits a run of entries: all or nothing, fenced by the lease's epoch and the cursor. */
export function commit(connection: Connection, room: Room, batch: Batch, now: number): void {
  const appliedBytes = connection.write(() => {
    fenceLease(connection, { name: 'brain', epoch: batch.epoch });
    fenceCursor(connection, batch);
    writeDispositions(connection, batch);
    writeChanges(connection, batch.changes);
    requireMeta(connection);
    for (const wanted of batch.wanted) want(connection, wanted, now);
    for (const letter of batch.deadLetters) bury(connection, letter);
    saveSetting(connection, 'cursor', String(batch.to));
    carryLots(connection, batch.dispositions.length);
    return bytesBetween(connection, batch);
  });
  room.applied(appliedBytes);
}

function fenceCursor(connection: Connection, { from, to }: Batch): void {
  const stored = cursor(connection);
  if (stored !== from) {
    throw new StaleCursor(
      `The cursor stands at ${stored}; this process committed from ${from} and changed nothing. ` +
        'It must stop: another one has applied entries in the meantime.',
    );
  }
  if (to < from)
    throw new Error(`A commit from ${from} to ${to} would move the cursor back; nothing was changed.`);
}

/** Without its own values the brain could not be loaded again, so the very first commit has to bring them. */
function requireMeta(connection: Connection): void {
  if (setting(connection, 'brain') !== null) return;
  throw new Error(
    "The first commit has to bring the brain's own values (a change of the table meta); nothing was changed.",
  );
}

/** Writes what became of each entry between the cursors. Exactly one each: an entry without one would be lost to the books. */
function writeDispositions(connection: Connection, batch: Batch): void {
  for (const { seq, disposition } of batch.dispositions) {
    if (seq <= batch.from || seq > batch.to) {
      throw new Error(
        `The disposition of entry ${seq} lies outside the commit ${batch.from} to ${batch.to}; nothing was changed.`,
      );
    }
    writeDisposition(connection, seq, disposition);
  }
  const row = connection
    .sql('SELECT count(*) AS entries FROM inbox WHERE seq > ? AND seq <= ?')
    .get(batch.from, batch.to);
  const entries = integer(row ?? {}, 'entries');
  if (entries === batch.dispositions.length) return;
  throw new Error(
    `The commit ${batch.from} to ${batch.to} covers ${entries} entries but brings ${batch.dispositions.length} dispositions; nothing was changed.`,
  );
}

function writeDisposition(connection: Connection, seq: number, disposition: Disposition): void {
  const incident = disposition.kind === 'counted' ? disposition.incident : null;
  const { code, said } = columnsOf(disposition.decision);
  const written = connection
    .sql(
      `INSERT INTO disposition (seq, source, received_at, kind, incident, code, said)
       SELECT seq, source, received_at, ?, ?, ?, ? FROM inbox WHERE seq = ?`,
    )
    .run(disposition.kind, incident, code, said, seq);
  if (written.changes === 0) throw new Error(`There is no entry ${seq} to dispose of; nothing was changed.`);
}

function bytesBetween(connection: Connection, { from, to }: Batch): number {
  const row = connection
    .sql('SELECT coalesce(sum(bytes), 0) AS bytes FROM inbox WHERE seq > ? AND seq <= ?')
    .get(from, to);
  return integer(row ?? {}, 'bytes');
}
