import { createHash } from 'node:crypto';
import { z } from 'zod';
import { unstamped, type Delivery } from '../domain/inbox/entry.ts';
import type { LaneWord } from '../domain/inbox/lane-word.ts';
import type { LaneState } from '../domain/sending/lane.ts';
import { isTroubleCode } from '../domain/sending/trouble.ts';
import { ownBody, readOwnBody } from './own-body.ts';
import { selfDelivery } from './self-delivery.ts';

/** What dispatch reports of a lane that went down or came back. */
interface LaneReport {
  readonly lane: string;
  readonly state: LaneState;
}

/** Relays before named none, and a newer one may name more: what is not known here is the code of nothing known. */
const code = z
  .string()
  .transform((text) => (isTroubleCode(text) ? text : 'unknown'))
  .exactOptional();

const held = {
  until: z.number(),
  reason: z.string(),
  code,
  unseenSince: z.number().exactOptional(),
  askedSince: z.number().exactOptional(),
};

const report: z.ZodType<LaneReport> = z.object({
  lane: z.string(),
  state: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('flowing') }),
    z.object({ kind: z.literal('waiting'), ...held, failures: z.number().default(0) }),
    z.object({ kind: z.literal('blocked'), ...held, since: z.number() }),
  ]),
});

/** The inbox delivery of a report. */
export function laneDelivery(told: LaneReport, id: string): Delivery {
  return selfDelivery('lane', ownBody(told), id);
}

/** Reads a report out of an entry. @throws Error when the body is none. */
export function readLaneReport(body: string): LaneReport {
  return readOwnBody(report, body, 'report of a lane');
}

/** The kind of an operator's entry that is about a lane. */
export const laneWordKind = 'reset-lane';

const word: z.ZodType<LaneWord> = z.object({ lane: z.string(), who: z.string() });

/** The inbox delivery of a person's word that a lane works again. The id is part of the body: who asks again means it. */
export function laneWordDelivery(told: LaneWord, id: string): Delivery {
  const body = ownBody({ ...told, id });
  return {
    source: 'operator',
    id,
    kind: laneWordKind,
    body,
    digest: createHash('sha256').update(`${laneWordKind}\n${body}`).digest('hex'),
    verifiedBy: 'operator',
    ...unstamped,
  };
}

/** Reads it out of an entry. @throws Error when the body is none. */
export function readLaneWord(body: string): LaneWord {
  return readOwnBody(word, body, 'word about a lane');
}
