import type { DeliveryTruth, SentryDelivery } from '../../observed.ts';
import type { SentryError } from '../../sentry-error.ts';
import type { SentryKnowledge } from './web-api/account.ts';
import type { IssueAction, IssueChange, MetricAlert, SentryWebhook } from './webhook.ts';

/** The fake Sentry: makes the webhooks that Sentry would send, and sends them as Sentry does. */
export interface FakeSentry {
  setTarget(url: string): void;
  hasTarget(): boolean;
  /** From now on everything is signed with this secret alone, as after a rotation in Sentry. */
  setSecret(secret: string): void;
  /** One attempt with Sentry's deadline of one virtual second; rejects only while no target is set. */
  send(webhook: SentryWebhook): Promise<SentryDelivery>;
  /** `issue.created` (first event only), one `event_alert` a rule, `error.created` (if subscribed), in a seeded order. */
  webhooksFor(error: SentryError, truth?: Partial<DeliveryTruth>): SentryWebhook[];
  issueWebhook(action: IssueAction, error: SentryError, change?: IssueChange): SentryWebhook;
  metricAlert(action: 'critical' | 'warning' | 'resolved' | 'open', alert: MetricAlert): SentryWebhook;
  activityAlert(type: string, error: SentryError, at?: number): SentryWebhook;
  comment(action: 'created' | 'updated' | 'deleted', error: SentryError, text: string): SentryWebhook;
  installation(action: 'created' | 'deleted', org: string, at: number): SentryWebhook;
  /** What its Web API answers beyond what was sent. */
  readonly knows: SentryKnowledge;
  /** Any other resource, for example `seer` or `preprod_artifact`, with a body's `data` of the caller's own. */
  other(resource: string, action: string, data: unknown, at: number): SentryWebhook;
}
