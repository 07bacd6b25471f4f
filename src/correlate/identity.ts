import type { Alert } from '../domain/alert.ts';
import { drillClass, environmentClass, type EnvironmentLists } from '../domain/environment.ts';
import type { Incident, Sample } from '../domain/incident.ts';
import { isLoud, type Issue } from '../domain/issue.ts';
import { mergeTallies } from './family.ts';
import type { Draft } from './draft.ts';
import { byAge } from './orders.ts';
import { evidenceOf } from './evidence.ts';
import { signatureOf } from './signature.ts';

const loudWindowMs = 60_000;

/** A new issue joins an open incident of the same trouble, or opens one. */
export function adoptIssue(
  draft: Draft,
  alert: Alert,
): { issue: Issue; opened: boolean; folded: boolean; reason: string } {
  const fresh = newIssue(draft, alert);
  const same = openIncidentOf(draft, fresh.groupKey);
  if (same === null) {
    const issue = openFor(draft, alert, fresh, null);
    draft.tell(issue.incident, 'opened', `First alert of ${alert.service}: ${alert.title}`);
    return { issue, opened: true, folded: false, reason: 'First alert of a new issue.' };
  }
  const issue: Issue = { ...fresh, incident: same.id };
  draft.putIssue(issue);
  draft.putIncident({ ...same, issues: [...same.issues, issue.key] });
  return { issue, opened: false, folded: false, reason: `New issue of the same trouble as ${same.id}.` };
}

/** Opens an incident for an issue and moves the issue to it. */
export function openFor(draft: Draft, alert: Alert, before: Issue, previous: string | null): Issue {
  const issue: Issue = { ...before, incident: draft.newId() };
  const incident: Incident = {
    id: issue.incident,
    kind: 'alerts',
    status: 'open',
    parent: null,
    previous,
    generation: 1,
    environmentClass: issue.environmentClass,
    openedAt: draft.now,
    showFrom: draft.now + groupWait(draft, issue),
    lastAlertAt: draft.now,
    title: alert.title,
    severity: alert.severity,
    sample: sampleOf(alert),
    services: [],
    issues: [issue.key],
    openIssues: 1,
    alerts: 0,
    events: 0,
    stillArriving: 0,
    rate: { minute: 0, count: 0, hotMinutes: 0 },
    pageReason: null,
    page: null,
    storm: null,
    adoption: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    seenAtAck: null,
    assignee: null,
    resolution: null,
    quietSince: null,
    changedAt: draft.now,
  };
  draft.putIssue(issue);
  draft.putIncident(incident);
  draft.putTimer({
    id: `quiet:${incident.id}`,
    kind: 'quiet',
    subject: incident.id,
    due: draft.now + draft.policy.resolve.quietMs,
  });
  return issue;
}

/**
 * Beside a storm that goes on, a newcomer waits longer: its next payload may say that it belongs there, and a
 * message that has to be taken back is worse than one that comes two seconds later.
 */
function groupWait(draft: Draft, { environmentClass }: Issue): number {
  const { groupWaitMs, stormGroupWaitMs, activeMs } = draft.policy.storm;
  const beside = draft
    .roots()
    .some(
      (root) =>
        root.storm !== null &&
        root.environmentClass === environmentClass &&
        draft.now - root.lastAlertAt <= activeMs,
    );
  return beside ? stormGroupWaitMs : groupWaitMs;
}

/** Takes over what a richer payload tells: signature, evidence, environment, links. It never moves the issue. */
export function enrichIssue(draft: Draft, issue: Issue, alert: Alert): Issue {
  const richness = richnessOf(alert);
  const richer = richness > issue.richness;
  const environments =
    alert.environment === null || issue.environments.includes(alert.environment)
      ? issue.environments
      : [...issue.environments, alert.environment].slice(0, 10);
  const next: Issue = {
    ...issue,
    environments,
    environmentClass: classOf(environments, alert, draft.policy.environments),
    shortId: issue.shortId ?? alert.shortId,
    link: issue.link ?? alert.link,
    release: alert.release ?? issue.release,
    sentryCount: maxOf(issue.sentryCount, alert.sentryCount),
    sentryUsers: maxOf(issue.sentryUsers, alert.sentryUsers),
    // `issue.*` knows the project alone; the event's tag is the better name.
    service: richer ? alert.service : issue.service,
    ...(richer ? fingerprints(alert, classOf(environments, alert, draft.policy.environments), issue) : {}),
  };
  draft.putIssue(next);
  if (next.service !== issue.service) renameService(draft, next, issue.service);
  return next;
}

