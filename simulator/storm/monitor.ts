import type { SimulatedOccurrence } from '../sentry-error.ts';
import type { MonitorPlan } from './alone-plan.ts';
import type { Dice } from './dice.ts';
import type { Monitor } from './issue.ts';

/** The alert rule that tells of monitors. */
const RULE = 'Monitors that fail';

/** What Sentry says of a monitor that fails, and through which webhooks. */
export function monitorOf(plan: MonitorPlan, dice: Dice): Monitor {
  const id = dice.hex(32);
  return {
    occurrence: plan.kind === 'cron' ? missedCheckIn(plan, id) : downtime(plan, id),
    tags:
      plan.kind === 'cron'
        ? [
            ['monitor.id', id],
            ['monitor.slug', plan.name],
          ]
        : [['uptime_rule', String(dice.whole(1000, 9000))]],
    asIssue: plan.through.includes('issue'),
    rules: plan.through.includes('event-alert') ? [RULE] : [],
  };
}

/** getsentry/sentry, src/sentry/monitors/logic/incident_occurrence.py. */
function missedCheckIn(plan: Extract<MonitorPlan, { kind: 'cron' }>, id: string): SimulatedOccurrence {
  const config = { schedule_type: 'crontab', schedule: plan.schedule, checkin_margin: 1, timezone: 'UTC' };
  return {
    type: 4001,
    issueType: 'monitor_check_in_failure',
    issueCategory: 'outage',
    title: `Cron failure: ${plan.name}`,
    subtitle: 'Your monitor is failing: A missed check-in was detected.',
    evidence: [
      { name: 'Failure reason', value: 'A missed check-in was detected', important: true },
      { name: 'Last successful check-in', value: 'None', important: false },
    ],
    contexts: {
      monitor: { id, slug: plan.name, name: plan.name, config, status: 'error', type: 'monitor' },
    },
  };
}

/** getsentry/sentry, src/sentry/uptime/grouptype.py. */
function downtime(plan: Extract<MonitorPlan, { kind: 'uptime' }>, id: string): SimulatedOccurrence {
  return {
    type: 7001,
    issueType: 'uptime_domain_failure',
    issueCategory: 'outage',
    title: `Downtime detected for ${plan.url}`,
    subtitle: 'Your monitored domain is down',
    evidence: [
      { name: 'Failure reason', value: 'timeout - Request timed out', important: true },
      { name: 'Duration', value: '10000ms', important: false },
      { name: 'Method', value: 'GET', important: false },
      { name: 'Status Code', value: 'None', important: false },
    ],
    contexts: { trace: { trace_id: id, span_id: null, type: 'trace' } },
  };
}
