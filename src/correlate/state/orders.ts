import type { Incident } from '../../domain/incident.ts';

/** What tells how old an incident is. */
export type Aged = Pick<Incident, 'id' | 'openedAt'>;

/** Oldest first; incidents of one moment in the order of their numbers. */
export function byAge(a: Aged, b: Aged): number {
  return a.openedAt - b.openedAt || a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Puts some rows where they belong among others that stand in the order of their age. */
export function inOrderWith(rows: readonly Incident[], others: Incident[]): Incident[] {
  for (const row of rows) {
    let at = others.length;
    for (let last = others[at - 1]; last !== undefined && byAge(last, row) > 0; last = others[at - 1])
      at -= 1;
    others.splice(at, 0, row);
  }
  return others;
}

/** Puts rows in the order of their age, in place. Most stand in it already. */
export function inOrderOfAge(rows: Incident[]): Incident[] {
  const sorted = rows.every((row, n) => {
    const before = rows[n - 1];
    return before === undefined || byAge(before, row) <= 0;
  });
  return sorted ? rows : rows.sort(byAge);
}
