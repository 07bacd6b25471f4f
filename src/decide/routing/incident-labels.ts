import { usersOf } from '../../correlate/incident/users.ts';
import { alertLabels } from '../../correlate/rules/alert-labels.ts';
import type { Draft } from '../../correlate/state/draft.ts';
import type { FreshAlert } from '../../correlate/state/look.ts';
import type { Incident } from '../../domain/incident.ts';
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
  const root = own.parent === null ? own : (draft.incident(own.parent) ?? own);
  const issue = draft.issue(key);
  const { storm } = root;
  return alertLabels(alert, own.environmentClass)
    .set('cause', storm === null ? [] : [storm.cause.title, storm.cause.key])
    .set('storm', [String(storm !== null)])
    .set('new_in_release', [String(issue?.bornInRelease ?? false)])
    .set('users', [String(usersOf(draft, root) ?? 0)])
    .set('events_per_minute', [String(own.rate.count)]);
}
