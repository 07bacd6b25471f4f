import type { Policy } from './policy.ts';
import type { Alert } from './alert.ts';
import type { Evidence } from './cause.ts';
import type { EnvironmentClass } from './environment/environment.ts';
import type { Severity } from './severity.ts';

/**
 * A Sentry issue (or a metric alert rule) as one environment class knows it: Sentry's issues span environments, the
 * trouble of one does not.
 */
export interface Issue {
  /** The alert's `issueKey`, with `non-production:` before it for what is none of production's. */
  readonly key: string;
  readonly kind: Alert['kind'];
  /** Sentry's project slug; null when no payload has told it. */
  readonly project: string | null;
  readonly incident: string;
  readonly service: string;
  readonly environmentClass: EnvironmentClass;
  /** Environments that its alerts named, first seen first, at most 50. */
  readonly environments: readonly string[];
  readonly shortId: string | null;
  readonly title: string;
  readonly link: string | null;
  readonly severity: Severity;
  readonly signature: string;
  readonly groupKey: string;
  readonly evidence: Evidence;
  /** The newest distinct traces that its alerts were part of, oldest first, at most 8. */
  readonly traces: readonly string[];
  /** How much the payload told that gave signature and evidence; only a richer one replaces them. */
  readonly richness: number;
  /** Whether its first alert carried `release`: only such an issue may blame the release. */
  readonly bornInRelease: boolean;
  readonly release: string | null;
  /** Whether it was new to Sentry, too, when it was heard of here first. Absent: Sentry did not say, as in rows of older relays. */
  readonly newThere?: boolean;
  readonly status: 'open' | 'resolved' | 'archived';
  /** When it was last resolved or archived, by Sentry's clock where the webhook told; alerts that Sentry had before are stale. */
  readonly statusEventAt: number | null;
  /** The newest `eventAt` of its alerts: a resolve that knows only older ones is stale. */
  readonly newestEventAt: number | null;
  /** Virtual ms since when it fires in this incident. */
  readonly firesSince: number;
  /** Which hooks (`issue`, `activity_alert`) have told how this firing began: told once more, it had ended between. */
  readonly toldBy: readonly string[];
  /** Virtual ms at which the relay saw the first and the newest alert. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Virtual ms of the newest breakout: the first alert, or the first after quiet. As of when that came to a door. */
  readonly breakoutAt: number;
  /**
   * How long before the relay knew of them its newest breakout and its newest alert had come to a door, ms: what is healed or
   * replayed is told late. Absent: at once.
   */
  readonly late?: { readonly breakoutMs: number; readonly lastMs: number };
  /** Occurrences since that breakout. Rows of older relays have none: then the recent ones are all that is known. */
  readonly spoken?: number;
  /** How long it had been quiet before that breakout, ms; 0 for a first one. */
  readonly quietMs: number;
  /** For how long the open incident had been quiet that it joined as a new issue, ms. Absent: it joined none, or as in rows of older relays. */
  readonly joinedAfterMs?: number;
  /** Its own past: occurrences, exponentially decayed to virtual ms `at`. Rows of older relays have none. */
  readonly past?: { readonly weight: number; readonly at: number };
  /** Virtual ms at which the last eight occurrences came to a door, oldest first: three within 60 s make the issue loud. */
  readonly recent: readonly number[];
  readonly alerts: number;
  /** Distinct events, and alerts that name none: one error brings an alert for every rule and resource. */
  readonly occurrences: number;
  /** What of both it had brought before its incident was opened. Absent: nothing, or it is not known, as in rows of older relays. */
  readonly before?: { readonly alerts: number; readonly occurrences: number };
  /** The storm that its incident was part of, once that is forgotten. Absent: of none, or as in rows of older relays. */
  readonly storm?: string;
  readonly sentryCount: number | null;
  readonly sentryUsers: number | null;
  /** When the relay last read in Sentry that it fires, virtual ms. Where that is `firesSince`, no webhook had told of it. Absent: never. */
  readonly reconstructedAt?: number;
  /**
   * Events of its incident that Sentry had counted by then and no alert has named: they count there, and one that is told
   * of afterwards is one of them. Absent: none.
   */
  readonly unnamed?: number;
}

/** What an issue brought in the incident that it is in: one that comes back does not bring its earlier outages. */
export function broughtBy({
  alerts,
  occurrences,
  before,
  unnamed = 0,
}: Pick<Issue, 'alerts' | 'occurrences' | 'before' | 'unnamed'>): {
  readonly alerts: number;
  readonly occurrences: number;
} {
  if (before === undefined) return { alerts, occurrences: occurrences + unnamed };
  return { alerts: alerts - before.alerts, occurrences: occurrences - before.occurrences + unnamed };
}

/** When the newest alert of an issue came to a door, virtual ms. */
export function lastHeardAt({ lastAt, late }: Pick<Issue, 'lastAt' | 'late'>): number {
  return lastAt - (late?.lastMs ?? 0);
}

