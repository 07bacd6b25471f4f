import type { Notification } from '../../domain/sending/notification.ts';
import type { ThreadProjection } from '../../domain/sending/projection.ts';
import { handleOf, toldUpto } from '../../domain/sending/sent.ts';
import type { NextStep } from './step.ts';

/** The next step of a thread: one reply covers everything that was not told yet. */
export function nextThreadStep(
  row: Notification,
  thread: ThreadProjection,
  parent: Notification | null,
): NextStep {
  const { sent, attempts } = row;
  const message = parent?.projection;
  if (message?.surface === 'message' && message.state === 'part-of') {
    return { kind: 'settled', reason: { code: 'goes-on-in-storm' } };
  }
  const last = thread.items.at(-1);
  if (last === undefined || last.n <= toldUpto(sent)) return { kind: 'settled', reason: null };
  if (parent !== null && endedUnposted(parent)) return { kind: 'settled', reason: null };
  if (parent === null || handleOf(parent.sent) === null)
    return { kind: 'wait', until: null, reason: 'Its message is not posted yet.' };
  const step = attempts.ambiguousAt === null ? 'create' : 'lookup';
  return { kind: 'send', step, sendClass: 'status', notBefore: attempts.notBefore };
}

/** What ended while an overflow stood for it, or as a drill, never has a message that could be replied to. */
function endedUnposted({ projection, sent, digest, attempts }: Notification): boolean {
  const ended = projection.surface === 'message' && projection.state === 'resolved';
  return ended && handleOf(sent) === null && sent.digest === digest && attempts.ambiguousAt === null;
}
