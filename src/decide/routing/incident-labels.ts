import { usersOf } from '../../correlate/incident/users.ts';
import type { Draft } from '../../correlate/state/draft.ts';
import type { FreshAlert } from '../../correlate/state/look.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Labels } from '../../domain/routing/labels.ts';

/**
 * What matchers are held against: what the alert says, and what is known of its incident and of the storm that this is
 * part of. An environment has its own name and its class, so that `environment="production"` finds `live` as well; one
 * that is not known counts as production.
 */
export function labelsOf(draft: Draft, { alert, issue: key }: FreshAlert, own: Incident): Labels {
  const root = own.parent === null ? own : (draft.incident(own.parent) ?? own);
  const issue = draft.issue(key);
  const { storm } = root;
  const labels = new Map<string, readonly string[]>([
    ['service', [alert.service]],
    ['environment', present([alert.environment, own.environmentClass])],
    ['level', [alert.level]],
    ['category', [alert.category]],
    ['project', present([alert.project])],
    ['rule', alert.rules],
    ['release', present([alert.release])],
    ['message', present([alert.title, alert.message])],
    ['cause', storm === null ? [] : [storm.cause.title, storm.cause.key]],
    ['storm', [String(storm !== null)]],
    ['new_in_release', [String(issue?.bornInRelease ?? false)]],
    ['users', [String(usersOf(draft, root) ?? 0)]],
    ['events_per_minute', [String(own.rate.count)]],
  ]);
  for (const [name, value] of alert.tags) {
    const label = `tags.${name}`;
    labels.set(label, [...(labels.get(label) ?? []), value]);
  }
  return labels;
}

function present(values: readonly (string | null)[]): readonly string[] {
  return values.filter((value) => value !== null && value !== '').map(String);
}
