import { integer } from '../../file/columns.ts';
import type { Connection } from '../../file/connection.ts';
import type { Room } from '../../file/room.ts';
import { carriedUpto, cursor } from '../../file/settings.ts';
import { carry } from '../books/carried.ts';
import { forgetObjectives } from '../books/objectives.ts';
import { forgetRefused } from '../quarantine.ts';
import { forgetSeen } from '../seen.ts';
import type { Bite } from './bite.ts';
import { BodyWalk } from './bodies.ts';
import { IncidentWalk } from './incidents.ts';

/** How long bodies and closed incidents are kept, and how many bytes of bodies. */
interface Retention {
  readonly maxAgeMs: number;
  readonly maxBytes: number;
}

/** Rows of one kind that one call removes at most: nobody else can write meanwhile. */
const rowsACall = 200;

/** Pages of 4 KiB that one call gives back to the disk at most. */
const pagesACall = 250;

/**
 * Removes what is older than the retention, a bounded lot a call. Each call goes on where the one before has ended: what
 * is held back is not looked through again for every lot behind it.
 */
export function pruning(connection: Connection, room: Room): (retention: Retention, now: number) => Bite {
  const bodies = new BodyWalk(connection, room);
  const incidents = new IncidentWalk(connection);
  return (retention, now) =>
    connection.write(() => {
      const before = now - retention.maxAgeMs;
      // What is not carried is not removed.
      carry(connection);
      const bites = [
        bodies.step(before, retention.maxBytes),
        bite(forgetSeen(connection, now, rowsACall)),
        bite(forgetRefused(connection, before, rowsACall)),
        bite(removeClosedLetters(connection, before)),
        bite(forgetObjectives(connection, now)),
      ];
      const done = carriedUpto(connection) === cursor(connection) && !bites.some(({ more }) => more);
      // Incidents go once nothing that was counted for them has a row any more.
      const last = done ? incidents.step(before) : { removed: 0, more: true };
      return {
        removed: [...bites, last].reduce((sum, { removed }) => sum + removed, 0),
        more: shrink(connection) || last.more,
      };
    });
}

function bite(removed: number): Bite {
  return { removed, more: removed >= rowsACall };
}

/** Gives free pages back to the disk; true while there are more of them. */
function shrink(connection: Connection): boolean {
  connection.database.exec(`PRAGMA incremental_vacuum(${pagesACall})`);
  return integer(connection.sql('PRAGMA freelist_count').get() ?? {}, 'freelist_count') >= pagesACall;
}

function removeClosedLetters(connection: Connection, before: number): number {
  const result = connection
    .sql(
      `DELETE FROM dead_letter WHERE id IN (
         SELECT id FROM dead_letter WHERE state <> 'open' AND coalesce(closed_at, at) < ?
         ORDER BY coalesce(closed_at, at) LIMIT ?
       )`,
    )
    .run(before, rowsACall);
  return Number(result.changes);
}
