import type { Incident, Resolution } from '../domain/incident.ts';
import type { Draft } from './draft.ts';

/** The incident that answers for this one: its root, or itself. */
export function rootOf(draft: Draft, incident: Incident): Incident {
  return incident.parent === null ? incident : (draft.incident(incident.parent) ?? incident);
}

/** Resolves the root of `id` with all its children; nothing happens when it is resolved already. */
export function resolveIncident(draft: Draft, id: string, how: Omit<Resolution, 'at'>): void {
  const found = draft.incident(id);
  if (found === null) return;
  const root = rootOf(draft, found);
  if (root.status === 'resolved') return;
  close(draft, root, how);
  for (const child of draft.childrenOf(root.id))
    close(draft, child, { ...how, by: 'root', reason: `Its storm ${root.id} was resolved.` });
  draft.tell(root.id, 'resolved', how.reason, 'thread');
  if (root.page?.joined != null) settleCollector(draft, root.page.joined);
}

/** Acknowledges the root of `id`. */
export function acknowledgeIncident(draft: Draft, id: string, who: string): void {
  const found = draft.incident(id);
  if (found === null) return;
  const root = rootOf(draft, found);
  if (root.status !== 'open') return;
  draft.putIncident({ ...root, status: 'acknowledged', acknowledgedAt: draft.now, acknowledgedBy: who });
  draft.tell(root.id, 'acknowledged', `Acknowledged by ${who}.`, 'thread');
}

/** Resolves the root once no issue of it or of its children fires any more. */
export function resolveIfOver(draft: Draft, id: string, how: Omit<Resolution, 'at'>): void {
  const found = draft.incident(id);
  if (found === null) return;
  const root = rootOf(draft, found);
  if (root.status === 'resolved') return;
  const family = [root, ...draft.childrenOf(root.id)];
  const firing = family.reduce((sum, member) => sum + member.openIssues, 0);
  if (firing === 0) resolveIncident(draft, root.id, how);
}

/** Counts again how many of an incident's issues still fire. */
export function recountOpenIssues(draft: Draft, id: string): void {
  const incident = draft.incident(id);
  if (incident === null) return;
  const openIssues = incident.issues.filter((key) => {
    const issue = draft.issue(key);
    return issue?.status === 'open' && issue.incident === id;
  }).length;
  if (openIssues !== incident.openIssues) draft.putIncident({ ...incident, openIssues });
}

function close(draft: Draft, incident: Incident, how: Omit<Resolution, 'at'>): void {
  draft.putIncident({
    ...incident,
    status: 'resolved',
    quietSince: null,
    resolution: { ...how, at: draft.now },
  });
  draft.dropTimer(`quiet:${incident.id}`);
  const due = draft.now + draft.policy.resolve.forgetMs;
  draft.putTimer({ id: `forget:${incident.id}`, kind: 'forget', subject: incident.id, due });
}

/** The page "many incidents" ends when none of those that joined it is open. */
function settleCollector(draft: Draft, id: string): void {
  const collector = draft.incident(id);
  if (collector === null || collector.status === 'resolved') return;
  if (draft.joinedTo(id).some((member) => member.status !== 'resolved')) return;
  close(draft, collector, {
    by: 'root',
    who: null,
    reason: 'Every incident that had joined this page is resolved.',
  });
  draft.tell(id, 'resolved', 'Every incident that had joined this page is resolved.');
}
