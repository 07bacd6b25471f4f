import type { StoreStats } from '../../../seams/store.ts';
import { integer } from '../file/columns.ts';
import type { Connection } from '../file/connection.ts';
import { lastSentry } from './genuine.ts';
import type { Room } from '../file/room.ts';
import { cursor } from '../file/settings.ts';
import { tallyQuarantine } from './quarantine.ts';

/** Figures for health and metrics. */
export function stats(connection: Connection, room: Room): StoreStats {
  const sizes = room.sizes();
  const quarantinedBy = tallyQuarantine(connection);
  return {
    cursor: cursor(connection),
    lastSeq: count(connection, `SELECT coalesce(max(seq), 0) AS n FROM sqlite_sequence WHERE name = 'inbox'`),
    unappliedBytes: sizes.unapplied,
    bodyBytes: sizes.all,
    openDeadLetters: count(connection, `SELECT count(*) AS n FROM dead_letter WHERE state = 'open'`),
    quarantined: Object.values(quarantinedBy).reduce((sum, of) => sum + of, 0),
    quarantinedBy,
    lastSentry: lastSentry(connection),
  };
}

function count(connection: Connection, sql: string): number {
  return integer(connection.sql(sql).get() ?? {}, 'n');
}
