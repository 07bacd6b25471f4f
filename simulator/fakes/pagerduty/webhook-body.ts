import type { PagerDutyIncident } from '../../observed.ts';

/** What happened to an incident, and who did it. */
export interface Happening {
  /** For example `incident.acknowledged`. */
  readonly type: string;
  readonly incident: PagerDutyIncident;
  /** A person's name; else the integration that sends events, or PagerDuty by itself. */
  readonly by: Agent;
  /** What opened it called itself, of `incident.triggered` alone. */
  readonly client: Client | null;
  /** What a note says. */
  readonly note: string | null;
  /** Who was asked to help, and what they answered. */
  readonly responder: { readonly name: string; readonly state: string } | null;
  /** What somebody made its priority; null: nobody did, or took it away. */
  readonly priority: string | null;
}

/** Who did it. */
export type Agent =
  | { readonly kind: 'person'; readonly name: string }
  | { readonly kind: 'integration' }
  | { readonly kind: 'itself' };

/** What an event gives as `client` and `client_url`. */
export interface Client {
  readonly name: string;
  readonly url: string | null;
}

/** What of a webhook is no part of the incident. */
interface Stamp {
  readonly id: string;
  readonly at: number;
  readonly number: number;
  readonly assignees: readonly string[];
}

/**
 * The body of a v3 webhook (PagerDuty developer docs, "Webhooks v3: Overview"). As in payloads of real accounts the
 * incident key is null, what opened the incident is told with `incident.triggered` alone, and a resolved one has no
 * assignees.
 */
export function webhookBody(happening: Happening, { id, at, number, assignees }: Stamp): string {
  const { type, by, client } = happening;
  const event = {
    id,
    event_type: type,
    resource_type: 'incident',
    occurred_at: new Date(at).toISOString(),
    agent: agentOf(by),
    client: client === null ? null : { name: client.name, ...(client.url !== null && { url: client.url }) },
    data: dataOf(happening, { number, assignees }),
  };
  return JSON.stringify({ event });
}

function dataOf(happening: Happening, of: Pick<Stamp, 'number' | 'assignees'>): Record<string, unknown> {
  const { incident, note, responder, priority } = happening;
  const reference = { id: incident.id, type: 'incident_reference', summary: incident.summary };
  if (note !== null)
    return {
      incident: reference,
      id: `N${incident.id}`,
      content: note,
      trimmed: false,
      type: 'incident_note',
    };
  if (responder !== null) {
    const user = userOf(responder.name);
    return {
      incident: reference,
      user,
      escalation_policy: null,
      message: '',
      state: responder.state,
      type: 'incident_responder',
    };
  }
  return {
    id: incident.id,
    type: 'incident',
    self: `https://api.pagerduty.com/incidents/${incident.id}`,
    html_url: `https://fake-account.pagerduty.com/incidents/${incident.id}`,
    number: of.number,
    status: incident.status,
    incident_key: null,
    created_at: new Date(incident.openedAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    title: incident.summary,
    service: { id: 'PFAKESV', type: 'service_reference', summary: 'Fake service' },
    assignees: incident.status === 'resolved' ? [] : of.assignees.map(userOf),
    escalation_policy: { id: 'PFAKEEP', type: 'escalation_policy_reference', summary: 'Default' },
    teams: [],
    priority: priority === null ? null : { id: 'PFAKEPR', type: 'priority_reference', summary: priority },
    urgency: 'high',
    conference_bridge: null,
    resolve_reason: null,
    incident_type: { name: 'incident_default' },
  };
}

function agentOf(by: Agent): Record<string, unknown> | null {
  switch (by.kind) {
    case 'person':
      return userOf(by.name);
    case 'integration':
      return { id: 'PFAKEIN', type: 'inbound_integration_reference', summary: 'Events API V2' };
    case 'itself':
      return null;
  }
}

/** A person as PagerDuty refers to one. */
export function userOf(name: string): Record<string, unknown> {
  return {
    id: `P${Buffer.from(name).toString('hex').slice(0, 6).toUpperCase()}`,
    type: 'user_reference',
    summary: name,
  };
}
