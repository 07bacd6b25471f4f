import type { SentryDelivery, SlackMessage } from '../observed.ts';
import type { OutageTruth } from '../storm/truth.ts';
import { acceptedDeliveries, type Evidence } from './evidence.ts';

/**
 * When the relay was told of the failure from which a message's error follows (virtual UNIX ms): nothing but the trace
 * of their request ties the two, and webhooks arrive in any order. -Infinity for an error that follows from no other,
 * Infinity where the failure itself was never told.
 */
export function tiedAt(evidence: Evidence, outage: OutageTruth, message: SlackMessage): number {
  const of = (one: SentryDelivery): boolean => one.truth.outage === outage.id && one.truth.trace !== null;
  const own = evidence.deliveries.filter((one) => of(one) && isShownBy(message, one));
  const happened = new Map<string | null, number>();
  for (const { happenedAt, truth } of own)
    happened.set(truth.trace, Math.max(happenedAt, happened.get(truth.trace) ?? -Infinity));
  const issues = new Set(own.map(({ truth }) => truth.issueId));
  const isFailure = (one: SentryDelivery): boolean =>
    of(one) &&
    !issues.has(one.truth.issueId) &&
    one.happenedAt < (happened.get(one.truth.trace) ?? -Infinity);
  if (!evidence.deliveries.some(isFailure)) return -Infinity;
  // What tells of an issue, and of no event, tells no trace.
  const tells = (one: SentryDelivery): boolean => one.resource !== 'issue' && isFailure(one);
  return acceptedDeliveries(evidence).find(tells)?.at ?? Infinity;
}

/** Whether a message was posted for the issue of a delivery, which it links to, after that had been sent. */
function isShownBy({ revisions: [first] }: SlackMessage, { at, truth }: SentryDelivery): boolean {
  if (first === undefined || truth.issueId === null || at > first.at) return false;
  return `${first.text}\n${first.blocksText}`.includes(`/issues/${truth.issueId}/`);
}
