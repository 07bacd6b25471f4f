import { isGuest, type Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Draft } from '../state/draft.ts';

/**
 * Distinct Sentry projects of a root with its children, guests apart. Projects, and not services: a client writes the tag that names
 * its service, and whoever can make an error could make a hundred.
 */
export function projectsOf(draft: Draft, root: Incident): number {
  const tallied = draft.tallyOf(root.id);
  if (tallied !== null) return tallied.projects;
  const projects = new Set<string | null>();
  for (const member of [root, ...draft.childrenOf(root.id)])
    for (const key of isGuest(member) ? [] : member.issues) projects.add(draft.issue(key)?.project ?? null);
  return projects.size;
}

/** Whether so many more projects fail that whoever knows of the first ones is woken again. */
export function hasDoubled({ paging }: Pick<Policy, 'paging'>, from: number, to: number): boolean {
  return to >= paging.growth.factor * Math.max(1, from);
}
