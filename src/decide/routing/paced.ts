import type { RoutedTo } from '../../domain/routing/routed.ts';
import type { LiveMessage } from '../../domain/sending/projection.ts';

/**
 * A message as one receiver is told of it, when its route says. What wakes somebody and what is a storm waits for
 * nothing but its group, and what has happened is never held back.
 * @param routed What the route says; null: none does.
 */
export function pacedMessage<M extends LiveMessage>(message: M, routed: RoutedTo | null): M {
  if (routed === null) return message;
  const { at, groupWaitMs = 0, updateEveryMs } = routed;
  const waits = groupWaitMs > 0 && message.page === null && message.storm === null;
  return {
    ...message,
    ...(waits ? { showFrom: Math.max(message.showFrom, at + groupWaitMs) } : {}),
    ...(updateEveryMs === undefined ? {} : { updateEveryMs }),
  };
}
