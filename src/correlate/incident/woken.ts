import type { Incident } from '../../domain/incident.ts';
import { isUnreceived, pageReached } from '../../domain/sending/page-reached.ts';
import type { Draft } from '../state/draft.ts';
import { hasLivePage } from './apart.ts';

/**
 * Whether somebody is woken by an incident's own page, or may be within seconds. A page that no pager takes wakes nobody,
 * however much it is wanted.
 */
export function isWoken(draft: Draft, incident: Incident): boolean {
  if (!hasLivePage(incident)) return false;
  const newest = incident.page?.generations.length ?? 0;
  const reached = pageReached(incident, newest, (id) => draft.incident(id));
  return reached === null || !isUnreceived(reached);
}
