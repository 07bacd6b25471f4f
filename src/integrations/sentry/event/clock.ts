import type { Alert } from '../../../domain/alert.ts';
import type { Entry } from '../../../domain/inbox/entry.ts';
import { timeAt, type JsonObject } from './payload.ts';

/** When a webhook was sent and when it came, UNIX ms. */
export interface HookTimes {
  /** By Sentry's clock; null where the sender did not say. */
  readonly sentAt: number | null;
  readonly receivedAt: number;
}

/** The times of an entry. */
export function timesOf(entry: Entry): HookTimes {
  return { sentAt: entry.sentAt, receivedAt: entry.firstReceivedAt ?? entry.receivedAt };
}

type Age = Pick<Alert, 'sentryAt' | 'ageMs'>;

/** The age of what Sentry tells as it happens (`issue.*`, metric alerts): it is as old as its webhook. */
export function ageOfNews({ sentAt }: HookTimes): Age {
  return { sentryAt: sentAt, ageMs: 0 };
}

/** When an event happened, as its client has it, when Sentry received it, and how long ago both were. */
export function timesOfEvent(
  event: JsonObject,
  times: HookTimes,
): Age & Pick<Alert, 'eventAt'> & { readonly agoMs: number } {
  const eventAt = timeAt(event, 'timestamp') ?? timeAt(event, 'datetime') ?? timeAt(event, 'dateCreated');
  const { sentryAt, ageMs } = ageOfEvent(event, times);
  return { eventAt, sentryAt, ageMs, agoMs: agoOfEvent(eventAt, { sentryAt, ageMs }, times) };
}

/**
 * The age of an event: from `received` to the webhook, both by Sentry's clock. The client's `timestamp` says nothing
 * about it: clocks of hosts and phones are wrong by hours.
 */
function ageOfEvent(event: JsonObject, { sentAt, receivedAt }: HookTimes): Age {
  const told = sentAt ?? receivedAt;
  // Service hooks and the API spell it `dateReceived`.
  const received = credible(timeAt(event, 'received') ?? timeAt(event, 'dateReceived'), told);
  if (received === null) return { sentryAt: sentAt, ageMs: 0 };
  return { sentryAt: received, ageMs: Math.max(0, told - received) };
}

/**
 * How long before its webhook an event happened, ms. Its client's clock is believed where it says no later than Sentry
 * received it, and no more than an hour earlier: Sentry mends a clock that is further off only where the client says what
 * time it has. Where Sentry does not say when it received it, a day. Whatever is older than a month, Sentry had not taken.
 */
function agoOfEvent(
  eventAt: number | null,
  { sentryAt, ageMs }: Age,
  { sentAt, receivedAt }: HookTimes,
): number {
  const told = sentAt ?? receivedAt;
  const received = told - ageMs;
  const isKnown = sentryAt !== null && (sentryAt !== sentAt || ageMs > 0);
  const trustMs = isKnown ? hour : day;
  const isCredible = eventAt !== null && eventAt <= received && received - eventAt <= trustMs;
  const agoMs = isCredible ? told - eventAt : ageMs;
  return agoMs > 30 * day ? 0 : Math.max(0, agoMs);
}

const hour = 60 * 60 * 1000;
const day = 24 * 60 * 60 * 1000;
/** There was no webhook of this kind before: an older time is a clock that was never set, or a wrong unit. */
const earliest = Date.UTC(2015, 0, 1);

/** A time that can be true of an event whose webhook went out at `told`. */
function credible(received: number | null, told: number): number | null {
  if (received === null || received < earliest) return null;
  return told >= earliest && received > told + day ? null : received;
}
