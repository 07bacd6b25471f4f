import { isObject } from '../exchange.ts';

/** Keys whose strings a reader sees. */
const visible = ['text', 'title', 'alt_text', 'pretext', 'value', 'caption'];
/** Keys that hold further visible parts, in reading order. */
const containers = [
  'caption',
  'text',
  'title',
  'subtitle',
  'body',
  'fields',
  'elements',
  'accessory',
  'actions',
  'options',
  'rows',
  'blocks',
];

/** The visible text of blocks (or attachments), joined by newlines, markup included, and where buttons lead. */
export function visibleText(parts: readonly unknown[]): string {
  return parts.flatMap((part) => [...textsOf(part), ...addressesOf(part)]).join('\n');
}

function addressesOf(block: unknown): string[] {
  if (!isObject(block) || !Array.isArray(block['elements'])) return [];
  return block['elements'].flatMap((one: unknown) => (isObject(one) ? stringAt(one, 'url') : []));
}

/** Characters of all text in the blocks, as `msg_blocks_too_long` counts them. */
export function textLength(blocks: readonly unknown[]): number {
  return blocks.flatMap((block) => textsOf(block)).reduce((sum, text) => sum + text.length, 0);
}

function textsOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap((item: unknown) => textsOf(item));
  if (!isObject(part)) return [];
  // The value of a button, or of a line of a menu, is for the app.
  const isPressed = part['type'] === 'button' || isObject(part['text']);
  const own = visible.flatMap((key) => (key === 'value' && isPressed ? [] : stringAt(part, key)));
  return [...own, ...containers.flatMap((key) => textsOf(part[key]))];
}

function stringAt(part: Record<string, unknown>, key: string): string[] {
  const value = part[key];
  return typeof value === 'string' && value !== '' ? [value] : [];
}
