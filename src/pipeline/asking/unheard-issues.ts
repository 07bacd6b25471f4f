import type { BrainState } from '../../correlate/state/brain-state.ts';
import { glancesAt, issuesSeenIn } from '../../correlate/state/rest/resting-rows.ts';
import type { Glance } from '../../correlate/state/rest/sleeper.ts';
import { drillOf } from '../../domain/environment/environment.ts';
import { sentryIdOf, type Issue } from '../../domain/issue.ts';
import { severityRank, type Severity } from '../../domain/severity.ts';
import type { IssueStanding } from '../../seams/sentry-desk.ts';

/** What of the brain's state says what is known. */
type Known = Pick<BrainState, 'issues' | 'incidents'>;

/** Which time is caught up with, and how. */
export interface Gap {
  readonly org: string;
  /** Virtual UNIX ms. */
  readonly since: number;
  /** Nothing was heard then: all that began since is news. Else only what Sentry tells this relay of by itself. */
  readonly whole: boolean;
}

/** What Sentry tells of new issues, and what alerts of its monitors tell: the rest is for whoever looks for it. */
const toldOf: ReadonlySet<string> = new Set(['error', 'outage', 'metric']);
/** `firstSeen` comes from clients' clocks, and the list lags a little, ms. */
const lagMs = 60_000;
/** So long a webhook may take, ms. */
const webhookMs = 60_000;

/** Of issues that had events since then those of which the relay may not know that they fire, the worst first. */
export function unheardOf(
  state: Known,
  { org, since, whole }: Gap,
  listed: readonly IssueStanding[],
): readonly IssueStanding[] {
  const hears = whole || isToldOfNewOnes(state);
  const missing = listed.filter((one) => {
    if (one.status !== 'firing' || !toldOf.has(one.category)) return false;
    const rows = rowsOf(state, org, one.id);
    if (rows.length > 0) return rows.every((row) => isBack(state, row, one, whole));
    return hears && beganSince(one, since) && (whole || isOnItsWayNoMore(one));
  });
  return missing.toSorted((a, b) => rank(b) - rank(a) || (a.firstSeenAt ?? 0) - (b.firstSeenAt ?? 0));
}

/** Sentry's ids of the issues that fire here, of one organization; the newest 1,000. */
export function firingHere({ issues, incidents }: Known, org: string): readonly string[] {
  const open = new Set([...glancesAt(incidents)].filter((incident) => isOpen(incident)).map(({ id }) => id));
  const ids = [...issuesSeenIn(issues)]
    .filter(({ status, incident }) => status === 'open' && open.has(incident))
    .map(({ key }) => sentryIdOf(org, key))
    .filter((id) => id !== null);
  return [...new Set(ids)].slice(-mostAsked);
}

/**
 * Since when each issue that fires here has had an event in Sentry, which lists only those. What was read there happened long
 * before its incident was opened.
 */
export function oldestEvent({ issues, incidents }: Known): number {
  let oldest = Infinity;
  for (const { openedAt } of glancesAt(incidents)) oldest = Math.min(oldest, openedAt);
  for (const { status, newestEventAt } of issuesSeenIn(issues))
    if (status === 'open') oldest = Math.min(oldest, newestEventAt ?? Infinity);
  return oldest;
}

const mostAsked = 1_000;

function isOpen({ environmentClass, status }: Glance): boolean {
  return drillOf(environmentClass) === null && status !== 'resolved';
}

function rowsOf({ issues }: Known, org: string, id: string): readonly Issue[] {
  const key = `sentry:${org}/${id}`;
  return [issues.get(key), issues.get(`non-production:${key}`)].filter((row) => row !== undefined);
}

/**
 * Over here, and since then Sentry has said that it is back. What only goes on after a person ended it here is for its alert
 * rules to tell; what had only become quiet, and fired while nothing was heard, is news.
 */
function isBack({ incidents }: Known, row: Issue, listed: IssueStanding, whole: boolean): boolean {
  const incident = incidents.get(row.incident);
  const root = incident?.parent == null ? incident : incidents.get(incident.parent);
  const over = root?.resolution ?? null;
  if (row.status === 'open' && over === null) return false;
  const ended = Math.max(row.statusEventAt ?? 0, over?.at ?? 0);
  if ((listed.turnedAt ?? 0) > ended) return true;
  return whole && over?.by === 'quiet' && (listed.lastSeenAt ?? 0) > Math.max(ended, row.newestEventAt ?? 0);
}

/** A webhook takes some seconds, so what has just begun may still be told. */
function isOnItsWayNoMore({ firstSeenAt, turnedAt, asOf }: IssueStanding): boolean {
  return Math.max(firstSeenAt ?? 0, turnedAt ?? 0) <= asOf - webhookMs;
}

/** What was there before, and only goes on, was not told this relay when it was up either. */
function beganSince({ firstSeenAt, turnedAt }: IssueStanding, since: number): boolean {
  return Math.max(firstSeenAt ?? 0, turnedAt ?? 0) >= since - lagMs;
}

/** Whoever ticked `issue` in Sentry is told of every new one; alert rules tell of what they please. */
function isToldOfNewOnes({ issues }: Known): boolean {
  for (const { toldBy } of issuesSeenIn(issues)) if (toldBy.includes('issue')) return true;
  return false;
}

const levels: Readonly<Record<string, Severity>> = {
  fatal: 'critical',
  error: 'error',
  warning: 'warning',
};

function rank({ level }: IssueStanding): number {
  return severityRank(levels[level] ?? 'info');
}
