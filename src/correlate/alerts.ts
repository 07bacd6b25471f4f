import type { Alert } from '../domain/alert.ts';
import type { Disposition } from '../domain/entry.ts';
import type { Incident } from '../domain/incident.ts';
import type { Issue } from '../domain/issue.ts';
import { countAlert, markSource } from './counting.ts';
import type { Draft } from './draft.ts';
import type { Judge } from './judge.ts';
import { adoptIssue, enrichIssue, openFor, touchIssue } from './identity.ts';
import { recountOpenIssues, resolveIfOver, rootOf } from './lifecycle.ts';
import { endedBecause, reopenedBecause } from './sentences.ts';
import { watchStorms } from './storms.ts';

/** Applies one alert to the incident of its issue, opening one when it has none. */
export function applyAlert(draft: Draft, alert: Alert, judge: Judge): Disposition {
  const known = draft.issue(alert.issueKey);
  if (alert.status === 'firing') return fire(draft, alert, known, judge);
  if (known === null || draft.incident(known.incident) === null) {
    return { kind: 'set-aside', reason: `${alert.resource} of an issue that has no incident here.` };
  }
  if (alert.status === 'assigned') return assign(draft, alert, known);
  return end(draft, alert, known, judge);
}

function fire(draft: Draft, alert: Alert, known: Issue | null, judge: Judge): Disposition {
  const placed = known === null ? adoptIssue(draft, alert) : place(draft, alert, known);
  const issue = enrichIssue(draft, placed.issue, alert);
  markSource(draft, alert);
  const occurred = countAlert(draft, issue, alert, placed.folded);
  const { breakout, grewLoud } = touchIssue(draft, issue, { opened: placed.opened, occurred });
  recountOpenIssues(draft, issue.incident);
  if (!placed.folded) {
    const improved = issue.richness > placed.issue.richness;
    if (breakout || grewLoud || improved) watchStorms(draft, issue.key, breakout);
  }
  const root = keepRootAwake(draft, issue.incident);
  if (root !== null && !placed.folded) judge(draft, root, freshness(alert));
  return { kind: 'counted', incident: issue.incident, reason: placed.reason };
}

/** A child's alert keeps its root's storm active. Answers with the root's id. */
function keepRootAwake(draft: Draft, id: string): string | null {
  const incident = draft.incident(id);
  if (incident === null) return null;
  const root = rootOf(draft, incident);
  if (root.id !== incident.id) draft.putIncident({ ...root, lastAlertAt: draft.now, quietSince: null });
  return root.id;
}

interface Placed {
  readonly issue: Issue;
  /** An incident was opened for it. */
  readonly opened: boolean;
  /** Counted only: it reopens nothing and pages nobody. */
  readonly folded: boolean;
  readonly reason: string;
}

/** Where a firing alert of a known issue belongs. */
function place(draft: Draft, alert: Alert, known: Issue): Placed {
  const own = draft.incident(known.incident);
  if (own === null) return openAgain(draft, alert, known, 'It fires again.');
  const root = rootOf(draft, own);
  const counted = { issue: known, opened: false, folded: true };
  if (isStale(alert, known)) return { ...counted, reason: 'It happened before the issue was resolved.' };
  if (root.status === 'resolved') {
    if (isFolding(draft, root, alert))
      return { ...counted, reason: 'Still arriving after a human resolved it.' };
    return openAgain(
      draft,
      alert,
      known,
      alert.reopened === null ? 'It fires after it was resolved.' : reopenedBecause(alert.reopened),
    );
  }
  if (known.status === 'open') return { ...counted, folded: false, reason: 'Known issue.' };
  if (
    known.status === 'archived' &&
    alert.reopened === null &&
    draft.now - known.lastAt < draft.policy.resolve.foldMs
  ) {
    return { ...counted, reason: 'Still arriving after it was archived.' };
  }
  const reopened: Issue = { ...known, status: 'open', statusEventAt: null };
  draft.putIssue(reopened);
  draft.tell(root.id, 'reopened', `${known.title} fires again.`, 'thread');
  return {
    issue: reopened,
    opened: false,
    folded: false,
    reason: 'Its issue fires again while the incident is open.',
  };
}

/** For a while after a human resolved it, stragglers are expected; Sentry's own word that it is back is not one. */
function isFolding(draft: Draft, { resolution }: Incident, alert: Alert): boolean {
  if (resolution?.by !== 'human' || alert.reopened !== null) return false;
  return draft.now - resolution.at < draft.policy.resolve.foldMs;
}

function openAgain(draft: Draft, alert: Alert, known: Issue, reason: string): Placed {
  const issue = openFor(draft, alert, { ...known, status: 'open', statusEventAt: null }, known.incident);
  draft.tell(issue.incident, 'opened', `${reason} Before: ${known.incident}.`);
  return { issue, opened: true, folded: false, reason };
}

/** Sentry's own times order an alert before or after the resolve. An alert without a time counts as new. */
function isStale(alert: Alert, issue: Issue): boolean {
  if (issue.status === 'open' || issue.statusEventAt === null || alert.reopened !== null) return false;
  return alert.eventAt !== null && alert.eventAt <= issue.statusEventAt;
}

function end(draft: Draft, alert: Alert, known: Issue, judge: Judge): Disposition {
  const status = alert.status === 'archived' ? 'archived' : 'resolved';
  draft.putIssue({ ...known, status, statusEventAt: draft.now, alerts: known.alerts + 1 });
  countAlert(draft, known, alert, true);
  recountOpenIssues(draft, known.incident);
  const by = status === 'archived' ? 'human' : 'sentry';
  resolveIfOver(draft, known.incident, { by, who: alert.actor, reason: endedBecause(alert) });
  judge(draft, known.incident, null);
  return { kind: 'counted', incident: known.incident, reason: `The issue was ${status} in Sentry.` };
}

function assign(draft: Draft, alert: Alert, known: Issue): Disposition {
  countAlert(draft, known, alert, true);
  const own = draft.incident(known.incident);
  if (own !== null) {
    const root = rootOf(draft, own);
    const assignee = alert.actor ?? 'somebody';
    draft.putIncident({ ...root, assignee });
    draft.tell(root.id, 'assigned', `${known.title} was assigned to ${assignee} in Sentry.`);
  }
  return { kind: 'counted', incident: known.incident, reason: 'Assigned in Sentry.' };
}

function freshness(alert: Alert): Parameters<Judge>[2] {
  return {
    level: alert.level,
    resource: alert.resource,
    category: alert.category,
    eventAt: alert.eventAt,
    critical: alert.severity === 'critical',
  };
}
