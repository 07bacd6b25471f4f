import type { Alert } from '../../domain/alert.ts';
import type { Evidence } from '../../domain/cause.ts';
import type { EnvironmentClass } from '../../domain/environment/environment.ts';
import { filledKey, type CauseRule } from '../../domain/routing/cause-rule.ts';
import type { Labels } from '../../domain/routing/labels.ts';
import { visibleLine } from '../../domain/text/visible-text.ts';
import { alertLabels } from './alert-labels.ts';
import { matches } from './matching.ts';

/**
 * What the first of a team's rules that meets an error says about why it failed; null when none does. A rule of which a
 * field is missing says nothing. Whoever wrote it knows more than any text: it stands in the place of what those say.
 */
export function evidenceByRule(
  alert: Alert,
  environment: EnvironmentClass,
  rules: readonly CauseRule[] = [],
): Evidence | null {
  if (rules.length === 0 || alert.kind !== 'error') return null;
  const labels = alertLabels(alert, environment);
  for (const { name, matchers, key } of rules) {
    if (!matchers.every((matcher) => matches(matcher, labels))) continue;
    const filled = filledKey(key, (field) => valueOf(labels, field));
    if (filled !== null) return named(name, filled, alert.traceId);
  }
  return null;
}

function valueOf(labels: Labels, field: string): string | null {
  return visibleLine(labels.get(field)?.[0] ?? '');
}

/** Nothing else that the texts name links it to others: as with a mode, an equal key alone does. */
function named(rule: string, title: string, traceId: string | null): Evidence {
  return {
    named: { kind: 'rule', key: `rule:${rule}:${title}`, title },
    rule,
    family: null,
    names: [],
    hints: [],
    weak: [],
    unreachable: false,
    traceId,
  };
}
