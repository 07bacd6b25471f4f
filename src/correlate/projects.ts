import type { Incident } from '../domain/incident.ts';
import type { Draft } from './draft.ts';

/**
 * Distinct Sentry projects of these incidents. Projects, and not services: a client writes the tag that names its
 * service, and whoever can make an error could make a hundred.
 */
export function projectsOf(draft: Draft, members: readonly Incident[]): number {
  const projects = new Set<string | null>();
  for (const { issues } of members) for (const key of issues) projects.add(draft.issue(key)?.project ?? null);
  return projects.size;
}
