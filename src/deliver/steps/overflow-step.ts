import type { Notification } from '../../domain/sending/notification.ts';
import type { OverflowProjection } from '../../domain/sending/projection.ts';
import { shownAt } from '../../domain/sending/sent.ts';
import { counterCadence } from './message-step.ts';
import type { NextStep } from './step.ts';

/** The next step of an overflow message: what changes in it is told at the cadence of counters, by status or not. */
export function nextOverflowStep(row: Notification, overflow: OverflowProjection, now: number): NextStep {
  const { sent, attempts } = row;
  if (attempts.ambiguousAt !== null)
    return { kind: 'send', step: 'lookup', sendClass: 'first', notBefore: attempts.notBefore };
  if (sent.phase !== 'posted') {
    // It all went by before its first token came: nobody has to read that.
    return overflow.state === 'over' && sent.phase === 'none'
      ? { kind: 'settled', reason: null }
      : { kind: 'send', step: 'create', sendClass: 'first', notBefore: attempts.notBefore };
  }
  if (sent.digest === row.digest) return { kind: 'settled', reason: null };
  return {
    kind: 'send',
    step: 'change',
    sendClass: sent.statusDigest === row.statusDigest ? 'counter' : 'status',
    notBefore: Math.max(attempts.notBefore, overflowDueAt(row, now)),
  };
}

/** When a shown overflow may be brought up to date. */
export function overflowDueAt({ sent, openedAt }: Notification, now: number): number {
  return (shownAt(sent) ?? 0) + counterCadence(now - openedAt);
}
