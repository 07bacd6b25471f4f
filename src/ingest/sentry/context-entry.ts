import { z } from 'zod';
import type { Delivery } from '../../domain/inbox/entry.ts';
import type { SentryContext } from '../../domain/sentry-context.ts';
import { ownBody, readOwnBody } from '../own-body.ts';
import { selfDelivery } from '../self-delivery.ts';

/** What Sentry told of an incident. */
interface ContextTold {
  readonly incident: string;
  readonly context: SentryContext;
}

const longest = 400;
const text = z.string().max(longest);
const number = z.number().nullable().default(null);

const commit = z.object({ id: text, title: text, by: text.nullable().default(null) });

const context: z.ZodType<SentryContext> = z.object({
  users: number,
  events: number,
  firstSeenAt: number,
  lastSeenAt: number,
  firstRelease: text.nullable().default(null),
  commit: commit.nullable().default(null),
  owners: z.array(text).max(10).default([]),
  runbook: text.nullable().default(null),
});

const told: z.ZodType<ContextTold> = z.object({ incident: z.string(), context });

/** The kind of these entries. */
export const contextKind = 'sentry-context';

/** The inbox delivery of what Sentry told. */
export function contextDelivery(said: ContextTold, id: string): Delivery {
  return { ...selfDelivery('enrichment', ownBody(said), id), kind: contextKind };
}

/** Reads it out of an entry. @throws Error when the body is none. */
export function readContext(body: string): ContextTold {
  return readOwnBody(told, body, 'context of an incident');
}
