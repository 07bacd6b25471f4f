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
  /** Virtual UNIX milliseconds. */
  readonly at: number;
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
