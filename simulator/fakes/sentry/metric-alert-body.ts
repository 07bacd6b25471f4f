import { zuluMicros } from './event-time.ts';
import type { MetricAlert } from './webhook.ts';

/** `status` of a metric alert's incident: 2 closed, 10 warning, 20 critical. */
const statuses = { resolved: 2, open: 1, warning: 10, critical: 20 } as const;
type MetricAction = keyof typeof statuses;

/** What is counted in the rule's ten minutes, so that the text fits the status; nothing compares it. */
const counts: Readonly<Record<MetricAction, number>> = {
  resolved: 3,
  open: 120,
  warning: 120,
  critical: 1200,
};

/**
 * `data` of a metric alert. `alert_rule.id` is the only stable key: two rules may have one wording, and `id` is that
 * of one firing (getsentry/sentry, src/sentry/integrations/metric_alerts.py).
 */
export function metricAlertData(action: MetricAction, alert: MetricAlert): Record<string, unknown> {
  const started = zuluMicros(alert.startedAt ?? alert.at);
  const word = action.charAt(0).toUpperCase() + action.slice(1);
  return {
    description_text: `${counts[action]} events in the last 10 minutes\\nFilter: ${alert.query}`,
    description_title: `${word}: ${alert.title}`,
    metric_alert: {
      id: `9${alert.identifier}`,
      identifier: alert.identifier,
      organization_id: '12',
      status: statuses[action],
      status_method: 3,
      type: 2,
      title: alert.title,
      date_started: started,
      date_detected: started,
      date_created: started,
      date_closed: action === 'resolved' ? zuluMicros(alert.at) : null,
      projects: alert.projects,
      activities: null,
      alert_rule: alertRule(alert),
    },
    web_url: metricAlertAddress(alert),
  };
}

/** Where people find the firing of a rule. */
function metricAlertAddress({ org, ruleId, identifier }: MetricAlert): string {
  return `https://${org}.sentry.io/alerts/rules/details/${ruleId}/?alert=${identifier}&detection_type=static`;
}

function alertRule(alert: MetricAlert): Record<string, unknown> {
  const edited = zuluMicros(alert.at - 86_400_000);
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
    // Rules that were migrated to monitors have triggers without actions, or none (getsentry/sentry#118042).
    triggers: [],
    date_created: edited,
    date_modified: edited,
    created_by: null,
    detection_type: 'static',
  };
}
