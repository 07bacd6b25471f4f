import { createHash } from 'node:crypto';
import { z } from 'zod';
import { unstamped, type Delivery } from '../domain/inbox/entry.ts';
import type { OperatorCommand } from '../domain/inbox/operator-command.ts';
import { ownBody, readOwnBody } from './own-body.ts';

const asked = { incident: z.string(), who: z.string() };
const why = z.string().nullable().default(null);

const command = z.discriminatedUnion('action', [
  z.object({ action: z.enum(['acknowledge', 'resolve', 'mute', 'unmute']), ...asked }),
  z.object({ action: z.literal('split'), ...asked, issue: z.string().exactOptional(), why }),
  z.object({ action: z.literal('merge'), ...asked, into: z.string(), why }),
]) satisfies z.ZodType<OperatorCommand>;

/** What an operator may ask for: what is not read back here cannot be written either. */
export type OperatorsWord = z.infer<typeof command>;

/**
 * The inbox delivery of a command: source `operator`, kind the action, body the command and `id`.
 * The id is part of the body, so that the same command given again later is not taken for a duplicate.
 */
export function operatorDelivery(told: OperatorsWord, id: string, verifiedBy: string): Delivery {
  const body = ownBody({ ...told, id });
  return {
    source: 'operator',
    id,
    kind: told.action,
    body,
    digest: createHash('sha256').update(`${told.action}\n${body}`).digest('hex'),
    verifiedBy,
    ...unstamped,
  };
}

/** Reads a command out of an entry. @throws Error when the body is none. */
export function readOperatorCommand(body: string): OperatorsWord {
  return readOwnBody(command, body, "operator's command");
}
