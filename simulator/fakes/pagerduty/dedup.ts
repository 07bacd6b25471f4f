import type { PagerDutyCall } from '../../observed.ts';
import type { Client } from './webhook-body.ts';
import { newId, type Account, type PagerDutyService, type StoredIncident } from './account.ts';

/** A valid event after its checks. */
export interface PagerDutyEvent {
  readonly action: 'trigger' | 'acknowledge' | 'resolve';
  readonly dedupKey: string;
  readonly summary: string;
  readonly severity: string;
  readonly customDetails: unknown;
  readonly links: StoredIncident['links'];
  /** What sent it calls itself, and where it leads. */
  readonly client: Client | null;
}

/**
 * The dedup state machine per (routing key, dedup key), Events API v2 overview: a trigger while open is
 * applied to the open alert, after a resolve it makes a new incident; acknowledge and resolve of nothing are
 * dropped (and still answered 202).
 */
export function applyEvent(
  account: Account,
  service: PagerDutyService,
  event: PagerDutyEvent,
): PagerDutyCall['effect'] {
  const open = service.open.get(event.dedupKey);
  switch (event.action) {
    case 'trigger':
      return open === undefined ? openIncident(account, service, event) : update(open, event);
    case 'acknowledge':
      if (open === undefined) return 'dropped';
      return takeAcknowledgement(account, open);
    case 'resolve':
      if (open === undefined) return 'dropped';
      resolve(service, open, account.clock.now());
      told(account, 'incident.resolved', open);
      return 'resolved';
  }
}

/** One that is acknowledged already changes nothing, and nobody is told. */
function takeAcknowledgement(account: Account, open: StoredIncident): 'acknowledged' {
  const isNews = open.status === 'triggered';
  acknowledge(open, account.clock.now());
  if (isNews) told(account, 'incident.acknowledged', open);
  return 'acknowledged';
}

function told(account: Account, type: string, incident: StoredIncident, client: Client | null = null): void {
  account.happened({
    type,
    incident,
    by: { kind: 'integration' },
    client,
    note: null,
    responder: null,
    priority: null,
  });
}

/** Acknowledges an open incident; the moment of the first acknowledgement stays. */
export function acknowledge(incident: StoredIncident, now: number): 'acknowledged' {
  incident.status = 'acknowledged';
  incident.acknowledgedAt ??= now;
  return 'acknowledged';
}

/** Resolves an open incident: its dedup key is free for a new one. */
export function resolve(service: PagerDutyService, incident: StoredIncident, now: number): 'resolved' {
  incident.status = 'resolved';
  incident.resolvedAt = now;
  service.open.delete(incident.dedupKey);
  return 'resolved';
}

/** A new incident rings: whoever is on call is woken. */
function openIncident(account: Account, service: PagerDutyService, event: PagerDutyEvent): 'opened' {
  const { dedupKey, summary, severity, customDetails, links } = event;
  const now = account.clock.now();
  const incident: StoredIncident = {
    id: newId(account, 'Q', 13),
    routingKey: service.routingKey,
    dedupKey,
    status: 'triggered',
    summary,
    severity,
    openedAt: now,
    acknowledgedAt: null,
    resolvedAt: null,
    customDetails,
    links,
  };
  service.open.set(dedupKey, incident);
  account.incidents.push(incident);
  const { routingKey } = service;
  account.wakings.push({ at: now, routingKey, dedupKey, incident: incident.id, summary, severity });
  told(account, 'incident.triggered', incident, event.client);
  return 'opened';
}

/** A second trigger overwrites the visible summary (PagerDuty/pdpyras#45); it never un-acknowledges. */
function update(incident: StoredIncident, event: PagerDutyEvent): 'updated' {
  incident.summary = event.summary;
  incident.severity = event.severity;
  incident.customDetails = event.customDetails;
  incident.links = event.links;
  return 'updated';
}
