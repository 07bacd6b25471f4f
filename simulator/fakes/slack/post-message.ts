import type { MessageContent } from './message-content.ts';
import { isEmpty, readContent, warned } from './message-content.ts';
import { addRevision, messageView } from './message-view.ts';
import { flag, text } from './params.ts';
import { refusal, writableChannel, type Method, type MethodCall, type Success } from './reply.ts';
import { nextTs, type SlackChannel, type StoredMessage } from './workspace.ts';

/** Longer text is cut, with a warning (docs.slack.dev chat.postMessage, "Truncating content"). */
const mostText = 40_000;

/** `chat.postMessage`. */
export const postMessage: Method = (call) => {
  const channel = writableChannel(call);
  if ('ok' in channel) return channel;
  const content = readContent(call);
  if ('ok' in content) return content;
  if (isEmpty(content)) return refusal('no_text');
  const threadTs = text(call.params, 'thread_ts');
  const broadcast = threadTs !== null && flag(call.params, 'reply_broadcast');
  return storeMessage(call, content, { channel, threadTs, broadcast });
};

/** Stores a message whose content was checked, and returns the answer of `chat.postMessage`. */
export function storeMessage(
  call: Pick<MethodCall, 'workspace' | 'app' | 'now' | 'hidden'>,
  content: MessageContent,
  place: { channel: SlackChannel; threadTs: string | null; broadcast: boolean },
): Success {
  const { channel } = place;
  const ts = nextTs(channel, call.now);
  // A reply to a reply hangs on the root: Slack re-parents it without a word.
  const threadTs =
    place.threadTs === null ? null : (channel.messages.get(place.threadTs)?.seen.threadTs ?? place.threadTs);
  const { broadcast } = place;
  const message: StoredMessage = {
    seen: {
      channel: channel.id,
      ts,
      threadTs,
      broadcast,
      hidden: call.hidden,
      deleted: false,
      revisions: [],
    },
    app: call.app,
    text: (content.text ?? '').slice(0, mostText),
    blocks: content.blocks === 'absent' ? [] : content.blocks,
    attachments: content.attachments === 'absent' ? [] : content.attachments,
    metadata: content.metadata === 'absent' ? null : content.metadata,
    buttons: new Map(),
    versions: [],
    edited: null,
  };
  addRevision(message, call.now);
  channel.messages.set(ts, message);
  call.workspace.messages.push(message.seen);
  const cut = (content.text ?? '').length > mostText ? ['message_truncated'] : [];
  const warnings = warned([...cut, ...content.warnings]);
  const body = { channel: channel.id, ts, message: messageView(message), ...warnings };
  return { ok: true, body, ts, threadTs, broadcast, stored: true };
}
