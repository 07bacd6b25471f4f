import type { Alert, Fact } from '../../../domain/alert.ts';
import type { Severity } from '../../../domain/severity.ts';
import { factOf } from './evidence-facts.ts';
import { figureOf, unitOf, type Unit } from './figure.ts';
import { figureIn, measureOf, type Bound, type Measure } from './measured.ts';
import {
  asObject,
  asText,
  listAt,
  objectAt,
  objectsOf,
  textAt,
  valueAt,
  type JsonObject,
} from './payload.ts';

const longestQuery = 400;

/**
 * What a metric issue broke: the value, the threshold, what is measured
 * (getsentry/sentry, workflow_engine/handlers/detector: `EvidenceData`; its keys come in either case).
 */
export function thresholdOfIssue(name: string, evidence: JsonObject, priority: unknown): Broken {
  const query = queryOf(evidence);
  const window = windowText(either(query, 'timeWindow', 'time_window'), 1);
  const measured = textAt(query, 'aggregate', longestQuery);
  const isChange =
    typeof either(objectAt(evidence, 'config'), 'comparisonDelta', 'comparison_delta') === 'number';
  const unit = isChange ? 'percent' : unitOf(measured ?? '');
  const value = figureOf(valueAt(evidence, 'value'), unit);
  const bound = boundOfIssue(evidence, priority, unit);
  return broken(measureOf(name, value === null ? null : { text: value, changed: false }, bound), [
    factOf('Measured', measured === null ? null : `${measured}${window}`),
    factOf('Query', textAt(query, 'query', longestQuery)),
  ]);
}

/** What is told of a metric that left its bounds. */
export type Broken = Pick<Alert, 'measured' | 'about'>;

function broken({ measured, facts }: Measure, others: readonly (Fact | null)[]): Broken {
  return { measured, about: [...facts, ...others.filter((fact) => fact !== null)] };
}

/**
 * What a rule of the old metric alerts measures, and where its threshold for this turn is.
 * @param text Sentry's words for what was measured, which lead with the figure.
 */
export function thresholdOfRule(
  rule: JsonObject,
  { name, text, severity }: { readonly name: string; readonly text: string; readonly severity: Severity },
): Broken {
  const measured = textAt(rule, 'aggregate', longestQuery);
  const isChange = typeof either(rule, 'comparisonDelta', 'comparison_delta') === 'number';
  const unit = unitOf(measured ?? '');
  const figure = figureIn(text, unit);
  const bound = boundOfRule(
    rule,
    severity === 'warning' ? 'warning' : 'critical',
    isChange ? 'percent' : unit,
  );
  const window = windowText(either(rule, 'timeWindow', 'time_window'), 60);
  return broken(measureOf(name, figure, bound), [
    factOf('Measured', measured === null ? null : `${measured}${window}`),
  ]);
}

function boundOfRule(rule: JsonObject, label: string, unit: Unit): Bound | null {
  const triggers = objectsOf(listAt(rule, 'triggers').slice(0, 10));
  const trigger = triggers.find((one) => valueAt(one, 'label') === label) ?? {};
  // `AlertRuleThresholdType` of getsentry/sentry: 0 above, 1 below.
  const type =
    either(trigger, 'thresholdType', 'threshold_type') ?? either(rule, 'thresholdType', 'threshold_type');
  const at = figureOf(either(trigger, 'alertThreshold', 'alert_threshold'), bare(unit));
  return at === null ? null : { side: type === 1 ? 'below' : 'above', at };
}

/** The condition that leads to this priority; a detector has one for each. */
function boundOfIssue(evidence: JsonObject, priority: unknown, unit: Unit): Bound | null {
  const conditions = objectsOf(listAt(evidence, 'conditions').slice(0, 10));
  const bounds = conditions.filter((one) => asText(valueAt(one, 'comparison'), 40) !== null);
  const met = bounds.find((one) => either(one, 'conditionResult', 'condition_result') === priority);
  const bound = met ?? bounds[0];
  const at = bound === undefined ? null : figureOf(valueAt(bound, 'comparison'), bare(unit));
  if (bound === undefined || at === null) return null;
  return { side: comparisons.get(textAt(bound, 'type', 10) ?? '') ?? 'at', at };
}

/** The figure beside it says what is counted. */
function bare(unit: Unit): Unit {
  return unit === 'events' || unit === 'users' ? null : unit;
}

/** `Condition` of getsentry/sentry, workflow_engine/models/data_condition.py. */
const comparisons: ReadonlyMap<string, string> = new Map([
  ['gt', 'above'],
  ['gte', 'at or above'],
  ['lt', 'below'],
  ['lte', 'at or below'],
  ['eq', 'exactly'],
  ['ne', 'other than'],
]);

function queryOf(evidence: JsonObject): JsonObject {
  const [first] = objectsOf(asList(either(evidence, 'dataSources', 'data_sources')).slice(0, 1));
  const object = asObject(either(first ?? {}, 'queryObj', 'query_obj')) ?? {};
  return asObject(either(object, 'snubaQuery', 'snuba_query')) ?? objectAt(object, 'query');
}

/** The environment that a metric detector watches: its events name none of their own. */
export function watchedEnvironment(evidence: JsonObject): string | null {
  return textAt(queryOf(evidence), 'environment', 200);
}

function either(object: JsonObject, camel: string, snake: string): unknown {
  return valueAt(object, camel) ?? valueAt(object, snake);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** ` over 5 min`, empty where no window is told. `unit`: seconds that 1 stands for. */
function windowText(value: unknown, unit: number): string {
  if (typeof value !== 'number' || !(value > 0) || value * unit > 10_000_000) return '';
  const minutes = Math.round((value * unit) / 60);
  return minutes < 1 ? ` over ${value * unit} s` : ` over ${minutes} min`;
}
