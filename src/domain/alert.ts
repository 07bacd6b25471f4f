import type { Severity } from './severity.ts';

/** What an alert does to its issue. */
export type AlertStatus =
  /** It fires. */
  | 'firing'
  /** Sentry says that the issue or metric is well again. */
  | 'resolved'
  /** A human archived or ignored the issue in Sentry. */
  | 'archived'
  /** A human was assigned in Sentry; nothing fires and nothing ends. */
  | 'assigned';

/** One call site, as the in-app frame of a stack trace names it. */
export interface Frame {
  readonly function: string | null;
  readonly filename: string | null;
  readonly module: string | null;
  readonly line: number | null;
}

/** One thing that is known, under its name. Unescaped. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** One exception of the chain, root cause first. */
export interface ExceptionText {
  readonly type: string;
  readonly value: string;
  /** Where the type is defined (`org.apache.kafka.common.errors`), where the SDK tells it apart from the type. */
  readonly module: string | null;
}

/** One normalised fact out of an inbox entry: firing or resolved. Texts are the sender's and unescaped. */
export interface Alert {
  /** `sentry:<org>/<issue id>` or `metric:<org>/<alert rule id>`. */
  readonly issueKey: string;
  /** `event_alert.triggered`, `issue.created`, … */
  readonly resource: string;
  readonly status: AlertStatus;
  /** An occurrence is what Sentry itself raises: a metric, a monitor, a slow query, feedback. Only errors join by their wording. */
  readonly kind: 'error' | 'occurrence';
  /** Set when Sentry, or somebody in Sentry, reopened the issue: this opens a new incident at once, even right after a human's resolve. */
  readonly reopened: 'regressed' | 'escalating' | 'by-hand' | 'archive-over' | null;
  readonly shortId: string | null;
  /** Sentry's project slug; null when the payload does not tell. */
  readonly project: string | null;
  /** The `service` tag, else the project slug, else `unknown`. */
  readonly service: string;
  readonly environment: string | null;
  readonly release: string | null;
  readonly transaction: string | null;
  /** One line for people, for example `ConnectionError: connect ECONNREFUSED`. */
  readonly title: string;
  readonly type: string | null;
  readonly message: string;
  readonly culprit: string | null;
  readonly frame: Frame | null;
  readonly exceptions: readonly ExceptionText[];
  /**
   * Libraries on the stack between the failure and the application's own code, nearest to the failure first: a module
   * or a path inside the library (`redis.connection`, `ioredis/built/redis`), lower case, at most 8.
   */
  readonly drivers: readonly string[];
  /** `fatal`, `error`, `warning`, `info`, `debug`, as Sentry says it. */
  readonly level: string;
  readonly severity: Severity;
  /** Sentry's issue category in lower case (`error`, `outage`, `feedback`, `metric`, …). */
  readonly category: string;
  readonly eventId: string | null;
  /**
   * When the event happened, UNIX ms, as the client's clock has it; of an issue, its `lastSeen`, which comes from the
   * same clocks. Shown, and compared with its like; never used as time.
   */
  readonly eventAt: number | null;
  /** When Sentry received the event, else when it sent the webhook, by Sentry's own clock, UNIX ms; null when neither is told. */
  readonly sentryAt: number | null;
  /** How old the event was when its webhook was sent, by Sentry's clock alone, ms; 0 where the payload does not tell. */
  readonly ageMs: number;
  /** How long before its webhook the event happened, ms, as far as its client's clock can be believed. Absent: as `ageMs`. */
  readonly agoMs?: number;
  readonly firstSeenAt: number | null;
  /** Events of the issue so far, by Sentry's count. */
  readonly sentryCount: number | null;
  /** Since when that counts, virtual UNIX ms, where the relay asked Sentry for a time. Absent: it is not known, or since the first event. */
  readonly countedSince?: number;
  /** Users of the issue so far, by Sentry's count. */
  readonly sentryUsers: number | null;
  /** A short hash of the affected user, so that distinct users can be counted without knowing them. */
  readonly userHash: string | null;
  readonly rules: readonly string[];
  /** What whoever made the alert rule wrote into the relay's form in Sentry, by name; at most 20. Absent: nothing. */
  readonly settings?: readonly (readonly [string, string])[];
  readonly tags: readonly (readonly [string, string])[];
  /** What an occurrence is about, for people: the query, the monitor, the threshold, somebody's words. Empty for errors. */
  readonly about: readonly Fact[];
  /** Where a metric stands, as it follows the title: ` at 31 % (threshold 5 %)`; null: it is none, or nothing tells it. */
  readonly measured: string | null;
  /** https link to the Sentry issue, already checked against the allowed hosts; null when there is none. */
  readonly link: string | null;
  readonly traceId: string | null;
  /** Hosts of HTTP calls that failed before, as breadcrumbs tell: hearsay about why. Lower case, newest first, at most 10. */
  readonly calledHosts: readonly string[];
  /** What the event came from, and its major version. Absent or null: the payload does not tell. */
  readonly sdk?: { readonly name: string; readonly major: number } | null;
  /** A custom fingerprint set by the user, null for Sentry's default. */
  readonly fingerprint: readonly string[] | null;
  /** Who resolved or archived it, or who it was assigned to; null for Sentry itself. */
  readonly actor: string | null;
  /** The drill that it belongs to; null for what is real. Set by the brain out of the entry's signature, never out of a payload. */
  readonly drill: string | null;
  /** Nothing told of it: the relay read it in Sentry. No door accepted it, so it counts as no alert. Absent: a webhook brought it. */
  readonly reconstructed?: true;
}

/** What an alert's incident is called: its title, and of a metric where that stands. */
export function calledBy({ title, measured }: Pick<Alert, 'title' | 'measured'>): string {
  return `${title}${measured ?? ''}`;
}

/** The fields of an alert that a payload may leave open; each reader overwrites what it knows. */
export const blankAlert = {
  kind: 'error',
  reopened: null,
  shortId: null,
  project: null,
  environment: null,
  release: null,
  transaction: null,
  type: null,
  culprit: null,
  frame: null,
  exceptions: [],
  drivers: [],
  eventId: null,
  eventAt: null,
  sentryAt: null,
  ageMs: 0,
  firstSeenAt: null,
  sentryCount: null,
  sentryUsers: null,
  userHash: null,
  rules: [],
  tags: [],
  about: [],
  measured: null,
  link: null,
  traceId: null,
  calledHosts: [],
  fingerprint: null,
  actor: null,
  drill: null,
} as const satisfies Partial<Alert>;

/** Stands for the organization in keys where neither a payload nor the configuration names it. */
export const unknownOrg = 'unknown';

/** The organization that an alert's key names; null where nothing has named it. */
export function orgOf({ issueKey }: Pick<Alert, 'issueKey'>): string | null {
  const org = issueKey.slice(issueKey.indexOf(':') + 1, issueKey.indexOf('/'));
  return org === unknownOrg ? null : org;
}
