import { isNamed } from '../correlate/adopt.ts';
import type { Draft } from '../correlate/draft.ts';
import { membersOf, severityOf, type Family } from '../correlate/family.ts';
import { projectsOf } from '../correlate/projects.ts';
import { newestGeneration, type Incident } from '../domain/incident.ts';
import { severityRank } from '../domain/severity.ts';

/**
 * How an acknowledged incident exceeds what was known to those who acknowledged it, as a sentence; null when it does
 * not. Who knows that redis is down expects more services to fail of it: only what nobody could expect wakes again.
 */
export function hasGrown(draft: Draft, family: Family): string | null {
  const { root } = family;
  const seen = root.seenAtAck;
  if (seen === null) return null;
  if (severityRank(severityOf(family)) > severityRank(seen.severity))
    return 'It became more severe after it was acknowledged.';
  if (seen.storm && root.storm !== null && isNamed(root.storm.cause)) return null;
  const projects = projectsOf(draft, membersOf(family));
  if (projects < draft.policy.paging.growth.factor * Math.max(1, seen.projects)) return null;
  return `It grew from ${seen.projects} to ${projects} projects after it was acknowledged.`;
}

/** From when on growth may wake somebody: a while after the acknowledgement, and not too often. */
export function mayGrowAt(draft: Draft, { acknowledgedAt, page }: Incident): number {
  const { notBeforeMs, everyMs } = draft.policy.paging.growth;
  const last = page === null ? 0 : newestGeneration(page).since;
  return Math.max((acknowledgedAt ?? 0) + notBeforeMs, last + everyMs);
}

/** Whether more incidents have joined an acknowledged collecting page than were known then. */
export function isCollectorDue(draft: Draft, collector: Incident): boolean {
  const seen = collector.seenAtAck?.projects ?? 0;
  return collector.status === 'acknowledged' && draft.joinedTo(collector.id).length > seen;
}
