import { calledBy, type Alert } from '../../domain/alert.ts';
import type { Evidence } from '../../domain/cause.ts';
import type { Decision } from '../../domain/decision.ts';
import {
  burstOf,
  lastHeardAt,
  lastingOf,
  spokenSince,
  spokeAlso,
  type Burst,
  type Issue,
  type Lasting,
} from '../../domain/issue.ts';
import { worse } from '../../domain/severity.ts';
import { withAge } from '../evidence/new-there.ts';
import { pastAfter, pastOf, stepsUp } from './pace.ts';
import { mergeTallies } from '../state/family.ts';
import { withLateness } from '../state/told-late.ts';
import type { Draft } from '../state/draft.ts';
import { nobody, openFor } from './opening.ts';
import { evidenceOf, noEvidence } from '../evidence/evidence.ts';
import {
  bringsEvent,
  classOfAlert,
  groupKeyOf,
  issueRowKey,
  joinedAfter,
  openIncidentOf,
} from './issue-rows.ts';
import { evidenceByRule } from '../rules/cause-by-rule.ts';
import { signatureOf } from '../evidence/template/signature.ts';

const loudWindowMs = 60_000;
/** Environments that an issue or an incident remembers; the first ones stay, whatever comes later. */
const issueEnvironments = 50;
const incidentEnvironments = 200;
const issueTraces = 8;

/** A new issue joins an open incident of the same trouble, or opens one. */
export function adoptIssue(
  draft: Draft,
  alert: Alert,
): { issue: Issue; opened: boolean; folded: boolean; decision: Decision } {
  const fresh = withAge(newIssue(draft, alert), alert, draft.heardAt);
  const same = fresh.kind === 'error' ? openIncidentOf(draft, fresh) : null;
  if (same === null) {
    const issue = openFor(draft, alert, fresh, null);
    draft.tell(issue.incident, 'opened', {
      code: 'first-alert',
      service: alert.service,
      title: calledBy(alert),
    });
    return { issue, opened: true, folded: false, decision: { code: 'new-issue' } };
  }
  const issue: Issue = { ...fresh, ...joinedAfter(draft, same), incident: same.id };
  draft.putIssue(issue);
  draft.change(same.id, (row) => ({ ...row, issues: [...row.issues, issue.key] }));
  return {
    issue,
    opened: false,
    folded: false,
    decision: { code: 'new-issue-of-same-trouble', of: same.id },
  };
}

/** Takes over what a richer payload tells: signature, evidence, environment, links. It never moves the issue. */
export function enrichIssue(draft: Draft, issue: Issue, alert: Alert): Issue {
  const richer = richnessOf(alert) > issue.richness;
  const told: Issue = {
    ...issue,
    kind: alert.kind,
    project: issue.project ?? alert.project,
    environments: withName(issue.environments, alert.environment, issueEnvironments),
    traces: withTrace(issue.traces, alert.traceId),
    shortId: issue.shortId ?? alert.shortId,
    link: issue.link ?? alert.link,
    release: alert.release ?? issue.release,
    newestEventAt: maxOf(issue.newestEventAt, happenedAt(alert)),
    severity: alert.category === 'metric' ? alert.severity : worse(issue.severity, alert.severity),
    sentryCount: maxOf(issue.sentryCount, alert.sentryCount),
    sentryUsers: maxOf(issue.sentryUsers, alert.sentryUsers),
    // `issue.*` knows the project alone; the event's tag is the better name.
    service: richer ? alert.service : issue.service,
  };
  const next: Issue = richer
    ? { ...told, ...fingerprints(draft, alert, issue) }
    : { ...told, evidence: evidenceAnew(draft, issue, alert) };
  draft.putIssue(withAge(next, alert, draft.heardAt));
  if (next.service !== issue.service) renameService(draft, next, issue.service);
  draft.change(next.incident, (row) => {
    const environments = withName(row.environments, alert.environment, incidentEnvironments);
    const eventSeen = row.eventSeen || bringsEvent(alert);
    // Nearly every alert says what is known.
    if (environments === row.environments && eventSeen === row.eventSeen) return row;
    return { ...row, environments, eventSeen };
  });
  return next;
}

