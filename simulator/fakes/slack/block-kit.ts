import { isObject } from '../exchange.ts';
import { checkElement } from './block-elements.ts';
import { checkText, tooLong, type Problems } from './block-problems.ts';
import { checkNewBlock, checkTables, newBlocks } from './new-blocks.ts';

/** Most blocks a message may hold (docs.slack.dev: "limit of 50"). */
const mostBlocks = 50;

/** Types that Slack knows in messages; those without a rule below are taken as they are. */
const knownTypes = new Set([
  'section',
  'header',
  'context',
  'actions',
  'divider',
  'image',
  'rich_text',
  'markdown',
  'input',
  'video',
  'file',
  'table',
]);

/**
 * Checks blocks against Block Kit's limits (@slack/types JSDoc) and returns Slack's complaints, each with its
 * json-pointer; none when the blocks are fine.
 * @param has Types of new blocks that this workspace has.
 */
export function checkBlocks(blocks: readonly unknown[], has: ReadonlySet<string> = new Set()): string[] {
  const problems: string[] = [];
  const add: Problems = (message, pointer) => problems.push(`${message} [json-pointer:${pointer}]`);
  if (blocks.length > mostBlocks) add(`no more than ${mostBlocks} items allowed`, '/blocks');
  blocks.forEach((block, index) => checkBlock(block, { at: `/blocks/${index}`, has }, add));
  checkIds(blocks, add);
  checkTables(blocks, add);
  return problems;
}

function checkBlock(
  block: unknown,
  { at, has }: { readonly at: string; readonly has: ReadonlySet<string> },
  add: Problems,
): void {
  if (!isObject(block)) {
    add('must be an object', at);
    return;
  }
  const type = block['type'];
  if (typeof type !== 'string') {
    add('missing required field: type', at);
    return;
  }
  const isNew = newBlocks.some((name) => name === type);
  if (isNew ? !has.has(type) : !knownTypes.has(type)) {
    add(`unsupported type: ${type}`, `${at}/type`);
    return;
  }
  tooLong(block['block_id'], 255, `${at}/block_id`, add);
  if (isNew) checkNewBlock(block, at, add);
  else if (type === 'section') checkSection(block, at, add);
  else if (type === 'header')
    checkText(block['text'], { at: `${at}/text`, most: 150, only: 'plain_text' }, add);
  else if (type === 'context') checkElements(block['elements'], { at, most: 10 }, add);
  else if (type === 'actions') checkElements(block['elements'], { at, most: 25 }, add);
  else if (type === 'image') checkImage(block, at, add);
  else if (type === 'markdown') tooLong(block['text'], 12_000, `${at}/text`, add);
}

function checkSection(block: Record<string, unknown>, at: string, add: Problems): void {
  const { text, fields, accessory } = block;
  if (text === undefined && fields === undefined) add('missing required field: text', at);
  if (text !== undefined) checkText(text, { at: `${at}/text`, most: 3000 }, add);
  if (accessory !== undefined) checkElement(accessory, `${at}/accessory`, add);
  if (fields === undefined) return;
  if (!Array.isArray(fields)) {
    add('must be an array', `${at}/fields`);
    return;
  }
  if (fields.length > 10) add('no more than 10 items allowed', `${at}/fields`);
  fields.forEach((field: unknown, index) =>
    checkText(field, { at: `${at}/fields/${index}`, most: 2000 }, add),
  );
}

function checkImage(block: Record<string, unknown>, at: string, add: Problems): void {
  if (typeof block['alt_text'] !== 'string') add('missing required field: alt_text', at);
  tooLong(block['alt_text'], 2000, `${at}/alt_text`, add);
  tooLong(block['image_url'], 3000, `${at}/image_url`, add);
}

function checkElements(elements: unknown, rule: { at: string; most: number }, add: Problems): void {
  const at = `${rule.at}/elements`;
  if (!Array.isArray(elements)) {
    add('missing required field: elements', rule.at);
    return;
  }
  if (elements.length === 0) add('must provide at least one element', at);
  if (elements.length > rule.most) add(`no more than ${rule.most} items allowed`, at);
  elements.forEach((element: unknown, index) => checkElement(element, `${at}/${index}`, add));
}

function checkIds(blocks: readonly unknown[], add: Problems): void {
  const seen = new Set<unknown>();
  blocks.forEach((block, index) => {
    const id = isObject(block) ? block['block_id'] : undefined;
    if (typeof id === 'string' && seen.has(id)) {
      add(`block_id "${id}" already exists`, `/blocks/${index}/block_id`);
    }
    seen.add(id);
  });
}
