import type { Change } from '../../domain/state.ts';

/** Names the row that a change writes within its table: two changes of one name differ in time only. */
function rowOf(change: Change): string {
  switch (change.table) {
    case 'meta':
      return '';
    case 'member':
    case 'drop-member':
      return memberRow(change.incident, change.id);
    case 'timeline':
      return `${change.row.incident} ${change.row.n}`;
    case 'issue':
    case 'incident':
    case 'forget':
    case 'timer':
    case 'release':
    case 'baseline':
    case 'lane':
    case 'drill':
      return change.key;
  }
}

/** How a member's row is called. */
export function memberRow(incident: string, id: string): string {
  return `${incident} ${id}`;
}

type Table = Change['table'];
type Of<T extends Table> = Extract<Change, { readonly table: T }>;

/** Changes in the order of their last writing, at most one a row. */
export class ChangeLog {
  /** Table → row → where its change stands. */
  private readonly tables = new Map<Table, Map<string, number>>();
  /** A row that was written again left an empty place behind. */
  private readonly places: (Change | null)[] = [];

  /** Notes a change; an earlier one of the same row is forgotten. */
  add(change: Change): void {
    let rows = this.tables.get(change.table);
    if (rows === undefined) {
      rows = new Map();
      this.tables.set(change.table, rows);
    }
    const row = rowOf(change);
    const before = rows.get(row);
    if (before !== undefined) this.places[before] = null;
    rows.set(row, this.places.length);
    this.places.push(change);
  }

  /** The change noted for a row of a table, if any. */
  get<T extends Table>(table: T, row: string): Of<T> | undefined {
    const place = this.tables.get(table)?.get(row);
    const change = place === undefined ? undefined : this.places[place];
    return change != null && isOf(change, table) ? change : undefined;
  }

  /** Everything noted. */
  all(): readonly Change[] {
    return this.places.filter((change) => change !== null);
  }
}

/** What several steps changed in turn, as one list of changes. */
export function inTurn(steps: readonly (readonly Change[])[]): readonly Change[] {
  const [only] = steps;
  // A step notes each row once already.
  if (only !== undefined && steps.length === 1) return only;
  const log = new ChangeLog();
  for (const changes of steps) for (const change of changes) log.add(change);
  return log.all();
}

function isOf<T extends Table>(change: Change, table: T): change is Of<T> {
  return change.table === table;
}
