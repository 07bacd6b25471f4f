import { alertLabels } from '../../correlate/rules/alert-labels.ts';
import { meets } from '../../decide/routing/meets.ts';
import type { Alert } from '../../domain/alert.ts';
import type { EnvironmentClass } from '../../domain/environment/environment.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Lines } from './storms.ts';

/** Which rules of inhibition an alert meets, by what it says itself; none where there are no rules. */
export function quietLines(alert: Alert, environment: EnvironmentClass, { inhibitRules }: Policy): Lines {
  if (inhibitRules === undefined) return [];
  const labels = alertLabels(alert, environment);
  const named = (which: 'source' | 'target'): string =>
    inhibitRules
      .filter((rule) => meets(rule[which], labels))
      .map(({ name, equal }) => (equal.length === 0 ? name : `${name} (same ${equal.join(', ')})`))
      .join('; ') || 'no rule';
  return [
    ['keeps others quiet', `${named('source')}, while it goes on`],
    ['is kept quiet', `${named('target')}, while another goes on that explains it`],
  ];
}
