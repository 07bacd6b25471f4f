import { calledBy, type Alert } from '../../domain/alert.ts';
import type { Incident, Sample } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';
import { stillApart } from './apart.ts';
import type { Draft } from '../state/draft.ts';
import { firstAlert } from '../state/told-late.ts';

/** So long before its message goes out a newcomer beside a storm is looked at once more, in ms. */
const lastLookMs = 200;
/**
 * That look opens the way for its message. Should the brain be so far behind that it never comes, the message goes out
 * without it, so much later, in ms.
 */
const unlookedMs = 15_000;

/** One for all: an empty list takes 32 bytes, and nearly all of them stay empty. */
export const nobody: readonly string[] = [];

/** Opens an incident for an issue and moves the issue to it. */
export function openFor(draft: Draft, alert: Alert, before: Issue, previous: string | null): Issue {
  const { storm: formerStorm, ...kept } = withoutUnnamed(before);
  const issue: Issue = {
    ...kept,
    incident: draft.newId(),
    status: 'open',
    statusEventAt: null,
    firesSince: draft.now,
    toldBy: nobody,
    ...broughtBefore(before),
  };
  draft.putIssue(issue);
  const { groupWaitMs, stormGroupWaitMs } = draft.policy.storm;
  const beside = isBesideStorm(draft, issue);
  const showFrom = draft.now + (beside ? stormGroupWaitMs + unlookedMs : groupWaitMs);
  draft.open({
    ...bareIncident(draft, issue, { title: calledBy(alert), sample: sampleOf(alert) }),
    severity: alert.severity,
    showFrom,
    previous,
    ...previousStormOf(draft, previous, formerStorm),
    apart: previous === null ? null : stillApart(draft, previous),
  });
  if (beside) {
    const due = draft.now + stormGroupWaitMs - lastLookMs;
    draft.putTimer({ id: `look-around:${issue.incident}`, kind: 'look-around', subject: issue.key, due });
  }
  draft.putTimer({
    id: `quiet:${issue.incident}`,
    kind: 'quiet',
    subject: issue.incident,
    due: draft.now + draft.policy.resolve.quietMs,
  });
  return issue;
}

/** They count where they were read. */
function withoutUnnamed(issue: Issue): Issue {
  const { unnamed, ...rest } = issue;
  return unnamed === undefined ? issue : rest;
}

function broughtBefore({ alerts, occurrences }: Issue): Pick<Issue, 'before'> {
  return alerts === 0 ? {} : { before: { alerts, occurrences } };
}

/** Lets an incident show itself that was looked at again. */
export function showNow(draft: Draft, id: string): void {
  draft.change(id, (row) => (row.showFrom <= draft.now ? row : { ...row, showFrom: draft.now }));
}

/** A part has no message of its own: whoever looks for what happened before wants its storm. */
function previousStormOf(
  draft: Draft,
  previous: string | null,
  remembered: string | undefined,
): Pick<Incident, 'previousStorm'> {
  if (previous === null) return {};
  const former = draft.incident(previous);
  const storm = former === null ? remembered : former.parent;
  return storm == null ? {} : { previousStorm: storm };
}

/** An incident that opens now, before anything is known of it but its id. It shows itself at once. */
export function blankIncident(
  id: string,
  now: number,
): Omit<Incident, 'title' | 'severity' | 'sample' | 'environmentClass'> {
  return {
    id,
    kind: 'alerts',
    status: 'open',
    parent: null,
    previous: null,
    environments: [],
    eventSeen: false,
    openedAt: now,
    showFrom: now,
    lastAlertAt: now,
    services: [],
    issues: [],
    openIssues: 0,
    alerts: 0,
    events: 0,
    stillArriving: 0,
    rate: { minute: 0, count: 0, hotMinutes: 0 },
    pageReason: null,
    page: null,
    unpaged: null,
    storm: null,
    adoption: null,
    apart: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    seenAtAck: null,
    assignee: null,
    resolution: null,
    quietSince: null,
    changedAt: now,
  };
}

/** An incident of one issue, of which nothing is counted yet. */
export function bareIncident(
  draft: Draft,
  issue: Issue,
  { title, sample }: Pick<Incident, 'title' | 'sample'>,
): Incident {
  return {
    ...blankIncident(issue.incident, draft.now),
    ...firstAlert(draft),
    environmentClass: issue.environmentClass,
    title,
    severity: issue.severity,
    sample,
    issues: [issue.key],
    openIssues: 1,
  };
}

/**
 * Beside a storm that goes on, a newcomer waits longer: its next payload may say that it belongs there, and a
 * message that has to be taken back is worse than one that comes two seconds later.
 */
function isBesideStorm(draft: Draft, { environmentClass }: Issue): boolean {
  const { activeMs } = draft.policy.storm;
  return draft
    .roots()
    .some(
      (root) =>
        root.storm !== null &&
        root.environmentClass === environmentClass &&
        draft.now - root.lastAlertAt <= activeMs,
    );
}

/** What an alert says about itself, kept for the message. */
export function sampleOf(alert: Alert): Sample {
  return {
    type: alert.type,
    message: alert.message,
    culprit: alert.culprit,
    frame: alert.frame,
    about: alert.about,
    transaction: alert.transaction,
    environment: alert.environment,
    rule: alert.rules[0] ?? null,
    tags: alert.tags,
    link: alert.link,
    shortId: alert.shortId,
    says: {
      level: alert.level,
      category: alert.category,
      rules: alert.rules,
      ...(alert.settings !== undefined && { settings: alert.settings }),
    },
  };
}
