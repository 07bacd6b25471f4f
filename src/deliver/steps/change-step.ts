import type { Notification } from '../../domain/sending/notification.ts';
import type { NextStep } from './step.ts';

/**
 * The next step of a deploy: it is told once. A pager shows nobody what it was told of deploys, so one whose answer was
 * lost is told again: twice is better than never.
 */
export function nextChangeStep({ sent, attempts }: Notification): NextStep {
  if (sent.phase === 'posted') return { kind: 'settled', reason: null };
  const step = attempts.ambiguousAt === null ? 'create' : 'lookup';
  return { kind: 'send', step, sendClass: 'counter', notBefore: attempts.notBefore };
}
