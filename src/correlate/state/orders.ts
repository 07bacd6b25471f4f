import type { Incident } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';

/** What tells how old an incident is. */
export type Aged = Pick<Incident, 'id' | 'openedAt'>;

/** Oldest first; incidents of one moment in the order of their numbers. */
export function byAge(a: Aged, b: Aged): number {
  return a.openedAt - b.openedAt || a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** In the order of their keys. */
function byKey(a: Issue, b: Issue): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

/** Whichever broke out first. */
export function byBreakout(a: Issue, b: Issue): number {
  return a.breakoutAt - b.breakoutAt || byKey(a, b);
}
