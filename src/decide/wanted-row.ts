import type { Incident } from '../domain/incident.ts';
import { notificationId, pageId, type Wanted } from '../domain/sending/notification.ts';
import type { Receiver } from '../domain/policy.ts';
import type { Digested } from './digests.ts';

/** The brain's half of a notification row. */
export function wantedRow(
  incident: Incident,
  receiver: Receiver,
  { projection, digest, statusDigest }: Digested,
  about: Pick<Wanted, 'alerts' | 'severityRank' | 'services'>,
): Wanted {
  return {
    id:
      projection.surface === 'page'
        ? pageId(incident.id, receiver.id, projection.generation)
        : notificationId(incident.id, receiver.id, projection.surface),
    incident: incident.id,
    receiver: receiver.id,
    surface: projection.surface,
    lane: receiver.lane,
    credential: receiver.credential,
    projection,
    digest,
    statusDigest,
    openedAt: incident.openedAt,
    ...about,
  };
}
