import type { Notification } from '../../domain/sending/notification.ts';
import type { MessageProjection } from '../../domain/sending/projection.ts';
import type { SendClass } from '../../seams/notifier.ts';
import type { NextStep } from './step.ts';

const second = 1_000;
const minute = 60_000;

/** As five services join a storm within a second, one edit tells of all: the tokens of a minute are few. */
const statusEveryMs = second;

/** The next step of a living message. */
export function nextMessageStep(row: Notification, message: MessageProjection, now: number): NextStep {
  const { sent, attempts } = row;
  if (attempts.ambiguousAt !== null)
    return { kind: 'send', step: 'lookup', sendClass: 'first', notBefore: attempts.notBefore };
  if (sent.phase !== 'posted') return firstStep(row, message);
  if (sent.digest === row.digest || sent.frozen === true) return { kind: 'settled', reason: null };
  return changeStep(row, sent, message, now);
}

/**
 * The step by which whoever was shown something is shown what is so now: at once, but for a second, where it is what
 * people must learn soon, else in its cadence.
 * @param shown What people are shown of the incident.
 */
export function changeStep(
  { attempts, statusDigest, openedAt }: Notification,
  sent: Extract<Notification['sent'], { readonly phase: 'posted' | 'told' }>,
  shown: MessageProjection,
  now: number,
): NextStep {
  const isStatus = sent.statusDigest !== statusDigest;
  const due = sent.at + (isStatus ? statusEveryMs : figuresEvery(shown, now - openedAt));
  return {
    kind: 'send',
    step: 'change',
    sendClass: isStatus ? statusClass(shown) : counterClass(shown),
    notBefore: Math.max(attempts.notBefore, due),
  };
}

/** How urgent it is that what people must learn soon has changed. */
function statusClass({ state }: MessageProjection): SendClass {
  return state === 'part-of' ? 'joined' : 'status';
}

/** How urgent it is that only figures have changed. */
function counterClass(message: MessageProjection): SendClass {
  return wokeSomebody(message) ? 'watched' : 'counter';
}

/** Whether somebody watches this message, because it tells of a storm or of what woke them. */
export function wokeSomebody(message: MessageProjection): boolean {
  return message.state !== 'part-of' && (message.storm !== null || message.page !== null);
}

/** Of what is not posted. A drill that is over has nothing more to prove: what did not get out in time stays unsaid. */
function firstStep({ attempts }: Notification, message: MessageProjection): NextStep {
  const isOver = (message.drill?.end ?? null) !== null;
  if (message.state === 'part-of' || isOver) return { kind: 'settled', reason: null };
  const notBefore = Math.max(attempts.notBefore, message.showFrom);
  return { kind: 'send', step: 'create', sendClass: 'first', notBefore };
}

function figuresEvery(message: MessageProjection, ageMs: number): number {
  const asked = message.state === 'part-of' ? 0 : (message.updateEveryMs ?? 0);
  return Math.max(asked, counterCadence(ageMs));
}

/** How often counters are brought up to date, by the incident's age: people watch the first half minute. */
export function counterCadence(ageMs: number): number {
  if (ageMs < 30 * second) return 3 * second;
  return ageMs < 10 * minute ? 10 * second : minute;
}
