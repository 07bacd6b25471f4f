import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Notification } from '../../../domain/sending/notification.ts';
import type { Outcome } from '../../../domain/sending/outcome.ts';
import { toldUpto } from '../../../domain/sending/sent.ts';
import { ownPosts, type FoundPost } from './own-posts.ts';

/** The post left at most one HTTP timeout before it was found ambiguous; the rest is for clocks that disagree. */
const beforeMs = 90_000;
/** An answer that never came belongs to a post that Slack stored within moments, not hours later. */
const afterMs = 10 * 60_000;
/** conversations.history: "an integer under 1000". */
const pageSize = 999;
/**
 * "Fewer than the requested number of items may be returned, even if the end of the list hasn't been reached"
 * (docs.slack.dev/reference/methods/conversations.history, `limit`): so the cursor is followed. One call was paid for,
 * and the room that limits leave below Slack's is enough for these.
 */
const mostPages = 6;

const page = z.object({
  messages: z.array(z.unknown()),
  response_metadata: z.object({ next_cursor: z.string().catch('') }).catch({ next_cursor: '' }),
});

/** Where to look for the post of a row. */
interface LookupPlace {
  readonly channel: string;
  /** `ts` of the root message for replies; null for root messages. */
  readonly parentHandle: string | null;
  readonly now: number;
  /** By how much our time may be ahead of Slack's, because the machine's clock was set back; 0 mostly. */
  readonly aheadMs: number;
  /** The text that the post would have now; null: it tells nothing. */
  readonly text: string | null;
}

/** A text says little by itself: only what was posted within moments of the attempt is taken for it, ms. */
const textAfterMs = 60_000;
const textBeforeMs = 5_000;

/** Looks for a post that may or may not have been made; null when the answer cannot be read. */
export async function lookUp(
  client: WebClient,
  row: Notification,
  place: LookupPlace,
): Promise<Outcome | null> {
  const around = row.attempts.ambiguousAt ?? row.attempts.startedAt ?? place.now;
  const range = {
    channel: place.channel,
    oldest: seconds(around - place.aheadMs - beforeMs),
    latest: seconds(around + afterMs),
    inclusive: true,
    // Without it Slack leaves the payload out.
    include_all_metadata: true,
    limit: pageSize,
  };
  const asked = row.surface === 'thread' ? { ...range, ts: place.parentHandle ?? '' } : range;
  const messages = await allPages(client, lookupMethod(row), asked);
  if (messages === null) return null;
  const posts = ownPosts(messages, {
    incident: row.incident,
    surface: row.surface,
    coveredUpto: toldUpto(row.sent),
    text: place.text,
    between: [(around - place.aheadMs - textBeforeMs) / 1_000, (around + textAfterMs) / 1_000],
  });
  const newest = posts.reduce<FoundPost | null>(
    (best, post) => (best === null || isNewer(post, best) ? post : best),
    null,
  );
  return newest === null
    ? { kind: 'absent' }
    : { kind: 'found', handle: newest.ts, alerts: newest.alerts, upto: newest.upto };
}

/** All messages of a range; null when an answer cannot be read. */
async function allPages(
  client: WebClient,
  method: string,
  range: Readonly<Record<string, unknown>>,
): Promise<readonly unknown[] | null> {
  const messages: unknown[] = [];
  let cursor = '';
  for (let n = 0; n < mostPages; n += 1) {
    const answer = await client.apiCall(method, cursor === '' ? range : { ...range, cursor });
    const read = page.safeParse(answer);
    if (!read.success) return null;
    messages.push(...read.data.messages);
    cursor = read.data.response_metadata.next_cursor;
    if (cursor === '') break;
  }
  return messages;
}

/** Slack's method that looks where the row's posts go. */
export function lookupMethod(row: Pick<Notification, 'surface'>): string {
  return row.surface === 'thread' ? 'conversations.replies' : 'conversations.history';
}

/** `ts` has ten digits before the dot and six after it until the year 2286, so text compares as time does. */
function isNewer(a: FoundPost, b: FoundPost): boolean {
  return a.ts > b.ts;
}

function seconds(ms: number): string {
  return (Math.max(0, ms) / 1000).toFixed(6);
}
