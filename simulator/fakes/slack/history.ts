import { historyView } from './message-view.ts';
import { count, flag, text, type Params } from './params.ts';
import { refusal, type Method, type MethodCall, type Reply } from './reply.ts';
import { formatTs, parseTs, type SlackChannel, type StoredMessage } from './workspace.ts';

/** docs.slack.dev conversations.history: default 100, at most 999 messages a page. */
const page = { usual: 100, most: 999 };

/** `conversations.history`: newest first, without thread replies that were not also sent to the channel. */
export const history: Method = (call) => {
  const channel = readable(call);
  if ('ok' in channel) return channel;
  const inChannel = visible(channel).filter(
    ({ seen }) => seen.threadTs === null || seen.threadTs === seen.ts || seen.broadcast,
  );
  return paged(inChannel.reverse(), call, (message) => withReplies(message, channel));
};

/** `conversations.replies`: the root and its replies, oldest first. */
export const replies: Method = (call) => {
  const channel = readable(call);
  if ('ok' in channel) return channel;
  const root = text(call.params, 'ts');
  const thread = visible(channel).filter(
    ({ seen }) => seen.ts === root || (root !== null && seen.threadTs === root),
  );
  return thread.length === 0 ? refusal('thread_not_found') : paged(thread, call, () => ({}));
};

function readable(call: MethodCall): SlackChannel | (Reply & { ok: false }) {
  if (call.channel === undefined) return refusal('channel_not_found');
  return call.channel.members.has(call.app.userId) ? call.channel : refusal('not_in_channel');
}

/** A hidden message is not in the history either: nobody but the referee knows that it was stored. */
function visible(channel: SlackChannel): StoredMessage[] {
  return [...channel.messages.values()].filter(({ seen }) => !seen.hidden && !seen.deleted);
}

function withReplies(root: StoredMessage, channel: SlackChannel): Record<string, unknown> {
  const thread = visible(channel).filter(({ seen }) => seen.threadTs === root.seen.ts);
  const latest = thread.at(-1);
  return latest === undefined
    ? {}
    : { thread_ts: root.seen.ts, reply_count: thread.length, latest_reply: latest.seen.ts };
}

function paged(
  messages: readonly StoredMessage[],
  call: MethodCall,
  extra: (message: StoredMessage) => Record<string, unknown>,
): Reply {
  const { params } = call;
  const start = cursorOf(params);
  if (start === null) return refusal('invalid_cursor');
  const limit = count(params, 'limit', page.most) ?? page.usual;
  const inside = messages.filter((message) => isInside(message.seen.ts, params));
  const shown = inside.slice(start, start + limit);
  const hasMore = inside.length > start + limit;
  const all = flag(params, 'include_all_metadata');
  const body = {
    messages: shown.map((message) => ({ ...historyView(message, all), ...extra(message) })),
    has_more: hasMore,
    pin_count: 0,
    latest: formatTs(Math.floor(call.now * 1000)),
    ...(hasMore && {
      response_metadata: { next_cursor: Buffer.from(`next:${start + limit}`).toString('base64') },
    }),
  };
  return { ok: true, body };
}

function cursorOf(params: Params): number | null {
  const cursor = text(params, 'cursor');
  if (cursor === null) return 0;
  const match = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'));
  return match === null ? null : Number(match[1]);
}

/** `oldest` and `latest` themselves belong to the range only with `inclusive`. */
function isInside(ts: string, params: Params): boolean {
  const at = parseTs(ts) ?? 0;
  const oldest = parseTs(text(params, 'oldest') ?? '') ?? 0;
  const latest = parseTs(text(params, 'latest') ?? '') ?? Infinity;
  if (flag(params, 'inclusive')) return at >= oldest && at <= latest;
  return at > oldest && at < latest;
}
