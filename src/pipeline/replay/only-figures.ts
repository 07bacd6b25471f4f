import { isSame } from '../../decide/same-form.ts';
import type { Incident, ServiceTally } from '../../domain/incident.ts';
import type { Change } from '../../domain/state.ts';

/** What of an incident is told in no other way than as a figure of its message. */
const figures: ReadonlySet<string> = new Set([
  'changedAt',
  'alerts',
  'events',
  'stillArriving',
  'lastAlertAt',
  'rate',
  'trend',
  'history',
] satisfies (keyof Incident)[]);

/** Tables whose rows no message tells of at once. */
const untold: ReadonlySet<Change['table']> = new Set([
  'incident',
  'issue',
  'member',
  'meta',
  'release',
  'baseline',
  'project',
  'timer',
]);

/** Knows of each incident how it was when it was asked about last, and so what has changed since. */
export class FigureWatch {
  private readonly last = new Map<string, Incident>();
  /** How often more than its figures changed. */
  private readonly versions = new Map<string, number>();
  /** The version of its root that each child was made beside. */
  private readonly beside = new Map<string, number>();

  /**
   * Whether one step has changed nothing but figures: then who shows these incidents may be told of it later, all in one.
   * A row that was written again as it was asks to be shown anew.
   */
  onlyFigures(changes: readonly Change[]): boolean {
    let only = true;
    for (const change of changes) {
      if (!untold.has(change.table)) only = false;
      if (change.table !== 'incident') continue;
      const { key, row } = change;
      const before = this.last.get(key);
      this.last.set(key, row);
      if (before !== undefined && before !== row && differInFigures(before, row)) continue;
      this.versions.set(key, this.version(key) + 1);
      only = false;
    }
    return only;
  }

  /** Whether what a child says of its root may be old; it is made anew then. */
  isBesideOlder({ id, parent }: Pick<Incident, 'id' | 'parent'>): boolean {
    if (parent === null) return false;
    const version = this.version(parent);
    const isOlder = this.beside.get(id) !== version;
    if (isOlder) this.beside.set(id, version);
    return isOlder;
  }

  private version(id: string): number {
    return this.versions.get(id) ?? 0;
  }
}

/** Asked at every alert: two rows are mostly the same objects but for their figures, and have the same keys. */
function differInFigures(before: Incident, after: Incident): boolean {
  for (const key in before) if (!(key in after)) return false;
  for (const key in after) {
    const is = after[key as keyof Incident];
    const was = before[key as keyof Incident];
    if (is === was || figures.has(key)) continue;
    const same = key === 'services' ? nameTheSame(before.services, after.services) : isSame(was, is);
    if (!same) return false;
  }
  return true;
}

function nameTheSame(before: readonly ServiceTally[], after: readonly ServiceTally[]): boolean {
  return before.length === after.length && before.every(({ name }, n) => name === after[n]?.name);
}
