import type { SlackRevision } from '../../observed.ts';
import { isObject } from '../exchange.ts';
import { checkBlocks } from './block-kit.ts';
import { textLength } from './block-text.ts';
import { structure, text, type Params } from './params.ts';
import { refusal, type MethodCall, type Refusal } from './reply.ts';

/** Sum of all block text above which Slack answers `msg_blocks_too_long` (undocumented; slackapi/bolt-js#2509). */
const mostBlockText = 13_200;
/** docs.slack.dev chat.postMessage: `too_many_attachments` above 100. */
const mostAttachments = 100;
/** Slack publishes no figure for `metadata_too_large`; 16 KiB is this fake's own. */
const mostMetadata = 16_384;

/** What a message says; `absent` where the caller left an argument out. */
export interface MessageContent {
  readonly text: string | null;
  readonly blocks: readonly unknown[] | 'absent';
  readonly attachments: readonly unknown[] | 'absent';
  readonly metadata: SlackRevision['metadata'] | 'absent';
  /** What Slack says of it beside `ok: true`. */
  readonly warnings: readonly string[];
}

/** Reads and checks text, blocks, attachments and metadata as posting and updating have them in common. */
export function readContent({
  params,
  workspace,
}: Pick<MethodCall, 'params' | 'workspace'>): MessageContent | Refusal {
  const blocks = readBlocks(params, workspace.newBlocks);
  if ('ok' in blocks) return blocks;
  const attachments = readAttachments(params);
  if ('ok' in attachments) return attachments;
  const metadata = readMetadata(params, workspace.dropsMetadata.value);
  if ('ok' in metadata) return metadata;
  return { text: text(params, 'text'), ...blocks, ...attachments, ...metadata };
}

/** Whether there is nothing to show: Slack answers `no_text`. */
export function isEmpty({ text, blocks, attachments }: MessageContent): boolean {
  const nothing = (items: readonly unknown[] | 'absent'): boolean => items === 'absent' || items.length === 0;
  return text === null && nothing(blocks) && nothing(attachments);
}

function readBlocks(params: Params, has: ReadonlySet<string>): Pick<MessageContent, 'blocks'> | Refusal {
  const given = structure(params, 'blocks');
  if (given === 'absent') return { blocks: 'absent' };
  if (given === 'broken' || !Array.isArray(given.value)) return refusal('invalid_blocks_format');
  const blocks: unknown[] = given.value;
  const problems = checkBlocks(blocks, has);
  if (problems.length > 0) {
    const messages = problems.map((problem) => `[ERROR] ${problem}`);
    return refusal('invalid_blocks', { errors: problems, response_metadata: { messages } });
  }
  return textLength(blocks) > mostBlockText ? refusal('msg_blocks_too_long') : { blocks };
}

function readAttachments(params: Params): Pick<MessageContent, 'attachments'> | Refusal {
  const given = structure(params, 'attachments');
  if (given === 'absent') return { attachments: 'absent' };
  if (given === 'broken' || !Array.isArray(given.value)) return refusal('invalid_attachments');
  const attachments: unknown[] = given.value;
  return attachments.length > mostAttachments ? refusal('too_many_attachments') : { attachments };
}

/**
 * Metadata that breaks the schema is left out, and the message is posted all the same: `ok: true` with the warning
 * `invalid_metadata_schema` (docs.slack.dev/messaging/message-metadata).
 */
function readMetadata(
  params: Params,
  drops: boolean,
): Pick<MessageContent, 'metadata' | 'warnings'> | Refusal {
  const given = structure(params, 'metadata');
  if (given === 'absent') return { metadata: 'absent', warnings: [] };
  if (given === 'broken' || !isObject(given.value)) return refusal('invalid_metadata_format');
  const { event_type, event_payload } = given.value;
  if (event_type === undefined && event_payload === undefined) return { metadata: null, warnings: [] };
  const isSound = typeof event_type === 'string' && event_type !== '' && isObject(event_payload);
  if (!isSound || drops) return { metadata: null, warnings: ['invalid_metadata_schema'] };
  if (JSON.stringify(event_payload).length > mostMetadata) return refusal('metadata_too_large');
  return { metadata: { event_type, event_payload }, warnings: [] };
}

/** The part of an answer that warns; nothing where there is nothing to warn of. */
export function warned(warnings: readonly string[]): Record<string, unknown> {
  return warnings.length === 0 ? {} : { warning: warnings.join(','), response_metadata: { warnings } };
}
