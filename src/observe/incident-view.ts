import { severityOf } from '../correlate/family.ts';
import { newestGeneration, type Incident } from '../domain/incident.ts';
import type { Notification } from '../domain/notification.ts';
import type { Severity } from '../domain/severity.ts';
import { severityRank } from '../domain/severity.ts';

/** Where an incident's page stands, as far as is known here. */
export interface PageView {
  readonly state: 'none' | 'wanted' | 'triggered' | 'acknowledged' | 'resolved' | 'dead' | 'joined';
  readonly reason: string | null;
}

/** One incident as a row of a list. Texts are unescaped. */
export interface IncidentView {
  readonly id: string;
  readonly title: string;
  readonly status: Incident['status'];
  readonly severity: Severity;
  readonly environmentClass: Incident['environmentClass'];
  readonly parent: string | null;
  /** The shared cause, set on a storm. */
  readonly storm: string | null;
  /** Services of the incident and its children, the first to fail in front. */
  readonly services: readonly string[];
  readonly children: number;
  readonly openedAt: number;
  readonly lastAlertAt: number;
  /** Accepted alerts, children's included. */
  readonly alerts: number;
  readonly events: number;
  readonly page: PageView;
  readonly acknowledgedBy: string | null;
  readonly resolution: Incident['resolution'];
}

/** One notification: what should be shown against what is. */
export interface NotificationView {
  readonly id: string;
  readonly receiver: string;
  readonly lane: string;
  readonly surface: Notification['surface'];
  /** The state that should be shown, for example `open` or `triggered`; for threads how many lines. */
  readonly wanted: string;
  readonly phase: Notification['sent']['phase'];
  readonly current: boolean;
  /** Virtual ms since the shown version is outdated; null when it is current. */
  readonly lagMs: number | null;
  readonly sentAt: number | null;
  readonly alertsWanted: number;
  readonly alertsSent: number;
  readonly handle: string | null;
  readonly attempts: number;
  readonly notBefore: number;
  readonly lastError: string | null;
  readonly dead: boolean;
}

/** A list row of a root with its children, or of one child alone. */
export function incidentView(
  incident: Incident,
  children: readonly Incident[],
  rows: readonly Notification[],
): IncidentView {
  const members = [incident, ...children];
  const services = members.flatMap((member) => member.services).sort((a, b) => a.firstAt - b.firstAt);
  return {
    id: incident.id,
    title: incident.title,
    status: incident.status,
    // As in Slack and PagerDuty: a storm is critical.
    severity: severityOf({ root: incident, children }),
    environmentClass: incident.environmentClass,
    parent: incident.parent,
    storm: incident.storm?.cause.title ?? null,
    services: [...new Set(services.map((service) => service.name))],
    children: children.length,
    openedAt: Math.min(...members.map((member) => member.openedAt)),
    lastAlertAt: Math.max(...members.map((member) => member.lastAlertAt)),
    alerts: members.reduce((sum, member) => sum + member.alerts, 0),
    events: members.reduce((sum, member) => sum + member.events, 0),
    page: pageView(incident, rows),
    acknowledgedBy: incident.acknowledgedBy,
    resolution: incident.resolution,
  };
}

/** Storms first, then the worse ones, then the newer ones. */
export function compareForPeople(a: IncidentView, b: IncidentView): number {
  return (
    Number(b.storm !== null) - Number(a.storm !== null) ||
    severityRank(b.severity) - severityRank(a.severity) ||
    b.openedAt - a.openedAt
  );
}

function pageView(incident: Incident, rows: readonly Notification[]): PageView {
  const reason = incident.page === null ? null : newestGeneration(incident.page).reason;
  if (incident.page === null) return { state: 'none', reason };
  if (incident.page.joined !== null) return { state: 'joined', reason };
  const pages = rows.filter((row) => row.projection.surface === 'page');
  if (pages.some((row) => isDead(row))) return { state: 'dead', reason };
  const newest = pages.reduce<Notification | null>(
    (best, row) => (generation(row) >= generation(best) ? row : best),
    null,
  );
  if (incident.page.withdrawn !== null && (newest === null || newest.sent.phase === 'none')) {
    return { state: 'none', reason: incident.page.withdrawn };
  }
  return { state: newest === null ? 'wanted' : pageState(newest), reason };
}

function generation(row: Notification | null): number {
  return row?.projection.surface === 'page' ? row.projection.generation : -1;
}

function pageState({ projection, sent }: Notification): PageView['state'] {
  if (sent.phase === 'closed') return 'resolved';
  if (sent.phase === 'none' || sent.phase === 'maybe') return 'wanted';
  return projection.surface === 'page' && projection.state === 'acknowledged' ? 'acknowledged' : 'triggered';
}

function isDead(row: Notification): boolean {
  return row.attempts.deadDigest !== null && row.attempts.deadDigest === row.digest;
}

/** One notification for people, at a time. */
export function notificationView(row: Notification, now: number): NotificationView {
  const { projection, sent, attempts } = row;
  const current = sent.digest === row.digest;
  return {
    id: row.id,
    receiver: row.receiver,
    lane: row.lane,
    surface: row.surface,
    wanted: projection.surface === 'thread' ? `${projection.items.at(-1)?.n ?? 0} lines` : projection.state,
    phase: sent.phase,
    current,
    lagMs: current || row.pendingSince === null ? null : Math.max(0, now - row.pendingSince),
    sentAt: sent.at,
    alertsWanted: row.alerts,
    alertsSent: sent.alerts,
    handle: sent.handle,
    attempts: attempts.count,
    notBefore: attempts.notBefore,
    lastError: attempts.lastError,
    dead: isDead(row),
  };
}
