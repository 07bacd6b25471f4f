import { zuluMicros } from './event-body.ts';
import type { MetricAlert } from './webhook.ts';

/** `status` of a metric alert's incident: 2 closed, 10 warning, 20 critical. */
const statuses = { resolved: 2, open: 1, warning: 10, critical: 20 } as const;

/** `data` of a metric alert: `alert_rule.id` is the stable key, `id` changes with every firing. */
export function metricAlertData(action: keyof typeof statuses, alert: MetricAlert): Record<string, unknown> {
  const at = zuluMicros(alert.at);
  const word = action.charAt(0).toUpperCase() + action.slice(1);
  return {
    description_text: `1200 events in the last 10 minutes\\nFilter: ${alert.query}`,
    description_title: `${word}: ${alert.title}`,
    metric_alert: {
      id: `9${alert.identifier}`,
      identifier: alert.identifier,
      organization_id: '12',
      status: statuses[action],
      status_method: action === 'resolved' ? 3 : 2,
      type: 2,
      title: alert.title,
      date_started: at,
      date_detected: at,
      date_created: at,
      date_closed: action === 'resolved' ? at : null,
      projects: alert.projects,
      alert_rule: alertRule(alert),
    },
    web_url: `https://sentry.io/organizations/${alert.org}/alerts/${alert.identifier}/`,
  };
}

function alertRule(alert: MetricAlert): Record<string, unknown> {
  return {
    id: alert.ruleId,
    name: alert.title,
    organization_id: '12',
    status: 0,
    query: alert.query,
    aggregate: 'count()',
    dataset: 'events',
    environment: alert.environment,
    projects: alert.projects,
    include_all_projects: false,
    threshold_type: 0,
    threshold_period: 1,
    resolve_threshold: null,
    time_window: 10,
    resolution: 1,
    triggers: [],
    date_created: zuluMicros(alert.at - 86_400_000),
    date_modified: zuluMicros(alert.at - 86_400_000),
    created_by: null,
  };
}
