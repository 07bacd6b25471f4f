/**
 * One error as the scenario imagines it, before Sentry's wire shapes: the storm generator makes these, the
 * fake Sentry turns each into the webhooks that Sentry would send for it.
 */
export interface SentryError {
  readonly org: string;
  readonly project: { readonly id: number; readonly slug: string; readonly platform: string };
  /** Value of the `service` tag; null when the project alone names the service. */
  readonly service: string | null;
  readonly issueId: string;
  readonly shortId: string;
  /** 32 lower-case hex digits. */
  readonly eventId: string;
  /** Root cause first, outermost last, as in `exception.values`; empty for a message event. */
  readonly exceptions: readonly SimulatedException[];
  /** The text of a message event (no exception), else null. */
  readonly message: string | null;
  readonly culprit: string;
  readonly transaction: string | null;
  readonly level: 'debug' | 'info' | 'warning' | 'error' | 'fatal';
  readonly environment: string | null;
  readonly release: string | null;
  readonly tags: readonly (readonly [string, string])[];
  readonly user: { readonly id: string; readonly email: string } | null;
  readonly traceId: string | null;
  /** Failing HTTP calls that the SDK left as breadcrumbs before the error. */
  readonly httpBreadcrumbs: readonly { readonly url: string; readonly status: number | null }[];
  readonly requestUrl: string | null;
  /** When it really happened, which is when Sentry received it (virtual UNIX ms). */
  readonly at: number;
  /** What the clock of the failing host said then (virtual UNIX ms); absent: its clock is right. */
  readonly clientAt?: number;
  /** Sentry's own clock when it took the event (virtual UNIX ms); absent: `at`. */
  readonly receivedAt?: number;
  /** What Sentry raised itself, instead of an error: then there are neither exceptions nor a message. */
  readonly occurrence?: SimulatedOccurrence;
  /** True for the first event of its issue: only then is `issue.created` sent. */
  readonly isNew: boolean;
  readonly firstSeen: number;
  /** Events and users of the issue so far, as Sentry counts them. */
  readonly count: number;
  readonly userCount: number;
  /** Labels of the alert rules that fire on this event: one `event_alert` webhook each. */
  readonly rules: readonly string[];
  /** Whether `error.created` is subscribed (Business plan). */
  readonly errorCreated: boolean;
}

/** A fact that Sentry shows with an occurrence. */
interface Evidence {
  readonly name: string;
  readonly value: string;
  readonly important: boolean;
}

/** An issue that Sentry raises of its own: a cron monitor that missed a check-in, an uptime check that failed. */
export interface SimulatedOccurrence {
  /** Sentry's number of the group type (src/sentry/issues/grouptype.py): 4001 cron, 7001 uptime. */
  readonly type: number;
  /** `monitor_check_in_failure`, `uptime_domain_failure`, … */
  readonly issueType: string;
  readonly issueCategory: string;
  readonly title: string;
  readonly subtitle: string;
  readonly evidence: readonly Evidence[];
  readonly contexts: Readonly<Record<string, unknown>>;
}

export interface SimulatedException {
  readonly type: string;
  readonly value: string;
  readonly module: string | null;
  /** Oldest call first, as Sentry orders frames. */
  readonly frames: readonly SimulatedFrame[];
}

export interface SimulatedFrame {
  readonly filename: string;
  readonly function: string;
  readonly module: string | null;
  readonly lineno: number;
  readonly inApp: boolean;
}
