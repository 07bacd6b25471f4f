import { z } from 'zod';
import type { Notification, Surface } from '../../domain/sending/notification.ts';
import type { Projection } from '../../domain/sending/projection.ts';
import { blockIdOf } from './presses/ids.ts';

/**
 * What every post carries, so that it can be found again after an answer that never came. Every app of the
 * workspace can read it (docs.slack.dev/messaging/message-metadata): no secrets, no texts of errors.
 */
interface IncidentMetadata {
  readonly event_type: 'stormrelay_incident';
  readonly event_payload: {
    readonly incident: string;
    readonly surface: Surface;
    /** Threads: the last timeline item that the reply covers; 0 otherwise. */
    readonly upto: number;
    /**
     * Accepted alerts that the message covers; 0 in replies and in messages that point at a root. An overflow covers
     * those of the incidents that have no message of their own.
     */
    readonly alerts: number;
  };
}

/** The metadata of a row's post. */
export function metadataOf(row: Notification, upto: number): IncidentMetadata {
  const { incident, surface, projection } = row;
  const alerts = coveredBy(projection);
  return { event_type: 'stormrelay_incident', event_payload: { incident, surface, upto, alerts } };
}

function coveredBy(projection: Projection): number {
  if (projection.surface === 'overflow') return projection.alerts;
  if (projection.surface !== 'message' || projection.state === 'part-of') return 0;
  // A drill is in no book, so it covers nothing.
  return projection.drill === null ? projection.alerts : 0;
}

/** A message of the history that carries our metadata, read leniently: other apps post there too. */
const ownMessage = z.object({
  ts: z.string().regex(/^\d+\.\d+$/),
  metadata: z.object({
    event_type: z.literal('stormrelay_incident'),
    event_payload: z.object({
      incident: z.coerce.string(),
      surface: z.string(),
      upto: z.coerce.number().catch(0),
      alerts: z.coerce.number().catch(0),
    }),
  }),
});

/** A message without it, whose buttons say whose it is. */
const buttoned = z.object({
  ts: z.string().regex(/^\d+\.\d+$/),
  blocks: z.array(z.object({ block_id: z.string().optional() })),
});

/** A post of ours that was found again. */
export interface FoundPost {
  readonly ts: string;
  readonly alerts: number;
  readonly upto: number;
}

/** Those of the messages that belong to an incident's surface and, in threads, cover more than `coveredUpto`. */
export function ownPosts(
  messages: readonly unknown[],
  wanted: { readonly incident: string; readonly surface: Surface; readonly coveredUpto: number },
): readonly FoundPost[] {
  return messages.flatMap((message) => {
    const read = ownMessage.safeParse(message);
    if (!read.success) return byButtons(message, wanted);
    const { incident, surface, upto, alerts } = read.data.metadata.event_payload;
    if (incident !== wanted.incident || surface !== wanted.surface) return [];
    if (surface === 'thread' && upto <= wanted.coveredUpto) return [];
    return [{ ts: read.data.ts, alerts, upto }];
  });
}

/** What it covers it does not say: it is brought up to date at once. */
function byButtons(
  message: unknown,
  { incident, surface }: { readonly incident: string; readonly surface: Surface },
): readonly FoundPost[] {
  const read = buttoned.safeParse(message);
  if (!read.success || surface !== 'message') return [];
  const isIts = read.data.blocks.some(({ block_id }) => block_id === blockIdOf(incident));
  return isIts ? [{ ts: read.data.ts, alerts: 0, upto: 0 }] : [];
}