/** How long its trouble had been quiet before its newest breakout, ms: it itself, or the incident that it joined as a new one. */
export function quietBefore({
  quietMs,
  joinedAfterMs = 0,
}: Pick<Issue, 'quietMs' | 'joinedAfterMs'>): number {
  return quietMs > 0 ? quietMs : joinedAfterMs;
}

/** An issue is loud when its last three occurrences came within `windowMs`. */
export function isLoud(issue: Pick<Issue, 'recent'>, now: number, windowMs: number): boolean {
  const third = issue.recent.at(-3);
  return third !== undefined && now - third <= windowMs;
}

/** How many times an issue's newest occurrences are remembered. */
const recentKept = 8;

/** The times of the newest occurrences after one more, oldest first: what is told late may have come before what is known. */
export function spokeAlso(recent: readonly number[], at: number): readonly number[] {
  const all = [...recent, at];
  if (at < (recent.at(-1) ?? at)) all.sort((a, b) => a - b);
  return all.slice(-recentKept);
}

/** How loud an issue can be: so many occurrences within one window of its breakout. */
export const bursts = [8, 5, 3, 2, 1] as const;

/** The loudest of `bursts` that an issue has reached. */
export type Burst = (typeof bursts)[number];

/** The loudest burst that an issue has reached since it broke out, within the last `windowMs`; 0 when none. */
export function burstOf(
  { recent, breakoutAt }: Pick<Issue, 'recent' | 'breakoutAt'>,
  now: number,
  windowMs: number,
): Burst | 0 {
  const from = Math.max(breakoutAt, now - windowMs);
  const spoke = countFrom(recent, from);
  for (const burst of bursts) if (spoke >= burst) return burst;
  return 0;
}

/** For so long after its breakout an issue shows whether its trouble lasts, ms. */
export const lastingMs = 240_000;

/** How an issue can last: so many occurrences within `lastingMs` of its breakout. */
export const lastings = [21, 13, 8, 5] as const;

/** The most of `lastings` that an issue has reached. */
export type Lasting = (typeof lastings)[number];

/** The most of `lastings` that an issue has reached since it broke out; 0 when none, or when that is longer ago than `lastingMs`. */
export function lastingOf(issue: Pick<Issue, 'recent' | 'breakoutAt' | 'spoken'>, now: number): Lasting | 0 {
  if (now - issue.breakoutAt > lastingMs) return 0;
  const spoken = spokenSince(issue);
  return lastings.find((lasting) => spoken >= lasting) ?? 0;
}

/** What endures, as policies say it. */
type Enduring = Pick<Policy['storm'], 'windowMs' | 'enduresSteadily'>;

/** For so long after its breakout an issue that goes on is known to do so, ms: some outages spread from service to service. */
export function enduringMs({ enduresSteadily }: Pick<Enduring, 'enduresSteadily'>): number {
  return enduresSteadily === true ? 840_000 : 600_000;
}

/**
 * How it has lasted, for as long as it goes on as it began; 0 where it does not, or is older than that. It goes on while it has
 * lasted in the last minutes, too, or, as in policies of older relays, while it is loud: what comes three times a minute is that
 * only now and then, and hardly ever in four services at once.
 */
export function enduringOf(
  issue: Pick<Issue, 'recent' | 'breakoutAt' | 'spoken'>,
  now: number,
  storm: Enduring,
): Lasting | 0 {
  const age = now - issue.breakoutAt;
  if (age <= lastingMs) return lastingOf(issue, now);
  const goesOn =
    storm.enduresSteadily === true
      ? countFrom(issue.recent, now - lastingMs) >= Math.min(...lastings)
      : isLoud(issue, now, storm.windowMs);
  if (age > enduringMs(storm) || !goesOn) return 0;
  const spoken = (spokenSince(issue) * lastingMs) / age;
  return lastings.find((lasting) => spoken >= lasting) ?? 0;
}

/** Occurrences since the breakout, as far as they are known. */
export function spokenSince({
  spoken,
  recent,
  breakoutAt,
}: Pick<Issue, 'recent' | 'breakoutAt' | 'spoken'>): number {
  return spoken ?? countFrom(recent, breakoutAt);
}

/** How many of some times are no older than `from`. */
export function countFrom(times: readonly number[], from: number): number {
  let count = 0;
  for (const at of times) if (at >= from) count += 1;
  return count;
}

/** An issue in Sentry: the organization that it is of, and its numeric id. */
interface SentryIssue {
  readonly org: string;
  readonly id: string;
}

/** Which issue in Sentry a row is of, by its key; null for metric rules, and where Sentry did not say whose it is. */
export function sentryIssueOf(key: string): SentryIssue | null {
  const [, org, id] = /^(?:non-production:)?sentry:([^/]+)\/(\d{1,20})$/.exec(key) ?? [];
  return org === undefined || id === undefined ? null : { org, id };
}

/** Sentry's numeric id of an issue of an organization, out of its row's key; null for any other, and for metric rules. */
export function sentryIdOf(org: string, key: string): string | null {
  const issue = sentryIssueOf(key);
  return issue?.org === org ? issue.id : null;
}
