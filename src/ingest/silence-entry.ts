import { createHash } from 'node:crypto';
import { z } from 'zod';
import { unstamped, type Delivery } from '../domain/inbox/entry.ts';
import type { SilenceWord } from '../domain/inbox/silence-word.ts';
import { ownBody, readOwnBody } from './own-body.ts';
import { matcherBody } from './routing-body.ts';

/** The kind of an operator's entry that is about silences and names no incident. */
export const silenceKind = 'silence';

const word: z.ZodType<SilenceWord> = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('add'),
    matchers: z.array(matcherBody).min(1),
    from: z.number().optional(),
    forMs: z.number().positive(),
    by: z.string(),
    reason: z.string(),
  }),
  z.object({ action: z.literal('end'), silence: z.string(), by: z.string() }),
]);

/** The inbox delivery of what is asked about silences. The id is part of the body: who asks again means it. */
export function silenceDelivery(told: SilenceWord, id: string): Delivery {
  const body = ownBody({ ...told, id });
  return {
    source: 'operator',
    id,
    kind: silenceKind,
    body,
    digest: createHash('sha256').update(`${silenceKind}\n${body}`).digest('hex'),
    verifiedBy: 'operator',
    ...unstamped,
  };
}

/** Reads it out of an entry. @throws Error when the body is none. */
export function readSilenceWord(body: string): SilenceWord {
  return readOwnBody(word, body, 'word about silences');
}
