import { isDrill, type Notification } from '../../domain/sending/notification.ts';
import { objectiveMs, type Reached } from '../../domain/sending/objective.ts';
import { acceptedAt, type Sent } from '../../domain/sending/sent.ts';

/** How long it took until a receiver had the first of a message or a page; null: it had it before, or has it not yet. */
export function reachedBy(row: Notification, sent: Sent): Reached | null {
  const { surface } = row.projection;
  if (surface !== 'message' && surface !== 'page') return null;
  const at = acceptedAt(sent);
  if (at === null || acceptedAt(row.sent) !== null || isDrill(row)) return null;
  return { objective: surface === 'page' ? 'paged' : 'shown', tookMs: Math.max(0, at - sinceOf(row, at)) };
}

/**
 * From when it counts, virtual ms: a page from when it was decided, a message from the incident's first alert. A wait that
 * the rules ask for is none of the relay's, nor is what was kept quiet before.
 */
function sinceOf({ projection, pendingSince, openedAt, sent }: Notification, at: number): number {
  const wanted = pendingSince ?? at;
  // Nothing was to be told of it so far, and that was settled.
  if (projection.surface !== 'message' || sent.digest !== null) return wanted;
  const showFrom = 'showFrom' in projection ? projection.showFrom : openedAt;
  return showFrom - openedAt > objectiveMs.shown ? showFrom : openedAt;
}
