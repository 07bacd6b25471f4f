import { z } from 'zod';
import type { Surface } from '../../../domain/sending/notification.ts';
import { incidentOf } from '../presses/ids.ts';
import { readMark } from './mark.ts';

/** A post of ours that was found again. */
export interface FoundPost {
  readonly ts: string;
  readonly alerts: number;
  readonly upto: number;
}

/** Which post is looked for. */
interface WantedPost {
  readonly incident: string;
  readonly surface: Surface;
  /** Threads: what was told before. */
  readonly coveredUpto: number;
  /** The text that it has, as far as that is known; null: it is not. */
  readonly text: string | null;
  /** Where nothing but the text speaks for a post, it was made between these times of Slack's, in seconds. */
  readonly between: readonly [number, number];
}

/** A message of the history, read leniently: other apps post there too. */
const anyMessage = z.object({
  ts: z.string().regex(/^\d+\.\d+$/),
  text: z.string().catch(''),
  bot_id: z.string().nullable().catch(null),
  app_id: z.string().nullable().catch(null),
  metadata: z.unknown().optional(),
  blocks: z.array(z.object({ block_id: z.string().catch('') })).catch([]),
});
type AnyMessage = z.infer<typeof anyMessage>;

const ownMetadata = z.object({
  event_type: z.literal('stormrelay_incident'),
  event_payload: z.object({
    incident: z.coerce.string(),
    surface: z.string(),
    upto: z.coerce.number().catch(0),
    alerts: z.coerce.number().catch(0),
  }),
});

/** Whose a message says that it is. */
type Said = z.infer<typeof ownMetadata>['event_payload'];

/** Those of the messages that belong to an incident's surface and, in threads, cover more than `coveredUpto`. */
export function ownPosts(messages: readonly unknown[], wanted: WantedPost): readonly FoundPost[] {
  return messages.flatMap((message) => {
    const read = anyMessage.safeParse(message);
    if (!read.success) return [];
    const said = saidBy(read.data);
    if (said === null) return looksLike(read.data, wanted) ? [bare(read.data.ts)] : [];
    const { incident, surface, upto, alerts } = said;
    if (incident !== wanted.incident || surface !== wanted.surface) return [];
    if (surface === 'thread' && upto <= wanted.coveredUpto) return [];
    return [{ ts: read.data.ts, alerts, upto }];
  });
}

/** By its metadata; where Slack left that out, by the mark in its blocks; where an older relay posted it, by its buttons. */
function saidBy({ metadata, blocks }: AnyMessage): Said | null {
  const read = ownMetadata.safeParse(metadata);
  if (read.success) return read.data.event_payload;
  const ids = blocks.map(({ block_id }) => block_id);
  const mark = ids.map(readMark).find((one) => one !== null);
  if (mark !== undefined) return mark;
  const pressed = ids.map(incidentOf).find((one) => one !== null);
  return pressed === undefined ? null : { incident: pressed, surface: 'message', upto: 0, alerts: 0 };
}

/** A message that says nothing of itself, neither metadata nor blocks, is known by its time and its text. */
function looksLike(message: AnyMessage, { text, between: [from, to] }: WantedPost): boolean {
  const at = Number(message.ts);
  const isApps = message.bot_id !== null || message.app_id !== null;
  return text !== null && isApps && at >= from && at <= to && isAlike(gistOf(message.text), gistOf(text));
}

/** Short plain text names fewer services than the summary does. */
function isAlike(a: string, b: string): boolean {
  return a !== '' && b !== '' && (a.startsWith(b) || b.startsWith(a));
}

/** What a text begins with, without what changes while an incident goes on: signs and figures. */
function gistOf(text: string): string {
  const first = /^[^\n·]*/u.exec(text)?.[0] ?? '';
  return first.replace(/[^\p{L}]+/gu, ' ').trim();
}

/** What it covers it does not say: it is brought up to date at once. */
function bare(ts: string): FoundPost {
  return { ts, alerts: 0, upto: 0 };
}
