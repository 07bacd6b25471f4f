import { isEmpty, readContent, warned, type MessageContent } from './message-content.ts';
import { addRevision, messageView } from './message-view.ts';
import { text } from './params.ts';
import { refusal, writableChannel, type Method, type MethodCall, type Refusal } from './reply.ts';
import { formatTs, type StoredMessage } from './workspace.ts';

/** `msg_too_long` of chat.update: "The `text` field cannot exceed 4,000 characters". */
const mostUpdateText = 4000;

/** `chat.update`: only the app's own messages; text without blocks removes the blocks. */
export const updateMessage: Method = (call) => {
  const message = ownMessage(call, 'cant_update_message');
  if ('ok' in message) return message;
  const content = readContent(call);
  if ('ok' in content) return content;
  if (isEmpty(content)) return refusal('no_text');
  if ((content.text ?? '').length > mostUpdateText) return refusal('msg_too_long');
  apply(message, content, call.now);
  const { channel, ts, threadTs, broadcast } = message.seen;
  const body = {
    channel,
    ts,
    text: message.text,
    message: messageView(message),
    ...warned(content.warnings),
  };
  return { ok: true, body, ts, threadTs, broadcast, stored: true };
};

/** `chat.delete`: only the app's own messages. */
export const deleteMessage: Method = (call) => {
  const message = ownMessage(call, 'cant_delete_message');
  if ('ok' in message) return message;
  message.seen.deleted = true;
  const { channel, ts } = message.seen;
  return { ok: true, body: { channel, ts }, ts };
};

/** What the caller leaves out stays, except the blocks of a message that is given text alone (chat.update, "Arguments"). */
function apply(message: StoredMessage, content: MessageContent, now: number): void {
  const textAlone = content.text !== null && content.blocks === 'absent';
  if (content.blocks !== 'absent') message.blocks = content.blocks;
  else if (textAlone) message.blocks = [];
  if (content.attachments !== 'absent') message.attachments = content.attachments;
  if (content.metadata !== 'absent') message.metadata = content.metadata;
  if (content.text !== null) message.text = content.text;
  // With blocks Slack shows no "(edited)".
  if (textAlone) message.edited = formatTs(Math.floor(now * 1000));
  addRevision(message, now);
}

function ownMessage(call: MethodCall, foreign: string): StoredMessage | Refusal {
  const channel = writableChannel(call);
  if ('ok' in channel) return channel;
  const message = channel.messages.get(text(call.params, 'ts') ?? '');
  if (message === undefined || message.seen.deleted) return refusal('message_not_found');
  return message.app === call.app ? message : refusal(foreign);
}
