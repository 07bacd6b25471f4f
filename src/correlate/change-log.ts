import type { Change } from '../domain/state.ts';

/** Names the row that a change writes: two changes of one name differ in time only. */
export function changeKey(change: Change): string {
  switch (change.table) {
    case 'meta':
      return 'meta';
    case 'member':
    case 'drop-member':
      return `${change.table} ${change.incident} ${change.id}`;
    case 'timeline':
      return `timeline ${change.row.incident} ${change.row.n}`;
    case 'issue':
    case 'incident':
    case 'forget':
    case 'timer':
    case 'release':
    case 'baseline':
    case 'lane':
    case 'drill':
      return `${change.table} ${change.key}`;
  }
}

/** Changes in the order of their last writing, at most one a row. */
export class ChangeLog {
  private readonly newest = new Map<string, Change>();

  /** Notes a change; an earlier one of the same row is forgotten. */
  add(change: Change): void {
    const key = changeKey(change);
    this.newest.delete(key);
    this.newest.set(key, change);
  }

  /** The change noted for a row, if any. */
  get(key: string): Change | undefined {
    return this.newest.get(key);
  }

  /** Everything noted. */
  all(): readonly Change[] {
    return [...this.newest.values()];
  }
}
