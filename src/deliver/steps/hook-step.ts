import type { HookProjection } from '../../domain/sending/projection.ts';
import type { Notification } from '../../domain/sending/notification.ts';
import { changeStep } from './message-step.ts';
import type { NextStep } from './step.ts';

/**
 * The next step of what a program is told. Each version has an id of its own, by which whoever gets it twice knows it: one
 * whose answer was lost is simply sent again.
 */
export function nextHookStep(row: Notification, hook: HookProjection, now: number): NextStep {
  const { sent } = row;
  if (sent.phase !== 'told') return firstTold(row, hook);
  if (sent.digest === row.digest) return { kind: 'settled', reason: null };
  return changeStep(row, sent, hook.shown, now);
}

/** What became part of another before it was told is told with that. */
function firstTold({ attempts }: Notification, { state, showFrom }: HookProjection): NextStep {
  if (state === 'part-of') return { kind: 'settled', reason: null };
  return {
    kind: 'send',
    step: 'create',
    sendClass: 'first',
    notBefore: Math.max(attempts.notBefore, showFrom),
  };
}
