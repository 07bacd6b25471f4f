import { usersOf } from '../../correlate/incident/users.ts';
import { alertLabels } from '../../correlate/rules/alert-labels.ts';
import type { Draft } from '../../correlate/state/draft.ts';
import type { FreshAlert } from '../../correlate/state/look.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';
import type { Labels } from '../../domain/routing/labels.ts';

/**
 * What matchers are held against: what the alert says, and what is known of its incident and of the storm that this is
 * part of. An environment has its own name and its class, so that `environment="production"` finds `live` as well; one
 * that is not known counts as production.
 */
export function labelsOf(
  draft: Draft,
  { alert, issue: key }: Pick<FreshAlert, 'alert' | 'issue'>,
  own: Incident,
): Labels {
  return withOwn(draft, alertLabels(alert, own.environmentClass), { own, issue: draft.issue(key) });
}

/**
 * What matchers see of an incident that is open, by the alert that speaks for it; null where that is not known, as in rows
 * of older relays.
 */
export function labelsKnownOf(draft: Draft, own: Incident): Labels | null {
  const { sample, issues, services, environmentClass } = own;
  const issue = issues.map((key) => draft.issue(key)).find((one) => one?.status === 'open') ?? null;
  if (sample.says === undefined || issue === null) return null;
  const { title, project, release } = issue;
  const { message, environment, tags } = sample;
  const service = services[0]?.name ?? issue.service;
  const known = { ...sample.says, service, environment, project, release, title, message, tags };
  return withOwn(draft, alertLabels(known, environmentClass), { own, issue });
}

/** With what is known of an alert's incident and its storm. */
function withOwn(
  draft: Draft,
  labels: Map<string, readonly string[]>,
  { own, issue }: { readonly own: Incident; readonly issue: Issue | null },
): Labels {
  const root = own.parent === null ? own : (draft.incident(own.parent) ?? own);
  const { storm } = root;
  return labels
    .set('cause', storm === null ? [] : [storm.cause.title, storm.cause.key])
    .set('storm', [String(storm !== null)])
    .set('new_in_release', [String(issue?.bornInRelease ?? false)])
    .set('users', [String(usersOf(draft, root) ?? 0)])
    .set('events_per_minute', [String(own.rate.count)]);
}
