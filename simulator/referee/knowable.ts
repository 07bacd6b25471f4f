import type { SentryDelivery, SlackMessage } from '../observed.ts';
import type { OutageTruth } from '../storm/truth.ts';
import { acceptedDeliveries, type Evidence } from './evidence.ts';

/**
 * When the relay could know what a message's error belongs to (virtual UNIX ms): it was told of an event, and of the
 * failure from which that follows.
 */
export function knowableAt(evidence: Evidence, outage: OutageTruth, message: SlackMessage): number {
  return Math.max(heardAt(evidence, message), tiedAt(evidence, outage, message));
}

/**
 * When the relay was first told of an event of the issue that a message was posted for: what tells of an issue alone
 * brings its title, and neither the frames nor the trace. -Infinity where no event was ever told.
 */
function heardAt(evidence: Evidence, message: SlackMessage): number {
  const shown = new Set(
    evidence.deliveries.filter((one) => isShownBy(message, one)).map(({ truth }) => truth.issueId),
  );
  const tells = ({ resource, truth }: SentryDelivery): boolean =>
    resource !== 'issue' && shown.has(truth.issueId);
  return acceptedDeliveries(evidence).find(tells)?.at ?? -Infinity;
}

/**
 * When the relay was told of the failure from which a message's error follows (virtual UNIX ms): nothing but the trace
 * of their request ties the two, and webhooks arrive in any order. -Infinity for an error that follows from no other,
 * Infinity where the failure itself was never told.
 */
function tiedAt(evidence: Evidence, outage: OutageTruth, message: SlackMessage): number {
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

/** An issue that was told of more than once is part of what a noticed outage is made of, whoever broke it. */
const LOUD_EVENTS = 2;
/** The issues of an outage break out seconds apart: one that did so shortly before the first may be its first, in ms. */
const BEFORE_ONSET_MS = 15_000;

/**
 * Whether an issue of a service broke out and was heard again in the very seconds in which an outage began that no text
 * names: from shortly before the outage's first event until its page was opened. Nothing that the relay was told by then
 * tells the two apart.
 */
export function isLoudAtOnset(
  evidence: Evidence,
  outage: OutageTruth,
  { service, openedAt }: { readonly service: string; readonly openedAt: number },
): boolean {
  const events = acceptedDeliveries(evidence).filter(
    ({ resource, at }) => resource !== 'issue' && at <= openedAt,
  );
  const onset = Math.min(
    ...events.filter(({ truth }) => truth.outage === outage.id).map((one) => one.happenedAt),
  );
  const told = new Map<string | null, SentryDelivery[]>();
  for (const one of events.filter(({ truth }) => truth.service === service && truth.outage === null))
    told.set(one.truth.issueId, [...(told.get(one.truth.issueId) ?? []), one]);
  return [...told.values()].some(
    (own) =>
      Math.min(...own.map(({ happenedAt }) => happenedAt)) >= onset - BEFORE_ONSET_MS &&
      new Set(own.map(({ truth }) => truth.eventId)).size >= LOUD_EVENTS,
  );
}

/** Whether a message was posted for the issue of a delivery, which it links to, after that had been sent. */
function isShownBy({ revisions: [first] }: SlackMessage, { at, truth }: SentryDelivery): boolean {
  if (first === undefined || truth.issueId === null || at > first.at) return false;
  return `${first.text}\n${first.blocksText}`.includes(`/issues/${truth.issueId}/`);
}
