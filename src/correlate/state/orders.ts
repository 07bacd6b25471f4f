import type { Incident } from '../../domain/incident.ts';

/** What tells how old an incident is. */
export type Aged = Pick<Incident, 'id' | 'openedAt'>;

/** Oldest first; incidents of one moment in the order of their numbers. */
export function byAge(a: Aged, b: Aged): number {
  return a.openedAt - b.openedAt || a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
