import type { Evidence } from './cause.ts';
import type { EnvironmentClass } from './environment.ts';
import type { Severity } from './severity.ts';

/** A Sentry issue (or a metric alert rule) that the relay has met. */
export interface Issue {
  /** `sentry:<org>/<issue id>` or `metric:<org>/<alert rule id>`. */
  readonly key: string;
  readonly incident: string;
  readonly service: string;
  readonly environmentClass: EnvironmentClass;
  /** Environments seen, at most 10. */
  readonly environments: readonly string[];
  readonly shortId: string | null;
  readonly title: string;
  readonly link: string | null;
  readonly severity: Severity;
  readonly signature: string;
  readonly groupKey: string;
  readonly evidence: Evidence;
  /** How much the payload told that gave signature and evidence; only a richer one replaces them. */
  readonly richness: number;
  /** Whether its first alert carried `release`: only such an issue may blame the release. */
  readonly bornInRelease: boolean;
  readonly release: string | null;
  readonly status: 'open' | 'resolved' | 'archived';
  /** Event time (Sentry's clock) of the last resolve or archive; alerts older than it are stale. */
  readonly statusEventAt: number | null;
  /** Virtual ms at which the relay saw the first and the newest alert. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Virtual ms of the newest breakout: the first alert, or the first after quiet. */
  readonly breakoutAt: number;
  /** Virtual ms of the last three occurrences, oldest first: three within 60 s make the issue loud. */
  readonly recent: readonly number[];
  readonly alerts: number;
  /** Distinct events, and alerts that name none: one error brings an alert for every rule and resource. */
  readonly occurrences: number;
  readonly sentryCount: number | null;
  readonly sentryUsers: number | null;
}

/** An issue is loud when its last three occurrences came within `windowMs`. */
export function isLoud(issue: Pick<Issue, 'recent'>, now: number, windowMs: number): boolean {
  const third = issue.recent.at(-3);
  return third !== undefined && now - third <= windowMs;
}
