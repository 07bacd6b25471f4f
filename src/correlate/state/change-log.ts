import type { Change } from '../../domain/state.ts';

type Table = Change['table'];
type Of<T extends Table> = Extract<Change, { readonly table: T }>;
/** Tables whose rows have a name of their own. */
type Named = Extract<Change, { readonly key: string }>['table'] | 'meta';

/** Names the row that a change writes within its table, and within its incident where the table has a part for each. */
function rowOf(change: Change): string | number {
  switch (change.table) {
    case 'meta':
      return '';
    case 'member':
    case 'drop-member':
      return change.id;
    case 'timeline':
      return change.row.n;
    case 'issue':
    case 'incident':
    case 'forget':
    case 'timer':
    case 'release':
    case 'baseline':
    case 'project':
    case 'lane':
    case 'drill':
      return change.key;
  }
}

/** The incident in whose part of the table a row stands; '' where the table has no parts. */
function partOf(change: Change): string {
  if (change.table === 'timeline') return change.row.incident;
  return change.table === 'member' || change.table === 'drop-member' ? change.incident : '';
}

/** Looking through so few is faster than an index of them, and most steps write no more. */
const fewChanges = 24;

/** Changes in the order of their last writing, at most one a row. */
export class ChangeLog {
  /** A row that was written again left an empty place behind. */
  private readonly places: (Change | null)[] = [];
  /** Where the change of each row stands, once there are many. */
  private index: RowPlaces | null = null;

  /** Notes a change; an earlier one of the same row is forgotten. */
  add(change: Change): void {
    const before = this.placeOf(change);
    if (before >= 0) this.places[before] = null;
    this.places.push(change);
    if (this.index !== null) this.index.put(change, this.places.length - 1);
    else if (this.places.length > fewChanges) this.index = indexOf(this.places);
  }

  /** The change noted for a row of a table, if any. */
  get<T extends Named>(table: T, row: string): Of<T> | undefined {
    const change = this.places[this.placeOfNamed(table, row)];
    return change != null && isOf(change, table) ? change : undefined;
  }

  /** Whether a change of the same row is noted. */
  has(change: Change): boolean {
    return this.placeOf(change) >= 0;
  }

  /** Everything noted. */
  all(): readonly Change[] {
    return this.places.filter((change) => change !== null);
  }

  private placeOf(change: Change): number {
    if (this.index !== null) return this.index.of(change.table, partOf(change), rowOf(change));
    const { table } = change;
    const row = rowOf(change);
    const part = partOf(change);
    for (let at = this.places.length - 1; at >= 0; at -= 1) {
      const noted = this.places[at];
      if (noted?.table === table && rowOf(noted) === row && partOf(noted) === part) return at;
    }
    return -1;
  }

  private placeOfNamed(table: Named, row: string): number {
    if (this.index !== null) return this.index.of(table, '', row);
    return this.places.findLastIndex((noted) => noted?.table === table && rowOf(noted) === row);
  }
}

/** Table → part → row → where its change stands. */
class RowPlaces {
  private readonly tables = new Map<Table, Map<string, Map<string | number, number>>>();

  /** -1 where it stands nowhere. */
  of(table: Table, part: string, row: string | number): number {
    return this.tables.get(table)?.get(part)?.get(row) ?? -1;
  }

  /** Whether the row stood nowhere before. */
  put(change: Change, place: number): boolean {
    const rows = madeIn(madeIn(this.tables, change.table), partOf(change));
    const before = rows.size;
    rows.set(rowOf(change), place);
    return rows.size > before;
  }
}

function madeIn<K, A, B>(maps: Map<K, Map<A, B>>, key: K): Map<A, B> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const made = new Map<A, B>();
  maps.set(key, made);
  return made;
}

function indexOf(places: readonly (Change | null)[]): RowPlaces {
  const index = new RowPlaces();
  for (const [place, change] of places.entries()) if (change !== null) index.put(change, place);
  return index;
}

/** What several steps changed in turn, as one list of changes: of each row the last one, in the order of these. */
export function inTurn(steps: readonly (readonly Change[])[]): readonly Change[] {
  const [only] = steps;
  // A step notes each row once already.
  if (only !== undefined && steps.length === 1) return only;
  const seen = new RowPlaces();
  const changes: Change[] = [];
  for (let step = steps.length - 1; step >= 0; step -= 1) {
    const own = steps[step] ?? [];
    for (let at = own.length - 1; at >= 0; at -= 1) {
      const change = own[at];
      if (change !== undefined && seen.put(change, at)) changes.push(change);
    }
  }
  return changes.reverse();
}

function isOf<T extends Table>(change: Change, table: T): change is Of<T> {
  return change.table === table;
}