/**
 * What the operator's rules say by now, as long as an issue votes and where it breaks out again: a rule is there for the
 * next outbreak, and changes none that goes on. A poorer payload may lack what a rule looks at.
 */
function evidenceAnew(draft: Draft, issue: Issue, alert: Alert): Evidence {
  const { causeRules } = draft.policy;
  const { evidence } = issue;
  if ((causeRules ?? []).length === 0 && evidence.rule === undefined) return evidence;
  const { windowMs, quietMs } = draft.policy.storm;
  const isYoung =
    draft.heardAt - issue.breakoutAt <= windowMs || draft.heardAt - lastHeardAt(issue) >= quietMs;
  if (!isYoung || richnessOf(alert) < issue.richness) return evidence;
  const said = evidenceByRule(alert, issue.environmentClass, causeRules);
  if (said?.named?.key === evidence.named?.key) return evidence;
  return said ?? (evidence.rule === undefined ? evidence : evidenceOf(alert));
}

/** No event is newer than its receipt, whatever the client's clock says. A metric tells since when it is breached. */
function happenedAt({ category, eventAt, firstSeenAt, sentryAt }: Alert): number | null {
  if (category === 'metric' && eventAt === null) return firstSeenAt;
  return eventAt === null || sentryAt === null ? eventAt : Math.min(eventAt, sentryAt);
}

function withName(names: readonly string[], name: string | null, most: number): readonly string[] {
  if (name === null || names.length >= most || names.includes(name)) return names;
  // What is spread into gets room for sixteen more; most rows have one name and live long.
  return names.concat(name);
}

/** The newest stay: an outage is met in the traces of now. One that is met again is the newest. */
function withTrace(traces: readonly string[], trace: string | null): readonly string[] {
  if (trace === null || traces.at(-1) === trace) return traces;
  const others = traces.includes(trace) ? traces.filter((known) => known !== trace) : traces;
  return (others.length < issueTraces ? others : others.slice(1 - issueTraces)).concat(trace);
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
  draft.change(incident.id, (row) => ({ ...row, services: [...others, merged] }));
}

/** What an alert was to its issue. */
interface Touch {
  /** It opened an incident for the issue. */
  readonly opened: boolean;
  /** It told of something that no alert had told of before. */
  readonly occurred: boolean;
  /** The hook that told how this firing began; null when it told nothing of that. */
  readonly teller: string | null;
}

/** What an alert has just made of its issue. */
export interface Rise {
  readonly breakout: boolean;
  /** How loud it was before the alert, and is now. */
  readonly before: Burst | 0;
  readonly burst: Burst | 0;
  /** How its trouble had lasted before the alert, and lasts now. */
  readonly lastedBefore: Lasting | 0;
  readonly lasting: Lasting | 0;
}

/** Notes when the issue spoke: whether it broke out, and whether it has just become loud. */
export function touchIssue(draft: Draft, issue: Issue, { opened, occurred, teller }: Touch): Rise {
  const isFirst = issue.alerts === 0;
  const { heardAt } = draft;
  const recent = occurred ? spokeAlso(issue.recent, heardAt) : issue.recent;
  const breakout = opened || isFirst || breaksOut(draft, issue, recent);
  const before = breakout ? 0 : burstOf(issue, heardAt, loudWindowMs);
  const lastedBefore = breakout ? 0 : lastingOf(issue, heardAt);
  const breakoutAt = breakout ? brokeOutAt(draft, issue, { opened, recent }) : issue.breakoutAt;
  const next: Issue = {
    ...withLateness(draft, issue, breakout),
    alerts: issue.alerts + 1,
    occurrences: issue.occurrences + (occurred ? 1 : 0),
    lastAt: draft.now,
    past: occurred ? pastAfter(issue, heardAt) : pastOf(issue),
    recent,
    breakoutAt,
    spoken: breakout
      ? recent.filter((at) => at >= breakoutAt).length
      : spokenSince(issue) + (occurred ? 1 : 0),
    quietMs: breakout ? (isFirst ? 0 : heardAt - lastHeardAt(issue)) : issue.quietMs,
    toldBy: teller === null || issue.toldBy.includes(teller) ? issue.toldBy : [...issue.toldBy, teller],
  };
  draft.putIssue(next);
  const burst = burstOf(next, heardAt, loudWindowMs);
  return { breakout, before, burst, lastedBefore, lasting: lastingOf(next, heardAt) };
}