/** What was counted under the project's name moves to the service, unless another issue of the incident keeps it. */
function renameService(draft: Draft, issue: Issue, before: string): void {
  const incident = draft.incident(issue.incident);
  const shared =
    incident?.issues.some((key) => key !== issue.key && draft.issue(key)?.service === before) ?? true;
  const old = incident?.services.find((service) => service.name === before);
  if (incident === null || old === undefined || shared) return;
  const known = incident.services.find((service) => service.name === issue.service);
  const merged = known === undefined ? { ...old, name: issue.service } : mergeTallies(known, old);
  const others = incident.services.filter((service) => service !== old && service !== known);
  draft.putIncident({ ...incident, services: [...others, merged] });
}

/** What an alert was to its issue. */
export interface Touch {
  /** It opened an incident for the issue. */
  readonly opened: boolean;
  /** It told of something that no alert had told of before. */
  readonly occurred: boolean;
}

/** Notes when the issue spoke: whether it broke out, and whether it has just become loud. */
export function touchIssue(
  draft: Draft,
  issue: Issue,
  { opened, occurred }: Touch,
): { breakout: boolean; grewLoud: boolean } {
  const { quietMs } = draft.policy.storm;
  const breakout = opened || issue.alerts === 0 || draft.now - issue.lastAt >= quietMs;
  const wasLoud = isLoud(issue, draft.now, loudWindowMs);
  const next: Issue = {
    ...issue,
    alerts: issue.alerts + 1,
    occurrences: issue.occurrences + (occurred ? 1 : 0),
    lastAt: draft.now,
    recent: occurred ? [...issue.recent, draft.now].slice(-3) : issue.recent,
    breakoutAt: breakout ? draft.now : issue.breakoutAt,
  };
  draft.putIssue(next);
  return { breakout, grewLoud: !wasLoud && isLoud(next, draft.now, loudWindowMs) };
}

/** What an alert says about itself, kept for the message. */
export function sampleOf(alert: Alert): Sample {
  return {
    type: alert.type,
    message: alert.message,
    culprit: alert.culprit,
    frame: alert.frame,
    transaction: alert.transaction,
    environment: alert.environment,
    rule: alert.rules[0] ?? null,
    tags: alert.tags,
    link: alert.link,
    shortId: alert.shortId,
  };
}

function newIssue(draft: Draft, alert: Alert): Issue {
  const environments = alert.environment === null ? [] : [alert.environment];
  return {
    key: alert.issueKey,
    incident: '',
    service: alert.service,
    environmentClass: classOf(environments, alert, draft.policy.environments),
    environments,
    shortId: alert.shortId,
    title: alert.title,
    link: alert.link,
    severity: alert.severity,
    release: alert.release,
    status: 'open',
    statusEventAt: null,
    firstAt: draft.now,
    lastAt: draft.now,
    breakoutAt: draft.now,
    recent: [],
    alerts: 0,
    occurrences: 0,
    sentryCount: null,
    sentryUsers: null,
    ...fingerprints(alert, classOf(environments, alert, draft.policy.environments), null),
  };
}

function fingerprints(
  alert: Alert,
  environment: string,
  before: Issue | null,
): Pick<Issue, 'signature' | 'groupKey' | 'evidence' | 'richness' | 'bornInRelease'> {
  const signature = signatureOf(alert);
  return {
    signature,
    groupKey: `${environment}/${alert.service}/${signature}`,
    evidence: evidenceOf(alert),
    richness: richnessOf(alert),
    // An `issue.created` knows no release: the first payload that does may still blame it.
    bornInRelease:
      before === null
        ? alert.release !== null
        : before.bornInRelease || (before.release === null && alert.release !== null),
  };
}

function richnessOf(alert: Alert): number {
  return alert.exceptions.length * 4 + (alert.frame === null ? 0 : 2) + (alert.environment === null ? 0 : 1);
}

function openIncidentOf(draft: Draft, groupKey: string): Incident | null {
  const ids = new Set(draft.issuesInGroup(groupKey).map((issue) => issue.incident));
  const open = [...ids].map((id) => draft.incident(id)).filter((incident) => incident !== null);
  return open.filter((incident) => incident.status !== 'resolved').sort(byAge)[0] ?? null;
}

/** An issue seen anywhere in production, or nowhere in particular, counts as production; a drill's is that drill's. */
function classOf(
  environments: readonly string[],
  { drill }: Pick<Alert, 'drill'>,
  lists: EnvironmentLists,
): Issue['environmentClass'] {
  if (drill !== null) return drillClass(drill);
  const known = environments.map((name) => environmentClass(name, lists));
  return known.length > 0 && known.every((one) => one === 'non-production') ? 'non-production' : 'production';
}

function maxOf(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}
