import type { SlackCall } from './observed.ts';

/** What an app wrote into Slack, by what became visible there: the same everywhere it is told. */
export interface SlackCounts {
  /** Messages in a channel. */
  readonly posts: number;
  /** Messages in a thread, also those that are shown in the channel as well. */
  readonly replies: number;
  readonly updates: number;
  /** Refused for coming too fast, of Slack's own accord or by a fault. */
  readonly limited: number;
}

/** What a call was, once it was over; null: none of what is counted. */
export function kindOfCall(
  call: Pick<SlackCall, 'method' | 'stored' | 'threadTs' | 'status' | 'error'>,
): keyof SlackCounts | null {
  if (call.status === 429 || call.error === 'ratelimited' || call.error === 'rate_limited') return 'limited';
  if (!call.stored) return null;
  if (call.method === 'chat.update') return 'updates';
  if (call.method !== 'chat.postMessage' && call.method !== 'incoming-webhook') return null;
  return call.threadTs === null ? 'posts' : 'replies';
}

/** Counts calls; `before` is what those before them came to. */
export function slackCounts(
  calls: Iterable<SlackCall>,
  before: SlackCounts = { posts: 0, replies: 0, updates: 0, limited: 0 },
): SlackCounts {
  const counts = { ...before };
  for (const call of calls) {
    const kind = kindOfCall(call);
    if (kind !== null) counts[kind] += 1;
  }
  return counts;
}