/** After quiet, or when it is suddenly much louder than it ever was: an outage often speaks in an issue that is known. */
function breaksOut(draft: Draft, issue: Issue, recent: readonly number[]): boolean {
  const { heardAt } = draft;
  const { quietMs } = draft.policy.storm;
  if (heardAt - lastHeardAt(issue) >= quietMs) return true;
  return heardAt - issue.breakoutAt >= quietMs && stepsUp(issue, recent, heardAt);
}

function brokeOutAt(
  draft: Draft,
  issue: Issue,
  { opened, recent }: { readonly opened: boolean; readonly recent: readonly number[] },
): number {
  // Whoever opens an incident begins anew, however lately the trouble before it had ended: an outage that comes back
  // after five minutes is as much of one as the first.
  const { heardAt } = draft;
  if (opened || issue.alerts === 0) return heardAt;
  if (heardAt - lastHeardAt(issue) >= draft.policy.storm.quietMs) return heardAt;
  // What steps up broke out with the first of those that made it loud.
  return recent.at(-3) ?? heardAt;
}

function newIssue(draft: Draft, alert: Alert): Issue {
  const environment = classOfAlert(draft, alert);
  const known = {
    key: issueRowKey(alert.issueKey, environment),
    kind: alert.kind,
    environmentClass: environment,
    release: null,
    bornInRelease: false,
  };
  return {
    ...known,
    project: alert.project,
    incident: '',
    service: alert.service,
    environments: [],
    traces: withTrace([], alert.traceId),
    shortId: alert.shortId,
    title: alert.title,
    link: alert.link,
    severity: alert.severity,
    status: 'open',
    statusEventAt: null,
    newestEventAt: null,
    firesSince: draft.now,
    toldBy: nobody,
    firstAt: draft.now,
    lastAt: draft.now,
    breakoutAt: draft.heardAt,
    quietMs: 0,
    recent: [],
    alerts: 0,
    occurrences: 0,
    sentryCount: null,
    sentryUsers: null,
    ...fingerprints(draft, alert, known),
    release: alert.release,
  };
}

function fingerprints(
  draft: Draft,
  alert: Alert,
  before: Pick<Issue, 'key' | 'environmentClass' | 'bornInRelease' | 'release'>,
): Pick<Issue, 'signature' | 'groupKey' | 'evidence' | 'richness' | 'bornInRelease'> {
  const signature = signatureOf(alert);
  const { kind, service } = alert;
  const byRule = evidenceByRule(alert, before.environmentClass, draft.policy.causeRules);
  return {
    signature,
    groupKey: groupKeyOf(before.environmentClass, { kind, service, signature, key: before.key }),
    evidence: byRule ?? (kind === 'error' ? evidenceOf(alert) : noEvidence),
    richness: richnessOf(alert),
    // An `issue.created` knows no release: the first payload that does may still blame it.
    bornInRelease: before.bornInRelease || (before.release === null && alert.release !== null),
  };
}

function richnessOf(alert: Alert): number {
  return alert.exceptions.length * 4 + (alert.frame === null ? 0 : 2) + (alert.environment === null ? 0 : 1);
}

function maxOf(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}
