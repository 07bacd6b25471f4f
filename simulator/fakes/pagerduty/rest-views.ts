import type { PagerDutyIncident } from '../../observed.ts';
import {
  emailOf,
  escalationPolicy,
  type Account,
  type OnCallPerson,
  type PagerDutyService,
} from './account.ts';
import { userOf } from './webhook-body.ts';

/** An incident as `GET /incidents` returns it. */
export function incidentView(account: Account, incident: PagerDutyIncident): Record<string, unknown> {
  return {
    id: incident.id,
    type: 'incident',
    summary: `[#${account.incidents.indexOf(incident) + 1}] ${incident.summary}`,
    title: incident.summary,
    incident_number: account.incidents.indexOf(incident) + 1,
    // Incidents that hold alerts have no key of their own; the dedup key is the alert's `alert_key`.
    incident_key: null,
    status: incident.status,
    urgency: incident.severity === 'critical' || incident.severity === 'error' ? 'high' : 'low',
    created_at: iso(incident.openedAt),
    updated_at: iso(incident.resolvedAt ?? incident.openedAt),
    service: serviceReference(account, incident),
    escalation_policy: policyReference,
    assignments: account.webhooks
      .assigneesOf(incident)
      .map((name) => ({ at: iso(incident.openedAt), assignee: userOf(name) })),
    alert_counts: {
      all: 1,
      triggered: incident.status === 'resolved' ? 0 : 1,
      resolved: incident.status === 'resolved' ? 1 : 0,
    },
    html_url: `https://fake-account.pagerduty.com/incidents/${incident.id}`,
  };
}

/** The one alert of an incident. */
export function alertView(account: Account, incident: PagerDutyIncident): Record<string, unknown> {
  return {
    id: `A${incident.id.slice(1)}`,
    type: 'alert',
    summary: incident.summary,
    alert_key: incident.dedupKey,
    status: incident.status === 'resolved' ? 'resolved' : 'triggered',
    severity: incident.severity,
    suppressed: false,
    created_at: iso(incident.openedAt),
    service: serviceReference(account, incident),
    incident: { id: incident.id, type: 'incident_reference' },
    body: { type: 'alert_body', details: incident.customDetails, contexts: incident.links },
  };
}

/** One entry of `GET /oncalls`. @param whole With all that is known of the user (`include[]=users`). */
export function onCallView({ name, level }: OnCallPerson, whole: boolean): Record<string, unknown> {
  return {
    user: { ...userOf(name), ...(whole && { type: 'user', name, email: emailOf(name) }) },
    schedule: { id: 'PFAKESC', type: 'schedule_reference', summary: 'Primary' },
    escalation_policy: policyReference,
    escalation_level: level,
    start: null,
    end: null,
  };
}

/** A service as `GET /services/{id}` returns it. */
export function serviceView({ id }: PagerDutyService): Record<string, unknown> {
  return {
    id,
    type: 'service',
    summary: 'Fake service',
    status: 'active',
    escalation_policy: policyReference,
  };
}

const policyReference = { id: escalationPolicy, type: 'escalation_policy_reference', summary: 'Default' };

function serviceReference(account: Account, incident: PagerDutyIncident): Record<string, unknown> {
  return {
    id: account.services.get(incident.routingKey)?.id ?? null,
    type: 'service_reference',
    summary: 'Fake service',
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
