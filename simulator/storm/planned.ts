import type { MetricAlert } from '../fakes/start.ts';
import type { SentryError } from '../sentry-error.ts';
import type { MetricChange } from './alone.ts';
import type { PageAct } from './people-plan.ts';

/** What one planned webhook is made from, as late as possible: bodies are large and many. */
export type WebhookSource =
  | { readonly kind: 'error'; readonly error: SentryError; readonly nth: number }
  | { readonly kind: 'resolved'; readonly error: SentryError; readonly byPerson: boolean }
  | {
      readonly kind: 'unresolved';
      readonly error: SentryError;
      readonly substatus: 'regressed' | 'escalating' | 'ongoing';
      readonly byPerson: boolean;
    }
  | { readonly kind: 'comment'; readonly error: SentryError }
  | { readonly kind: 'metric'; readonly action: MetricChange['action']; readonly alert: MetricAlert };

/** One webhook that Sentry will send. */
export interface PlannedWebhook {
  /** Virtual UNIX milliseconds. */
  readonly at: number;
  readonly source: WebhookSource;
  readonly outage: string | null;
}

/** What a person does about a page, at the relay or at PagerDuty; `at` in virtual UNIX milliseconds. */
export interface PlannedAct {
  readonly at: number;
  readonly does: PageAct;
  /** The id of the outage or of the trouble. */
  readonly what: string;
}
