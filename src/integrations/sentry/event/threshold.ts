import type { Fact } from '../../../domain/alert.ts';
import { factOf } from './evidence-facts.ts';
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
export function thresholdOfIssue(evidence: JsonObject, priority: unknown): readonly Fact[] {
  const query = queryOf(evidence);
  const window = windowText(either(query, 'timeWindow', 'time_window'), 1);
  const measured = textAt(query, 'aggregate', longestQuery);
  return [
    factOf('Value', roundedText(valueAt(evidence, 'value'))),
    factOf('Threshold', thresholdText(evidence, priority)),
    factOf('Measured', measured === null ? null : `${measured}${window}`),
    factOf('Query', textAt(query, 'query', longestQuery)),
  ].filter((fact) => fact !== null);
}

/** What a rule of the old metric alerts measures, and where its threshold for this turn is. */
export function thresholdOfRule(rule: JsonObject, action: string | null): readonly Fact[] {
  const triggers = objectsOf(listAt(rule, 'triggers').slice(0, 10));
  const label = action === 'warning' ? 'warning' : 'critical';
  const trigger = triggers.find((one) => valueAt(one, 'label') === label) ?? {};
  // `AlertRuleThresholdType` of getsentry/sentry: 0 above, 1 below.
  const type = valueAt(trigger, 'threshold_type') ?? valueAt(rule, 'threshold_type');
  const bound = roundedText(valueAt(trigger, 'alert_threshold'));
  const measured = textAt(rule, 'aggregate', longestQuery);
  const window = windowText(valueAt(rule, 'time_window'), 60);
  return [
    factOf('Threshold', bound === null ? null : `${type === 1 ? 'below' : 'above'} ${bound}`),
    factOf('Measured', measured === null ? null : `${measured}${window}`),
  ].filter((fact) => fact !== null);
}

/** The condition that leads to this priority; a detector has one for each. */
function thresholdText(evidence: JsonObject, priority: unknown): string | null {
  const conditions = objectsOf(listAt(evidence, 'conditions').slice(0, 10));
  const bounds = conditions.filter((one) => asText(valueAt(one, 'comparison'), 40) !== null);
  const met = bounds.find((one) => either(one, 'conditionResult', 'condition_result') === priority);
  const bound = met ?? bounds[0];
  if (bound === undefined) return null;
  const word = comparisons.get(textAt(bound, 'type', 10) ?? '') ?? 'at';
  return `${word} ${roundedText(valueAt(bound, 'comparison')) ?? ''}`.trim();
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

/** A measured number without the noise behind its fourth place; other scalars as they are. */
function roundedText(value: unknown): string | null {
  if (typeof value !== 'number') return asText(value, 100);
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}
