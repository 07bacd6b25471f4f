import { severityOf } from '../../correlate/state/family.ts';
import { unpagedClause } from '../../domain/decision/paging-words.ts';
import { sentenceOf } from '../../domain/decision/words.ts';
import {
  isGuest,
  isUnnamed,
  type Acknowledgement,
  type Incident,
  type Resolution,
} from '../../domain/incident.ts';
import { leftBehind, overAt } from '../../domain/routing/acknowledged.ts';
import { quietOf, type Quiet } from '../../domain/routing/silence.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import { alertsShown, handleOf, shownAt, type Sent } from '../../domain/sending/sent.ts';
import type { Severity } from '../../domain/severity.ts';
import type { ChildrenTally } from '../../seams/store.ts';
import { glanceView, type GlanceView } from './glance-view.ts';
import { isDead, pageView, type PageView } from './page-view.ts';

/** How and by whom an incident ended. */
type ResolutionView = Omit<Resolution, 'reason'> & {
  readonly code: Resolution['reason']['code'];
  readonly reason: string;
};

/** One incident as a row of a list. Texts are unescaped. */
export interface IncidentView {
  readonly id: string;
  /** `collector` is the page "many incidents": `joined` tells how many share it. */
  readonly kind: Incident['kind'];
  readonly title: string;
  readonly status: Incident['status'];
  readonly severity: Severity;
  readonly environmentClass: Incident['environmentClass'];
  readonly parent: string | null;
  /** Its storm only lists it: new since, cause unknown. */
  readonly guest: boolean;
  /** The shared cause, set on a storm. */
  readonly storm: string | null;
  /** `storm` only says what broke out: why is not known yet. */
  readonly unnamed: boolean;
  /** Services of the incident and its children, guests apart, the first to fail in front. */
  readonly services: readonly string[];
  readonly children: number;
  /** Of a collector: incidents whose page joined this one. */
  readonly joined: number;
  readonly openedAt: number;
  readonly lastAlertAt: number;
  /** Accepted alerts, children's included. */
  readonly alerts: number;
  readonly events: number;
  readonly page: PageView;
  /** Null: it is neither a storm nor was anybody to be woken for it. */
  readonly glance: GlanceView | null;
  /** Why nobody was woken where a reader would expect a page, as a sentence. */
  readonly notPaged: string | null;
  readonly acknowledgedBy: string | null;
  /** When that was, virtual ms. */
  readonly acknowledgedAt: number | null;
  /** Who else has acknowledged it since, earliest first. */
  readonly alsoAcknowledged: readonly Acknowledgement[];
  readonly assignee: string | null;
  /** Until when a person wants quiet; null: nobody does. */
  readonly mute: Quiet | null;
  readonly resolution: ResolutionView | null;
}

/** One notification: what should be shown against what is. */
interface NotificationView {
  readonly id: string;
  readonly receiver: string;
  readonly lane: string;
  readonly surface: Notification['surface'];
  /** The state that should be shown, for example `open` or `triggered`; for threads how many lines. */
  readonly wanted: string;
  readonly phase: 'none' | 'maybe' | 'open' | 'resolving' | 'closed';
  readonly current: boolean;
  /** Virtual ms since the shown version is outdated; null when it is current. */
  readonly lagMs: number | null;
  readonly sentAt: number | null;
  readonly alertsWanted: number;
  readonly alertsSent: number;
  readonly handle: string | null;
  /** Where people see it, as its vendor told; null: not known. */
  readonly link: string | null;
  readonly attempts: number;
  readonly notBefore: number;
  readonly lastError: string | null;
  readonly dead: boolean;
}

/** What hangs on an incident. */
interface Following {
  readonly children: ChildrenTally;
  readonly joined: number;
  /** The page that it shares with others; null: it has its own, or that one is forgotten. */
  readonly collector: Incident | null;
}

