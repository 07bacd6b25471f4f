import type { Notification } from '../../../domain/sending/notification.ts';
import { handleOf, nothingSent, type Posted } from '../../../domain/sending/sent.ts';
import type { Connection } from '../file/connection.ts';
import { readRows } from './damaged-notifications.ts';
import { moveLink } from './links.ts';
import { keepPendingSince, notification, saveSent } from './notifications.ts';

/**
 * Gives a root without a message the oldest one that a child of it has posted at the same receiver. Null when
 * there is none, or when the root may have one already.
 */
export function takeOver(connection: Connection, rootNotification: string, now: number): Posted | null {
  return connection.write(() => {
    const root = notification(connection, rootNotification);
    if (root === null || !mayTake(root)) return null;
    const child = oldestOfChildren(connection, root);
    if (child?.sent.phase !== 'posted') return null;
    // No digest: what is shown is the child's text, so an update to the root's must follow.
    const sent: Posted = { ...child.sent, digest: null, statusDigest: null };
    saveSent(connection, root.id, sent, now);
    moveLink(connection, child.id, root.id);
    saveSent(connection, child.id, nothingSent, now);
    keepPendingSince(connection, root.id, now);
    keepPendingSince(connection, child.id, now);
    return sent;
  });
}

/** A root whose own message may be on its way must not get a second one. */
function mayTake({ surface, sent, attempts }: Notification): boolean {
  return (
    surface === 'message' &&
    handleOf(sent) === null &&
    attempts.startedAt === null &&
    attempts.ambiguousAt === null
  );
}

function oldestOfChildren(connection: Connection, root: Notification): Notification | null {
  const row = connection
    .sql(
      `SELECT notification.* FROM incident
       JOIN notification ON notification.incident = incident.id
       WHERE incident.parent = ? AND notification.surface = 'message' AND notification.receiver = ?
         AND notification.handle IS NOT NULL AND notification.started_at IS NULL
       ORDER BY notification.sent_at, notification.opened_at, notification.id LIMIT 1`,
    )
    .get(root.incident, root.receiver);
  return readRows(row === undefined ? [] : [row]).read[0] ?? null;
}
