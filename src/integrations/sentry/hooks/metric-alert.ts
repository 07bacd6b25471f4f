import { blankAlert, type Alert, type AlertStatus } from '../../../domain/alert.ts';
import type { Severity } from '../../../domain/severity.ts';
import type { Reading } from '../../../seams/source.ts';
import { longestMessage, longestName, longestTitle } from '../event/limits.ts';
import { ageOfNews } from '../event/clock.ts';
import { missing, type Hook } from './hook.ts';
import { linkAt } from '../event/link.ts';
import { onlyProject, originOf } from './origin.ts';
import {
  asObject,
  asText,
  idAt,
  listAt,
  objectAt,
  textAt,
  timeAt,
  valueAt,
  type JsonObject,
} from '../event/payload.ts';
import { metricTags } from '../event/tags.ts';
import { hookAside } from './set-aside.ts';
import { thresholdOfRule } from '../event/threshold.ts';

interface Turn {
  readonly status: AlertStatus;
  readonly severity: Severity;
}

/**
 * Reads `metric_alert`. Its key is the rule's id: the id of `metric_alert` itself changes with every firing.
 * @throws Error when the body names no rule.
 */
export function readMetricHook(hook: Hook): Reading {
  const metric = objectAt(hook.data, 'metric_alert');
  const rule = asObject(valueAt(metric, 'alert_rule'));
  const ruleId = rule === null ? null : idAt(rule, 'id');
  if (rule === null || ruleId === null) throw missing(hook, 'alert rule', 'data.metric_alert.alert_rule.id');
  const turn = turnOf(hook.action, metric);
  if (turn === null) return hookAside(hook, 'hook-neither-fires-nor-ends');
  const org =
    originOf(hook.data, ['web_url']).org ?? idAt(metric, 'organization_id') ?? hook.options.fallbackOrg;
  return {
    kind: 'alert',
    alert: { ...alertOf(hook, { metric, rule, turn }), ...turn, issueKey: `metric:${org}/${ruleId}` },
  };
}

/** `open` is in Sentry's code but not in its documentation; the status number tells how bad it is. */
function turnOf(action: string | null, metric: JsonObject): Turn | null {
  switch (action ?? '') {
    case 'critical':
      return { status: 'firing', severity: 'critical' };
    case 'warning':
      return { status: 'firing', severity: 'warning' };
    case 'open':
      return {
        status: 'firing',
        severity: valueAt(metric, 'status') === criticalStatus ? 'critical' : 'warning',
      };
    case 'resolved':
      return { status: 'resolved', severity: 'info' };
    default:
      return null;
  }
}

/** `IncidentStatus.CRITICAL` of getsentry/sentry, src/sentry/incidents/models/incident.py. */
const criticalStatus = 20;

/** A webhook is sent at every change of status and names only when it all began, so a firing one has no event time. */
function alertOf(
  hook: Hook,
  { metric, rule, turn }: { readonly metric: JsonObject; readonly rule: JsonObject; readonly turn: Turn },
): Omit<Alert, 'issueKey' | 'status' | 'severity'> {
  const headline = textAt(hook.data, 'description_title', longestTitle);
  const name = textAt(rule, 'name', longestName);
  const title = name ?? headline ?? textAt(metric, 'title', longestTitle) ?? 'Metric alert without a name';
  const text = textAt(hook.data, 'description_text', longestMessage);
  const project = onlyProject(rule, 'projects') ?? onlyProject(metric, 'projects');
  return {
    ...blankAlert,
    ...ageOfNews(hook.times),
    kind: 'occurrence',
    ...thresholdOfRule(rule, { name: title, text: text ?? '', severity: turn.severity }),
    resource: hook.name,
    project,
    service: project ?? severalProjects(rule, metric) ?? `metric:${title}`,
    environment:
      textAt(rule, 'environment', longestName) ?? textAt(objectAt(rule, 'environment'), 'name', longestName),
    title,
    // The documented samples hold a backslash and an n where a line ends.
    message: (text ?? headline ?? title).replaceAll('\\n', '\n'),
    level: levels.get(hook.action ?? '') ?? 'error',
    category: 'metric',
    eventAt: hook.action === 'resolved' ? timeAt(metric, 'date_closed') : null,
    firstSeenAt: timeAt(metric, 'date_started') ?? timeAt(metric, 'date_detected'),
    rules: name === null ? [] : [name],
    tags: conditionOf(rule),
    link: linkAt(hook.data, ['web_url'], hook.options.hosts),
    actor: hook.actor,
  };
}

const levels: ReadonlyMap<string, string> = new Map([
  ['warning', 'warning'],
  ['resolved', 'info'],
]);

/** What is measured: the figure means nothing without its query. */
function conditionOf(rule: JsonObject): readonly (readonly [string, string])[] {
  return metricTags.flatMap((key) => {
    const value = textAt(rule, key, longestName);
    return value === null ? [] : [[key, value] as const];
  });
}

/** A rule over several projects is told under all their names, as far as a line holds them; null when it names none. */
function severalProjects(rule: JsonObject, metric: JsonObject): string | null {
  const slugs = [...listAt(rule, 'projects'), ...listAt(metric, 'projects')].flatMap(
    (slug) => asText(slug, longestName) ?? [],
  );
  const distinct = [...new Set(slugs)];
  return distinct.length === 0 ? null : distinct.slice(0, 3).join(', ');
}
