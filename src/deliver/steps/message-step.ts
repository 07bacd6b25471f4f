import type { Notification } from '../../domain/sending/notification.ts';
import type { MessageProjection } from '../../domain/sending/projection.ts';
import type { NextStep } from './step.ts';

const second = 1_000;
const minute = 60_000;

/** The next step of a living message. */
export function nextMessageStep(row: Notification, message: MessageProjection, now: number): NextStep {
  const { sent, attempts } = row;
  if (attempts.ambiguousAt !== null)
    return { kind: 'send', step: 'lookup', sendClass: 'first', notBefore: attempts.notBefore };
  if (sent.phase !== 'posted') return firstStep(row, message);
  if (sent.digest === row.digest) return { kind: 'settled', reason: null };
  if (sent.statusDigest !== row.statusDigest)
    return { kind: 'send', step: 'change', sendClass: 'status', notBefore: attempts.notBefore };
  const cadence = sent.at + counterCadence(now - row.openedAt);
  return {
    kind: 'send',
    step: 'change',
    sendClass: 'counter',
    notBefore: Math.max(attempts.notBefore, cadence),
  };
}

/** Of what is not posted. A drill that is over has nothing more to prove: what did not get out in time stays unsaid. */
function firstStep({ attempts }: Notification, message: MessageProjection): NextStep {
  const isOver = (message.drill?.end ?? null) !== null;
  if (message.state === 'part-of' || isOver) return { kind: 'settled', reason: null };
  const notBefore = Math.max(attempts.notBefore, message.showFrom);
  return { kind: 'send', step: 'create', sendClass: 'first', notBefore };
}

/** How often counters are brought up to date, by the incident's age: people watch the first half minute. */
export function counterCadence(ageMs: number): number {
  if (ageMs < 30 * second) return 3 * second;
  return ageMs < 10 * minute ? 10 * second : minute;
}
