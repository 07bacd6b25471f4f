import { balanceRoot, type RootRows } from '../../../balance.ts';
import { integer, integerOrNull } from '../../file/columns.ts';
import type { Connection } from '../../file/connection.ts';
import { cursor } from '../../file/settings.ts';
import { isOfSentry } from '../genuine.ts';
import type { Carried } from './carried.ts';

/** What the rows say of a root incident and its children, and whose rows these are. */
export interface FamilyRows extends RootRows, Family {}

interface Family extends Pick<RootRows, 'root' | 'counted'> {
  /** Whether it has children for which anything was counted. */
  readonly isStorm: boolean;
  /** So many of those that were counted have no row any more. */
  readonly gone: number;
  /** When the newest of these came, virtual ms; null: none has gone. */
  readonly goneAt: number | null;
}

/** Adds up what was counted, a root with its children. */
export function familiesOf(
  counted: readonly Carried[],
  parents: ReadonlyMap<string, string>,
): readonly Family[] {
  const families = new Map<string, Family>();
  for (const { incident, entries, gone, goneAt } of counted) {
    const root = parents.get(incident) ?? incident;
    const known = families.get(root) ?? { root, counted: 0, isStorm: false, gone: 0, goneAt: null };
    families.set(root, {
      root,
      counted: known.counted + entries,
      isStorm: known.isStorm || root !== incident,
      gone: known.gone + gone,
      goneAt: goneAt === null ? known.goneAt : Math.max(goneAt, known.goneAt ?? goneAt),
    });
  }
  return [...families.values()];
}

/** received_at of the oldest alert in flight; null when none is. */
export function oldestInFlight(connection: Connection, roots: readonly FamilyRows[]): number | null {
  const times = [oldestUnapplied(connection)];
  for (const root of roots) {
    const { covered, inFlight } = balanceRoot(root);
    if (inFlight > 0) times.push(countedAt(connection, root, covered));
  }
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function oldestUnapplied(connection: Connection): number | null {
  const row = connection
    .sql(`SELECT received_at FROM inbox WHERE ${isOfSentry} AND seq > ? ORDER BY seq LIMIT 1`)
    .get(cursor(connection));
  return row === undefined ? null : integer(row, 'received_at');
}

/** received_at of a root's first alert after the `covered` ones: messages cover alerts in the order of the inbox. */
function countedAt(connection: Connection, family: FamilyRows, covered: number): number | null {
  const { counted, gone, goneAt, isStorm } = family;
  // Its row has gone: it is at least as old as the newest of those.
  if (covered < gone) return goneAt;
  const places: Places = { before: covered - gone, behind: counted - covered - 1 };
  return isStorm ? ofStorm(connection, family, places) : ofOne(connection, family.root, places);
}

/** How many rows stand before the one that is looked for, and how many after it. */
interface Places {
  readonly before: number;
  readonly behind: number;
}

/** The index has an incident's rows in order; the nearer end is where the look begins. */
function ofOne(connection: Connection, incident: string, { before, behind }: Places): number | null {
  const [order, skip] = before <= behind ? ['ASC', before] : ['DESC', behind];
  const row = connection
    .sql(
      `SELECT received_at FROM disposition WHERE ${isOfSentry} AND kind = 'counted' AND incident = ?
       ORDER BY seq ${order} LIMIT 1 OFFSET ?`,
    )
    .get(incident, skip);
  return row === undefined ? null : integer(row, 'received_at');
}

/** Among so many of the newest entries a storm's are looked through one by one. */
const newest = 20_000;

/**
 * No index has the rows of a storm in order, and what its message lacks is among the newest entries nearly always. Where
 * it is not, that message has been outdated for as long.
 */
function ofStorm(connection: Connection, { root }: FamilyRows, { behind }: Places): number | null {
  const row = connection
    .sql(
      `SELECT received_at FROM disposition NOT INDEXED
       WHERE seq > ?1 AND ${isOfSentry} AND kind = 'counted'
         AND incident IN (SELECT id FROM incident WHERE parent = ?2 UNION SELECT ?2)
       ORDER BY seq DESC LIMIT 1 OFFSET ?3`,
    )
    .get(cursor(connection) - newest, root, behind);
  return row === undefined ? outdatedSince(connection, root) : integer(row, 'received_at');
}

function outdatedSince(connection: Connection, root: string): number | null {
  const row = connection
    .sql(
      `SELECT coalesce(
         (SELECT min(pending_since) FROM notification WHERE incident = ?1 AND surface = 'message'),
         (SELECT opened_at FROM incident WHERE id = ?1)
       ) AS since`,
    )
    .get(root);
  return integerOrNull(row ?? { since: null }, 'since');
}
