import { z } from 'zod';
import type { Delivery } from '../../domain/inbox/entry.ts';
import { ownBody, readOwnBody } from '../own-body.ts';
import { selfDelivery } from '../self-delivery.ts';

/** What became of resolving an incident's issues in Sentry. */
interface SentryBackTold {
  readonly incident: string;
  /** How many are resolved there now. */
  readonly resolved: number;
  /** Why the rest is not, and what to do; null: all are. */
  readonly why: string | null;
  /** It goes on being tried. Absent: that is all that became of it. */
  readonly waits?: boolean | undefined;
}

const told: z.ZodType<SentryBackTold> = z.object({
  incident: z.string(),
  resolved: z.int().min(0),
  why: z.string().max(400).nullable().default(null),
  waits: z.boolean().optional(),
});

/** The kind of these entries. */
export const sentryBackKind = 'sentry-resolved';

/** The inbox delivery of what became of it. */
export function sentryBackDelivery(said: SentryBackTold, id: string): Delivery {
  return { ...selfDelivery('enrichment', ownBody(said), id), kind: sentryBackKind };
}

/** Reads it out of an entry. @throws Error when the body is none. */
export function readSentryBack(body: string): SentryBackTold {
  return readOwnBody(told, body, 'report of what was resolved in Sentry');
}
