import type { FakeSentry } from '../fakes/sentry/fake-sentry.ts';
import type { IssueChange, SentryWebhook } from '../fakes/sentry/webhook.ts';
import type { SentryError } from '../sentry-error.ts';
import type { PlannedWebhook } from '../storm/planned.ts';

/** The part of the fake Sentry that makes what a timeline plans. */
type Maker = Pick<FakeSentry, 'webhooksFor' | 'issueWebhook' | 'metricAlert' | 'comment'>;

/** The person in Sentry who resolves and reopens. */
const SOMEBODY = { id: 47, name: 'Kim Fernhill' };

/**
 * Makes the bodies of planned webhooks when they are needed: those of a whole storm would fill the memory. The
 * function takes what is planned and Sentry's own clock (virtual UNIX ms); null for a webhook that is none.
 */
export function bodyMaker(sentry: Maker): (planned: PlannedWebhook, now: number) => SentryWebhook | null {
  /** Bodies of errors that are not sent completely: their webhooks are at most two virtual seconds apart. */
  const begun = new Map<SentryError, { readonly webhooks: readonly SentryWebhook[]; left: number }>();
  /** Sentry receives an event, stamps it with its own clock, and makes all its webhooks of that. */
  const ofError = (
    error: SentryError,
    nth: number,
    of: { truth: Truth; now: number },
  ): SentryWebhook | null => {
    const webhooks =
      begun.get(error)?.webhooks ?? sentry.webhooksFor({ ...error, receivedAt: of.now }, of.truth);
    const left = (begun.get(error)?.left ?? webhooks.length) - 1;
    if (left > 0) begun.set(error, { webhooks, left });
    else begun.delete(error);
    return webhooks[nth] ?? null;
  };
  return ({ source, outage, at }, now) => {
    if (source.kind === 'metric') return sentry.metricAlert(source.action, source.alert);
    const truth = { outage, service: source.error.project.slug };
    switch (source.kind) {
      case 'resolved':
      case 'unresolved':
        return sentry.issueWebhook(source.kind, source.error, { at, truth, ...changeOf(source) });
      case 'comment':
        return sentry.comment(
          'created',
          source.error,
          'Seen this before: it goes away after the nightly job.',
        );
      case 'error':
        return ofError(source.error, source.nth, { truth, now });
    }
  };
}

interface Truth {
  readonly outage: string | null;
  readonly service: string;
}

function changeOf(
  source: Extract<PlannedWebhook['source'], { kind: 'resolved' | 'unresolved' }>,
): IssueChange {
  return {
    ...(source.kind === 'resolved' ? { resolutionType: 'now' } : { substatus: source.substatus }),
    ...(source.byPerson ? { actor: SOMEBODY } : {}),
  };
}
