import type { PagerDutyCall } from '../../observed.ts';
import { newId, type Account, type PagerDutyService, type StoredIncident } from './account.ts';

/** A valid event after its checks. */
export interface PagerDutyEvent {
  readonly action: 'trigger' | 'acknowledge' | 'resolve';
  readonly dedupKey: string;
  readonly summary: string;
  readonly severity: string;
  readonly customDetails: unknown;
  readonly links: StoredIncident['links'];
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
      return open === undefined ? 'dropped' : acknowledge(open, account.clock.now());
    case 'resolve':
      return open === undefined ? 'dropped' : resolve(service, open, account.clock.now());
  }
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
