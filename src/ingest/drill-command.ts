import { z } from 'zod';
import { unstamped, type Delivery } from '../domain/inbox/entry.ts';
import { idDigest } from './id-digest.ts';
import { ownBody, readOwnBody } from './own-body.ts';

const said = z.string().nullable().default(null);

const command = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('register'),
    nonce: z.string(),
    scenario: z.enum(['single', 'storm']).default('single'),
    /** How many alerts will carry the nonce. */
    alerts: z.number().default(1),
    subject: z.object({ service: z.string(), environment: z.string(), release: said, by: said }),
  }),
  z.object({
    action: z.literal('end'),
    drill: z.string(),
    result: z.enum(['passed', 'failed', 'cancelled']),
    summary: z.string().default(''),
  }),
]);

/** What CI says of a drill; the brain reads it back out of the inbox. */
export type DrillCommand = z.infer<typeof command>;

/** The inbox delivery of a command: source `ci`, kind `drill`. The id keeps two equal commands apart. */
export function drillDelivery(told: DrillCommand, id: string): Delivery {
  const body = ownBody(told);
  const digest = idDigest(id, body);
  return { source: 'ci', id, kind: 'drill', body, digest, verifiedBy: 'ci', ...unstamped };
}

/** Reads a command out of an entry. @throws Error when the body is none. */
export function readDrillCommand(body: string): DrillCommand {
  return readOwnBody(command, body, 'command of a drill');
}
