import type { Notification, Surface } from '../../../domain/sending/notification.ts';
import type { Projection } from '../../../domain/sending/projection.ts';

/**
 * What every post carries, so that it can be found again after an answer that never came. Every app of the
 * workspace can read it (docs.slack.dev/messaging/message-metadata): no secrets, no texts of errors.
 */
interface IncidentMetadata {
  readonly event_type: 'stormrelay_incident';
  readonly event_payload: PostPayload;
}

/** Whose a post is, and what it covers. */
export interface PostPayload {
  readonly incident: string;
  readonly surface: Surface;
  /** Threads: the last timeline item that the reply covers; 0 otherwise. */
  readonly upto: number;
  /**
   * Accepted alerts that the message covers; 0 in replies and in messages that point at a root. An overflow covers
   * those of the incidents that have no message of their own.
   */
  readonly alerts: number;
}

/** The metadata of a row's post. */
export function metadataOf(row: Notification, upto: number): IncidentMetadata {
  return { event_type: 'stormrelay_incident', event_payload: payloadOf(row, upto) };
}

/** What a row's post says of itself, to whoever looks for it. */
export function payloadOf({ incident, surface, projection }: Notification, upto: number): PostPayload {
  return { incident, surface, upto, alerts: coveredBy(projection) };
}

function coveredBy(projection: Projection): number {
  if (projection.surface === 'overflow') return projection.alerts;
  if (projection.surface !== 'message' || projection.state === 'part-of') return 0;
  // A drill is in no book, so it covers nothing.
  return projection.drill === null ? projection.alerts : 0;
}
