import type { Observed, SentryDelivery, WebhookCall } from '../observed.ts';
import type { PageAct } from '../storm/people-plan.ts';
import type { FatalTruth, LoneTruth, OutageTruth } from '../storm/truth.ts';

/** The relay's own books, as `/api/books` answers them. */
export interface Books {
  readonly accepted: number;
  readonly shown: number;
  readonly folded: number;
  readonly suppressed: number;
  readonly setAside: number;
  readonly dead: number;
  readonly inFlight: number;
}

/** A time in which the relay was down on purpose, in virtual UNIX milliseconds. */
export interface DownTime {
  readonly from: number;
  readonly to: number;
}

/** What a person did about the page of a trouble, or could not do. */
export interface DoneAct {
  /** When it was done, or given up (virtual UNIX ms). */
  readonly at: number;
  readonly does: PageAct;
  /** The id of the outage or of the trouble. */
  readonly what: string;
  /** The page's key; null when there was none to act on. */
  readonly dedupKey: string | null;
  /** Why it could not be done; null when it was. */
  readonly failure: string | null;
}

/** Who else is to be woken when nobody acknowledges, as the relay was configured. */
export interface Escalation {
  /** The second receiver's name. */
  readonly to: string;
  readonly routingKey: string;
  /** So long after the page of the first, in virtual ms. */
  readonly afterMs: number;
}

/** Everything the referee may judge by. What a run could not see is null, and checks on it are "not judged". */
export interface Evidence {
  readonly speed: number;
  /** Virtual UNIX milliseconds. */
  readonly start: number;
  readonly deliveries: readonly SentryDelivery[];
  readonly slack: Observed['slack'] | null;
  readonly pagerduty: Observed['pagerduty'] | null;
  /** What a program was told. */
  readonly webhook: readonly WebhookCall[] | null;
  readonly books: Books | null;
  readonly outages: readonly OutageTruth[];
  /** Troubles of their own, whatever went on around them. */
  readonly alone: readonly LoneTruth[];
  readonly fatals: readonly FatalTruth[];
  /** Null: there is but one receiver. */
  readonly escalation: Escalation | null;
  /** What people did about pages, oldest first. */
  readonly acts: readonly DoneAct[];
  readonly down: readonly DownTime[];
  /** How the relay ended after SIGTERM; null when this run did not start it. */
  readonly exit: { readonly code: number | null; readonly signal: string | null } | null;
  /** Virtual milliseconds from the last webhook until nothing was in flight; null when that never came. */
  readonly drainedAfterMs: number | null;
}

/** Sentry's deadline in virtual milliseconds at this speed (never under 500 real ones, see simulator/clock.ts). */
function deadlineMs(speed: number): number {
  return Math.max(1000, 500 * speed);
}

/** Whether a delivery met a relay that was down on purpose, or was killed while answering. */
export function wasDown(evidence: Evidence, delivery: SentryDelivery): boolean {
  const deadline = deadlineMs(evidence.speed);
  return evidence.down.some((down) => delivery.at >= down.from - deadline && delivery.at <= down.to);
}

/** The deliveries that were answered 2xx, oldest first. */
export function acceptedDeliveries(evidence: Evidence): SentryDelivery[] {
  return evidence.deliveries.filter((one) => one.outcome === 'accepted').sort((a, b) => a.at - b.at);
}

/** Those without an answer: the relay may have stored them all the same. */
export function unansweredDeliveries(evidence: Evidence): SentryDelivery[] {
  return evidence.deliveries.filter((one) => one.outcome === 'unanswered');
}
