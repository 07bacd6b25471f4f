import type { Incident } from '../../../domain/incident.ts';
import type { Draft } from '../../state/draft.ts';

/**
 * Which events and users came by which issue of an incident, so that they can go with it. Beside the member stands a mark
 * for each issue that brought it, once there are several: what has no mark came while there was but the first.
 */
function markOf(issue: string, member: string): string {
  return `m:${issue} ${member}`;
}

/** An issue of an incident brings an event id or a user hash. False when the incident had met it already. */
export function meet(draft: Draft, { id, issues }: Incident, issue: string, member: string): boolean {
  const isNew = draft.addMember(id, member);
  const [first] = issues;
  if (first === undefined || issues.length === 1) return isNew;
  const wasUnmarked = !isNew && !issues.some((key) => draft.hasMember(id, markOf(key, member)));
  if (wasUnmarked) draft.addMember(id, markOf(first, member));
  draft.addMember(id, markOf(issue, member));
  return isNew;
}

/**
 * What one issue of several brought goes along to another incident; what another issue brought too stays as well.
 * Answers how many events are no longer here, and how many users came along.
 */
export function moveMembers(
  draft: Draft,
  { id, issues }: Incident,
  { issue, to }: { readonly issue: string; readonly to: string },
): { readonly events: number; readonly users: number } {
  const others = issues.filter((key) => key !== issue);
  let [events, users] = [0, 0];
  for (const member of draft.membersOf(id)) {
    if (member.startsWith('m:')) continue;
    const own = markOf(issue, member);
    const elsewhere = others.some((key) => draft.hasMember(id, markOf(key, member)));
    const marked = draft.hasMember(id, own);
    if (!marked && (elsewhere || issue !== issues[0])) continue;
    if (marked) draft.dropMember(id, own);
    if (!elsewhere) draft.dropMember(id, member);
    draft.addMember(to, member);
    if (member.startsWith('u:')) users += 1;
    else if (!elsewhere) events += 1;
  }
  return { events, users };
}
