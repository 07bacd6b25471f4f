import type { Apart, Incident } from '../../domain/incident.ts';
import type { Draft } from '../state/draft.ts';

/**
 * Whether a rule may make `incident` part of the storm of `root`. What a person split stays split, what a person merged
 * stays where it is, and storms never cross environment classes.
 */
export function mayJoin(incident: Incident, root: Incident): boolean {
  return !isSetByHand(incident) && incident.environmentClass === root.environmentClass;
}

/** Whether a person has said where the incident belongs: it votes for no storm, joins none and leaves none by a rule. */
export function isSetByHand({ apart, adoption }: Pick<Incident, 'apart' | 'adoption'>): boolean {
  return (apart ?? null) !== null || (adoption?.by ?? null) !== null;
}

/**
 * What an incident inherits whose issue fires again after `previous` was over: it stays apart as long as the storm that
 * the former one was split from goes on. After that the knowledge is spent: the next outage is another one.
 */
export function stillApart(draft: Draft, previous: string): Apart | null {
  const apart = draft.incident(previous)?.apart ?? null;
  const from = apart === null || apart.from === previous ? null : draft.incident(apart.from);
  return from === null || from.status === 'resolved' ? null : apart;
}

/** Whether somebody was, or is to be, woken by its own page. */
export function hasLivePage({ page }: Pick<Incident, 'page'>): boolean {
  return page !== null && page.withdrawn === null;
}

/**
 * Whether the page of a child stands for its root as well: a person merged it into an incident that pages nobody, and
 * a merge wakes nobody anew.
 */
export function standsForRoot(child: Incident, root: Incident): boolean {
  return !hasLivePage(root) && (child.adoption?.by ?? null) !== null && hasLivePage(child);
}
