import { createHmac } from 'node:crypto';

interface Told {
  readonly type: string;
  readonly at: string;
  readonly agent?: { readonly type: string; readonly summary: string } | null;
  readonly client?: { readonly name: string; readonly url?: string } | null;
  readonly assignees?: readonly string[];
  readonly id?: string;
  readonly incidentKey?: string | null;
}

/** A person, as PagerDuty refers to one. */
export function user(summary: string): { readonly type: string; readonly summary: string } {
  return { type: 'user_reference', summary };
}

/** The body of a v3 webhook of an incident, in the shape that PagerDuty sends. */
export function webhookBody({ type, at, agent = null, client = null, ...incident }: Told): string {
  const data = {
    id: incident.id ?? 'Q1PAGE',
    type: 'incident',
    html_url: `https://acme.pagerduty.com/incidents/${incident.id ?? 'Q1PAGE'}`,
    number: 7,
    incident_key: incident.incidentKey ?? null,
    title: 'redis unreachable',
    assignees: (incident.assignees ?? []).map(user),
    priority: null,
    urgency: 'high',
  };
  return eventBody(type, at, { agent, client, data });
}

/** The same of whatever the event tells besides. */
export function eventBody(type: string, at: string, more: Readonly<Record<string, unknown>>): string {
  const event = { id: `01-${type}-${at}`, event_type: type, resource_type: 'incident', occurred_at: at };
  return JSON.stringify({ event: { ...event, agent: null, client: null, ...more } });
}

/** One part of `X-PagerDuty-Signature`. */
export function v1(secret: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