/** Nothing hangs on it. */
export const alone: Following = {
  children: { count: 0, alerts: 0, events: 0, openedAt: null, lastAlertAt: null, services: [] },
  joined: 0,
  collector: null,
};

/** A list row of a root with what hangs on it, or of one child alone. */
export function incidentView(
  incident: Incident,
  { children, joined, collector }: Following,
  rows: readonly Notification[],
): IncidentView {
  const services = [...incident.services, ...children.services].sort((a, b) => a.firstAt - b.firstAt);
  const page = pageView(incident, collector, rows);
  return {
    id: incident.id,
    kind: incident.kind,
    title: incident.title,
    status: incident.status,
    // As in Slack and PagerDuty: a storm is critical.
    severity: severityOf({ root: incident, children: [] }),
    environmentClass: incident.environmentClass,
    parent: incident.parent,
    guest: isGuest(incident),
    storm: incident.storm?.cause.title ?? null,
    unnamed: isUnnamed(incident),
    services: [...new Set(services.map((service) => service.name))],
    children: children.count,
    joined,
    openedAt: Math.min(incident.openedAt, children.openedAt ?? Infinity),
    lastAlertAt: Math.max(incident.lastAlertAt, children.lastAlertAt ?? -Infinity),
    alerts: incident.alerts + children.alerts,
    events: incident.events + children.events,
    page,
    glance: wantsGlance(incident) ? glanceView(incident, rows) : null,
    notPaged: whyNotPaged(incident, page),
    ...inHandOf(incident),
    assignee: incident.assignee,
    mute: quietOf(incident),
    resolution: resolutionView(incident),
  };
}

/** Who has it in hand, or had it at the end; nobody, where whoever had taken it had it no longer. */
function inHandOf(
  incident: Incident,
): Pick<IncidentView, 'acknowledgedBy' | 'acknowledgedAt' | 'alsoAcknowledged'> {
  const { resolution, acknowledgedBy, acknowledgedAt, alsoAcknowledged = [] } = incident;
  const isLeft = resolution !== null && leftBehind(incident, overAt(resolution)) !== null;
  if (isLeft) return { acknowledgedBy: null, acknowledgedAt: null, alsoAcknowledged: [] };
  return { acknowledgedBy, acknowledgedAt, alsoAcknowledged };
}

/** What a person looks at first: what is wide, and what was to wake somebody. */
export function wantsGlance({ kind, parent, storm, page }: Incident): boolean {
  return parent === null && (kind === 'collector' || storm !== null || page !== null);
}

function resolutionView({ resolution }: Incident): ResolutionView | null {
  if (resolution === null) return null;
  const { at, by, who, reason } = resolution;
  return { at, by, who, code: reason.code, reason: sentenceOf(reason) };
}

/** The one place that knows why a page that a reader would expect is not there. */
function whyNotPaged({ page, unpaged }: Incident, { state }: PageView): string | null {
  if (state !== 'none') return null;
  if (page !== null && page.withdrawn !== null) return sentenceOf(page.withdrawn);
  return unpaged === null ? null : unpagedClause(unpaged.reason);
}

/** Whether something of it is there, in the words of a page. */
function phaseOf({ phase }: Sent): NotificationView['phase'] {
  switch (phase) {
    case 'posted':
    case 'told':
      return 'open';
    case 'gone':
      return 'none';
    case 'none':
    case 'maybe':
    case 'open':
    case 'resolving':
    case 'closed':
      return phase;
  }
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
    wanted: 'items' in projection ? `${projection.items.at(-1)?.n ?? 0} lines` : projection.state,
    phase: phaseOf(sent),
    current,
    lagMs: current || row.pendingSince === null ? null : Math.max(0, now - row.pendingSince),
    sentAt: shownAt(sent),
    alertsWanted: row.alerts,
    alertsSent: alertsShown(sent),
    handle: handleOf(sent),
    link: row.link ?? null,
    attempts: attempts.count,
    notBefore: attempts.notBefore,
    lastError: attempts.lastError,
    dead: isDead(row),
  };
}
