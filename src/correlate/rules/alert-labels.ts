import type { Alert } from '../../domain/alert.ts';
import type { EnvironmentClass } from '../../domain/environment/environment.ts';

/** What of an alert its labels are made of. */
type Labelled = Pick<
  Alert,
  | 'service'
  | 'environment'
  | 'level'
  | 'category'
  | 'project'
  | 'rules'
  | 'release'
  | 'title'
  | 'message'
  | 'tags'
  | 'settings'
>;

/** What an alert says of itself, by label. What matchers see of an environment is its own name and its class. */
export function alertLabels(alert: Labelled, environment: EnvironmentClass): Map<string, readonly string[]> {
  const labels = new Map<string, readonly string[]>([
    ['service', [alert.service]],
    ['environment', present([alert.environment, environment])],
    ['level', [alert.level]],
    ['category', [alert.category]],
    ['project', present([alert.project])],
    ['rule', alert.rules],
    ['release', present([alert.release])],
    ['message', present([alert.title, alert.message])],
  ]);
  const add = (label: string, value: string): unknown =>
    labels.set(label, [...(labels.get(label) ?? []), value]);
  for (const [name, value] of alert.tags) add(`tags.${name}`, value);
  for (const [name, value] of alert.settings ?? []) add(`settings.${name}`, value);
  return labels;
}

function present(values: readonly (string | null)[]): readonly string[] {
  return values.filter((value) => value !== null && value !== '').map(String);
}
