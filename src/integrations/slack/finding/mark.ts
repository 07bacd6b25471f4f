import type { PostPayload } from './metadata.ts';

/** Version 1 of the mark. */
const prefix = 'stormrelay-post:1:';

/**
 * Marks the first of a post's blocks with what its metadata says, for Slack posts a message whose metadata it finds fault
 * with, leaves that out, and tells of it in an answer that may be lost (docs.slack.dev/messaging/message-metadata). A
 * block keeps its id: at most 255 characters, of one's own choice (docs.slack.dev/reference/block-kit/blocks).
 */
export function marked<B extends object>(
  blocks: readonly B[],
  { surface, incident, upto, alerts }: PostPayload,
): readonly (B | (B & { readonly block_id: string }))[] {
  const id = `${prefix}${surface}:${upto}:${alerts}:${incident}`;
  const [first, ...others] = blocks;
  if (first === undefined || 'block_id' in first || id.length > 255) return blocks;
  return [{ ...first, block_id: id }, ...others];
}

/** What a mark says; null where it is none. */
export function readMark(blockId: string): (Omit<PostPayload, 'surface'> & { surface: string }) | null {
  if (!blockId.startsWith(prefix)) return null;
  const [surface = '', upto = '', alerts = '', ...incident] = blockId.slice(prefix.length).split(':');
  if (![upto, alerts].every((figure) => /^\d{1,15}$/.test(figure))) return null;
  return { surface, upto: Number(upto), alerts: Number(alerts), incident: incident.join(':') };
}
