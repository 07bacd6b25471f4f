import type { Labels } from './labels.ts';
import type { Matcher } from './matcher.ts';

/**
 * While an incident goes on whose alert meets `source`, what meets `target` and is the same in all of `equal` is kept
 * quiet, in Alertmanager's words (https://prometheus.io/docs/alerting/latest/configuration/#inhibit_rule).
 */
export interface InhibitRule {
  readonly name: string;
  readonly source: readonly Matcher[];
  readonly target: readonly Matcher[];
  /** Names of labels. One that neither has is the same in both, as in Alertmanager. */
  readonly equal: readonly string[];
}

/** A label may have several values, and a rule several labels: beyond so many combinations the first ones count. */
const mostKeys = 64;

/**
 * What an alert is called by a rule, a name for each combination of its values: two are the same in all of `equal` where
 * they share one of these.
 */
export function keysBy({ name, equal }: InhibitRule, labels: Labels): readonly string[] {
  const combinations = equal.reduce<readonly (readonly string[])[]>(
    (made, label) => {
      const values = labels.get(label) ?? [];
      const each = values.length === 0 ? [''] : values;
      return made.flatMap((one) => each.map((value) => [...one, `${label}=${value}`])).slice(0, mostKeys);
    },
    [[]],
  );
  return combinations.map((one) => JSON.stringify([name, ...one]));
}

/** Whether a name was made by a rule of this name. */
export function isKeyOf(key: string, rule: string): boolean {
  return key.startsWith(`[${JSON.stringify(rule)}`);
}
