import type { Incident } from '../../../src/domain/incident.ts';
import { noAttempts, type Notification } from '../../../src/domain/sending/notification.ts';
import { page } from '../../make.ts';
import { ringing } from '../../sent.ts';

/** An incident with values of our own; tests change what they are about. */
export function sampleIncident(changes: Partial<Incident> & Pick<Incident, 'id'>): Incident {
  const openedAt = changes.openedAt ?? 1_767_225_600_000;
  return {
    kind: 'alerts',
    status: 'open',
    parent: null,
    previous: null,
    environments: ['production'],
    eventSeen: true,
    environmentClass: 'production',
    openedAt,
    showFrom: openedAt + 1_000,
    lastAlertAt: openedAt + 30_000,
    title: 'TimeoutError: basket lookup took too long',
    severity: 'error',
    sample: {
      type: 'TimeoutError',
      message: 'basket lookup took too long',
      culprit: 'basket.lookup',
      frame: { function: 'lookup', filename: 'src/basket.ts', module: null, line: 41 },
      about: [],
      transaction: 'GET /basket',
      environment: 'production',
      rule: null,
      tags: [],
      link: 'https://sentry.io/organizations/acme/issues/4711/',
      shortId: 'BASKET-7',
    },
    services: [{ name: 'basket', firstAt: openedAt, lastAt: openedAt + 30_000, alerts: 12 }],
    issues: ['sentry:acme/4711'],
    openIssues: 1,
    alerts: 12,
    events: 9,
    stillArriving: 0,
    rate: { minute: openedAt, count: 0, hotMinutes: 0 },
    pageReason: null,
    page: null,
    unpaged: null,
    storm: null,
    adoption: null,
    acknowledgedAt: null,
    seenAtAck: null,
    acknowledgedBy: null,
    assignee: null,
    resolution: null,
    quietSince: null,
    changedAt: openedAt,
    ...changes,
  };
}

/** A page of an incident at a receiver of our own. */
export function samplePage(incident: string, changes: Partial<Notification> = {}): Notification {
  return {
    id: `${incident}/pagerduty/5f3a/page/1`,
    incident,
    receiver: 'pagerduty/5f3a90c1',
    surface: 'page',
    lane: 'pagerduty:5f3a90c1',
    credential: 'pagerduty:5f3a90c1',
    projection: page({ incident, storm: true, alerts: 12 }),
    digest: 'd1',
    statusDigest: 's1',
    alerts: 12,
    services: ['basket'],
    severityRank: 3,
    openedAt: 1_767_225_600_000,
    sent: ringing({ digest: 'd1', at: 1_767_225_602_000, alerts: 12, handle: 'key-1' }),
    attempts: noAttempts,
    pendingSince: null,
    ...changes,
  };
}
