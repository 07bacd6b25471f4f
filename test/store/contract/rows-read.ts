import type { BrainRows, Change } from '../../../src/domain/state.ts';
import type { Store } from '../../../src/seams/store.ts';

/** What a store reads row by row, as `byOwner` has it. */
export async function rowsRead(store: Pick<Store, 'readBrain'>): Promise<unknown> {
  const reading = await store.readBrain();
  if (reading === null) return null;
  const changes = [...reading.changes];
  const rowsOf = (table: Change['table']): readonly object[] =>
    changes.flatMap((change) =>
      change.table === table && 'row' in change && change.row !== null ? [change.row] : [],
    );
  return byOwner({
    meta: reading.meta,
    issues: rowsOf('issue'),
    incidents: rowsOf('incident'),
    members: changes.flatMap((change) =>
      change.table === 'member' ? [{ incident: change.incident, id: change.id }] : [],
    ),
    timers: rowsOf('timer'),
    releases: rowsOf('release'),
    baselines: rowsOf('baseline'),
    projects: rowsOf('project'),
    lanes: changes.flatMap((change) =>
      change.table === 'lane' ? [{ key: change.key, row: change.row }] : [],
    ),
    drills: rowsOf('drill'),
    timeline: rowsOf('timeline'),
  });
}

/** Rows in any order, but for the members and the items of one incident. */
export function byOwner(rows: Readonly<Record<keyof BrainRows, unknown>>): unknown {
  return Object.fromEntries(
    Object.entries(rows).map(([name, held]) => [name, Array.isArray(held) ? grouped(name, held) : held]),
  );
}

function grouped(name: string, rows: readonly Readonly<Record<string, unknown>>[]): unknown {
  const of = name === 'members' || name === 'timeline' ? 'incident' : name === 'incidents' ? 'id' : null;
  return Object.groupBy(rows, (row) => String(of === null ? (row['key'] ?? row['id']) : row[of]));
}
