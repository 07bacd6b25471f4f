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
  'timer',
]);

/** Knows of each incident how it was when it was asked about last, and so what has changed since. */
export class FigureWatch {
  private readonly last = new Map<string, Incident>();

  /**
   * Whether one step has changed nothing but figures: then who shows these incidents may be told of it later, all in one.
   * A row that was written again as it was asks to be shown anew.
   */
  onlyFigures(changes: readonly Change[]): boolean {
    let only = true;
    for (const change of changes) {
      if (!untold.has(change.table)) only = false;
      if (change.table !== 'incident') continue;
      const before = this.last.get(change.key);
      this.last.set(change.key, change.row);
      only &&= before !== undefined && before !== change.row && differInFigures(before, change.row);
    }
    return only;
  }
}

function differInFigures(before: Incident, after: Incident): boolean {
  const keys = Object.keys(after) as (keyof Incident)[];
  if (keys.length !== Object.keys(before).length) return false;
  for (const key of keys) {
    if (before[key] === after[key] || figures.has(key)) continue;
    const same =
      key === 'services' ? nameTheSame(before.services, after.services) : isSame(before[key], after[key]);
    if (!same) return false;
  }
  return true;
}

function nameTheSame(before: readonly ServiceTally[], after: readonly ServiceTally[]): boolean {
  return before.length === after.length && before.every(({ name }, n) => name === after[n]?.name);
}
