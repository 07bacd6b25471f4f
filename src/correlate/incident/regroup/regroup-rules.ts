import type { Refusal } from '../../../domain/decision/refusals.ts';
import { drillOf } from '../../../domain/environment/environment.ts';
import type { Incident } from '../../../domain/incident.ts';
import type { Issue } from '../../../domain/issue.ts';

/**
 * Why an incident cannot be split; null when it can: a child leaves its storm, a root that has children lets all of
 * them go.
 * @param children How many children it has.
 */
export function whyNotSplit(incident: Incident, children: number): Refusal | null {
  const unfit = whyUnfit(incident);
  if (unfit !== null) return unfit;
  if (incident.parent !== null || children > 0) return null;
  return { code: 'alone', incident: incident.id, issues: incident.issues.length };
}

/** The issue that a person means, by its key here or its short id in Sentry; null when it is none of these. */
export function issueNamed(issues: readonly Issue[], said: string): Issue | null {
  const word = said.toLowerCase();
  return issues.find(({ key, shortId }) => key === said || shortId?.toLowerCase() === word) ?? null;
}

/** That an incident has no issue of that name. */
export function noSuchIssue({ id }: Incident, issue: string): Refusal {
  return { code: 'no-such-issue', incident: id, issue };
}

/**
 * Why an issue cannot go on as an incident of its own; null when it can.
 * @param incident The incident that holds it, or that was named.
 * @param issue Null: nothing is known under what was said.
 * @param said How it was named.
 */
export function whyNotPart(incident: Incident, issue: Issue | null, said: string): Refusal | null {
  const unfit = whyUnfit(incident);
  if (unfit !== null) return unfit;
  if (issue === null) return noSuchIssue(incident, said);
  const called = { issue: issue.shortId ?? issue.title };
  if (issue.incident !== incident.id) return { code: 'issue-elsewhere', ...called, incident: issue.incident };
  if (issue.status !== 'open') return { code: 'issue-over', ...called };
  return incident.issues.length > 1 ? null : { code: 'only-issue', ...called, incident: incident.id };
}

/**
 * Why an incident cannot be merged into another; null when it can.
 * @param into The incident that was named, a root or a child.
 * @param root The root of `into`, which is what it becomes part of.
 */
export function whyNotMerge(incident: Incident, into: Incident, root: Incident): Refusal | null {
  if (incident.id === into.id) return { code: 'itself', incident: incident.id };
  const unfit = whyUnfit(incident) ?? whyUnfit(into) ?? whyUnfit(root);
  if (unfit !== null) return unfit;
  if (root.id === incident.id) return { code: 'holds-it', child: into.id, root: root.id };
  // A guest may be merged into its own storm: that makes it a member.
  if (incident.parent === root.id && incident.adoption?.soft !== true)
    return { code: 'already-part', child: incident.id, root: root.id };
  if (incident.environmentClass === root.environmentClass) return null;
  const [its, roots] = [incident.environmentClass, root.environmentClass];
  return { code: 'other-class', incident: incident.id, its, root: root.id, roots };
}

function whyUnfit({ id, kind, status, environmentClass }: Incident): Refusal | null {
  if (drillOf(environmentClass) !== null) return { code: 'drill', incident: id };
  if (kind === 'own') return { code: 'own-trouble', incident: id };
  if (kind === 'collector') return { code: 'collector', incident: id };
  return status === 'resolved' ? { code: 'resolved', incident: id } : null;
}
