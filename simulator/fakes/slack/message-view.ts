import { visibleText } from './block-text.ts';
import { buttonsIn } from './presses/buttons.ts';
import type { StoredMessage } from './workspace.ts';

/** The message as posting and updating return it. */
export function messageView(message: StoredMessage): Record<string, unknown> {
  const { app, seen } = message;
  return {
    type: 'message',
    user: app.userId,
    bot_id: app.botId,
    app_id: app.appId,
    text: message.text,
    ts: seen.ts,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.attachments.length > 0 && { attachments: message.attachments }),
    ...(seen.threadTs !== null && { thread_ts: seen.threadTs }),
    ...(seen.broadcast && { subtype: 'thread_broadcast' }),
    ...(message.edited !== null && { edited: { user: app.userId, ts: message.edited } }),
  };
}

/**
 * The message as history returns it; `event_payload` only where all metadata was asked for
 * (docs.slack.dev/messaging/message-metadata).
 */
export function historyView(message: StoredMessage, allMetadata: boolean): Record<string, unknown> {
  const { metadata } = message;
  if (metadata === null) return messageView(message);
  const shown = allMetadata ? metadata : { event_type: metadata.event_type };
  return { ...messageView(message), metadata: shown };
}

/** Notes how the message reads from `at` (virtual milliseconds) on, and what can be pressed in it. */
export function addRevision(message: StoredMessage, at: number): void {
  for (const [id, button] of buttonsIn(message.blocks)) message.buttons.set(id, button);
  const blocksText = visibleText([...message.blocks, ...message.attachments]);
  message.seen.revisions.push({ at, text: message.text, blocksText, metadata: message.metadata });
  keepVersion(message, at);
}

/** So many versions of a message are kept whole: a fake that runs for days must not keep all of them. */
const wholeVersions = 200;

function keepVersion({ versions, text, blocks }: StoredMessage, at: number): void {
  versions.push({ at, text, blocks });
  const old = versions.at(-1 - wholeVersions);
  if (old !== undefined) versions[versions.length - 1 - wholeVersions] = { ...old, blocks: null };
}
