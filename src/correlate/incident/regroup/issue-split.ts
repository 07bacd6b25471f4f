import type { Regrouping } from '../../../domain/decision/belonging.ts';
import {
  eventsOf,
  type Desk,
  type Incident,
  type Sample,
  type ServiceTally,
} from '../../../domain/incident.ts';
import type { Issue } from '../../../domain/issue.ts';
import { deskAt, putBack, withOwnDesk } from '../../../domain/routing/desk.ts';
import type { Draft } from '../../state/draft.ts';
import { hasLivePage } from '../apart.ts';
import { recountOpenIssues, rootOf } from '../lifecycle.ts';
import { silencedTimer } from '../../../domain/timer.ts';
import { bareIncident } from '../opening.ts';
import { moveMembers } from './whose-members.ts';

/** An issue that a person says is a trouble of its own, and the incident that held it among others. */
interface Parting {
  readonly issue: Issue;
  readonly incident: Incident;
}

/**
 * One issue of several goes on as an incident of its own, with its events and its users. What was accepted so far stays
 * in the books where it was shown, and for what has woken somebody nobody is woken anew. Answers with its id.
 */
export function partIssue(draft: Draft, { issue, incident }: Parting, of: Regrouping): string {
  const id = draft.newId();
  const root = rootOf(draft, incident);
  const brought = moveMembers(draft, incident, { issue: issue.key, to: id });
  const events = brought.events + (issue.unnamed ?? 0);
  const woken = hasLivePage(root) ? { severity: issue.severity, users: brought.users } : null;
  const apart = { from: root.id, at: draft.now, by: of.who, woken };
  const tally = { name: issue.service, firstAt: issue.firstAt, lastAt: issue.lastAt, alerts: 0 };
  const told = incident.routed?.filter(({ path }) => path !== null);
  draft.open({
    ...bareIncident(draft, issue, { sample: sampleOf(issue, incident), title: issue.title }),
    id,
    eventSeen: incident.eventSeen,
    environments: issue.environments,
    lastAlertAt: issue.lastAt,
    ...(issue.late !== undefined && { lastAlertLateMs: issue.late.lastMs }),
    services: [{ ...tally, events }],
    events,
    apart,
    openedAt: Math.max(incident.openedAt, Math.min(issue.firstAt, draft.now)),
    ...(told === undefined ? {} : { routed: told.length === 0 ? (incident.routed ?? []) : told }),
    ...(incident.silenced == null ? {} : { silenced: incident.silenced }),
  });
  const parted = { issue, root: root.id, who: of.who, now: draft.now };
  draft.change(id, (row) => withHandOf(row, root, parted));
  if (incident.silenced != null) draft.putTimer(silencedTimer(id, incident.silenced.until ?? draft.now));
  draft.putIssue({ ...issue, incident: id });
  draft.putTimer({
    id: `quiet:${id}`,
    kind: 'quiet',
    subject: id,
    due: draft.now + draft.policy.resolve.quietMs,
  });
  draft.change(incident.id, (row) => without(row, issue, { draft, events }));
  recountOpenIssues(draft, incident.id);
  noteParted(draft, root.id, id);
  const name = issue.shortId ?? issue.title;
  draft.tell(root.id, 'split', { code: 'split-off', child: id, name, of }, 'thread');
  draft.tell(id, 'opened', { code: 'parted-from', root: incident.id, of });
  if (woken !== null) draft.tell(id, 'page', { code: 'not-paged-parted', from: root.id, who: of.who });
  return id;
}

/** What was split off an incident is known there: when that is over, its page stands for it no more. */
export function noteParted(draft: Draft, from: string, parted: string): void {
  draft.change(from, (row) => ({ ...row, parted: [...(row.parted ?? []), parted] }));
}

/** What people have of the incident from which an issue is parted holds for the issue too. */
export function withHandOf(row: Incident, root: Incident, parting: Parted): Incident {
  if (root.desks === undefined) return withOwnDesk(row, (desk) => handedOn(desk, root, parting));
  return Object.entries(root.desks).reduce((next, [name, from]) => {
    const desk = deskAt(next, name);
    const own = handedOn(desk, from, parting);
    return own === desk ? next : putBack(next, name, own);
  }, row);
}

export interface Parted {
  readonly issue: Pick<Issue, 'firstAt' | 'severity'>;
  readonly root: string;
  readonly who: string;
  readonly now: number;
}

/**
 * Whoever has in hand what the issue was part of by then has the issue in hand, and why nobody is woken for it is that
 * somebody was.
 */
function handedOn<D extends Desk>(desk: D, from: Desk, { issue, root, who, now }: Parted): D {
  const { acknowledgedAt, acknowledgedBy, alsoAcknowledged, takings } = from;
  const unpaged = { reason: { code: 'not-paged-parted', from: root, who }, at: now } as const;
  const known = acknowledgedAt !== null && issue.firstAt <= acknowledgedAt;
  if (!known) return hasLivePage(from) ? { ...desk, unpaged } : desk;
  return {
    ...desk,
    unpaged: hasLivePage(from) ? unpaged : desk.unpaged,
    acknowledgedAt,
    acknowledgedBy,
    seenAtAck: { projects: 1, severity: issue.severity, storm: false },
    ...(alsoAcknowledged !== undefined && { alsoAcknowledged }),
    ...(takings !== undefined && { takings }),
  };
}

/** The incident without one of its issues: what it is called by is of those that stay. */
function without(
  row: Incident,
  issue: Issue,
  { draft, events }: { readonly draft: Draft; readonly events: number },
): Incident {
  const issues = row.issues.filter((key) => key !== issue.key);
  const rest = issues.flatMap((key) => draft.issue(key) ?? []);
  const [first] = rest;
  const spokeFor = first !== undefined && row.sample.shortId === issue.shortId;
  // What Sentry told was of all of them; it is asked again.
  const context = row.context === undefined ? {} : { context: { ...row.context, users: null, events: null } };
  return {
    ...row,
    ...context,
    issues,
    title: spokeFor ? first.title : row.title,
    sample: spokeFor ? { ...row.sample, link: first.link, shortId: first.shortId } : row.sample,
    events: Math.max(0, row.events - events),
    services: servicesWithout(row.services, {
      issue,
      events,
      isShared: rest.some((one) => one.service === issue.service),
    }),
  };
}

function servicesWithout(
  services: readonly ServiceTally[],
  left: { readonly issue: Issue; readonly events: number; readonly isShared: boolean },
): readonly ServiceTally[] {
  const { issue, events, isShared } = left;
  return services.flatMap((one) => {
    if (one.name !== issue.service) return [one];
    return isShared ? [{ ...one, events: Math.max(0, eventsOf(one) - events) }] : [];
  });
}

/** Issues of one incident read alike; what else was quoted may be of another, and the next alert tells it. */
function sampleOf(
  { title, link, shortId, environments: [environment] }: Issue,
  { sample }: Incident,
): Sample {
  const unknown = { culprit: null, frame: null, about: [], transaction: null, rule: null, tags: [] };
  return { ...unknown, type: sample.type, message: title, environment: environment ?? null, link, shortId };
}
