import type { Change } from '../domain/state.ts';

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

interface Noted {
  readonly change: Change;
  readonly at: number;
}

/** Changes in the order of their last writing, at most one a row. */
export class ChangeLog {
  private readonly tables = new Map<Table, Map<string, Noted>>();
  private written = 0;

  /** Notes a change; an earlier one of the same row is forgotten. */
  add(change: Change): void {
    let rows = this.tables.get(change.table);
    if (rows === undefined) {
      rows = new Map();
      this.tables.set(change.table, rows);
    }
    this.written += 1;
    rows.set(rowOf(change), { change, at: this.written });
  }

  /** The change noted for a row of a table, if any. */
  get<T extends Table>(table: T, row: string): Of<T> | undefined {
    const change = this.tables.get(table)?.get(row)?.change;
    return change !== undefined && isOf(change, table) ? change : undefined;
  }

  /** Everything noted. */
  all(): readonly Change[] {
    const noted: Noted[] = [];
    for (const rows of this.tables.values()) for (const one of rows.values()) noted.push(one);
    return noted.sort((a, b) => a.at - b.at).map(({ change }) => change);
  }
}

function isOf<T extends Table>(change: Change, table: T): change is Of<T> {
  return change.table === table;
}
