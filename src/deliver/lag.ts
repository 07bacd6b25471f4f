import type { Notification } from '../domain/sending/notification.ts';
import type { SendClass } from '../seams/notifier.ts';

/** A message that waited longer than this for its token says so. */
const lagShownMs = 5_000;

/**
 * What a message says about its own delay; null when there was none to speak of, as where counters wait for their
 * cadence, and of what is over or told elsewhere: nobody waits for news of that.
 */
export function lagOf(row: Notification, sendClass: SendClass, startedAt: number): string | null {
  if (sendClass === 'counter' || sendClass === 'watched' || isOver(row)) return null;
  const waited = startedAt - (row.pendingSince ?? startedAt);
  return waited > lagShownMs ? `this message is ${Math.round(waited / 1_000)} s late` : null;
}

function isOver({ projection }: Notification): boolean {
  if (projection.surface === 'message')
    return projection.state === 'resolved' || projection.state === 'part-of';
  return projection.surface === 'overflow' && projection.state === 'over';
}
