import type { DeliveryTruth } from '../../observed.ts';

/** One webhook, ready to sign and send. */
export interface SentryWebhook {
  /** `Sentry-Hook-Resource`. */
  readonly resource: string;
  readonly action: string;
  /** The exact body, ASCII only: the signature is made over these bytes. */
  readonly body: string;
  readonly truth: DeliveryTruth;
  /** Virtual UNIX milliseconds of what it tells of. */
  readonly at: number;
  /** 32 hex digits, the same for every attempt; absent: derived from the body. */
  readonly idempotencyKey?: string;
}

/** What `issueWebhook` can say beyond the error itself. */
export interface IssueChange {
  /** Virtual UNIX milliseconds of the change; default: the error's own time. */
  readonly at?: number;
  readonly substatus?: string | null;
  /** For `resolved`, for example `now` or `in_next_release`. */
  readonly resolutionType?: string;
  readonly statusDetails?: Readonly<Record<string, unknown>>;
  readonly assignee?: { readonly id: number; readonly name: string; readonly email: string };
  /** The person who did it; default: Sentry itself. */
  readonly actor?: { readonly id: number; readonly name: string };
  readonly issueType?: string;
  /** `error`, `outage`, `feedback`, … */
  readonly issueCategory?: string;
  readonly priority?: 'high' | 'medium' | 'low';
  readonly truth?: Partial<DeliveryTruth>;
}

/** The actions of the `issue` resource; `archived` is the docs' word for what the code sends as `ignored`. */
export type IssueAction = 'created' | 'resolved' | 'assigned' | 'ignored' | 'archived' | 'unresolved';

/** A metric alert's incident as the scenario imagines it. */
export interface MetricAlert {
  readonly org: string;
  readonly projects: readonly string[];
  /** The stable key of the rule. */
  readonly ruleId: string;
  readonly title: string;
  readonly query: string;
  readonly environment: string | null;
  /** The number of this firing, shown in the link: the same from its first status to its last. */
  readonly identifier: string;
  /** Virtual UNIX ms of this change of status, and of the first of this firing (default: the same). */
  readonly at: number;
  readonly startedAt?: number;
  readonly truth: DeliveryTruth;
}
