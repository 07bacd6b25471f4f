import { isObject } from '../exchange.ts';
import { checkElement } from './block-elements.ts';
import { checkText, tooLong, type Problems } from './block-problems.ts';

/** Blocks that Slack brings to one workspace after the other: one that has none of them yet refuses their types. */
export const newBlocks = ['data_table', 'card'] as const;
export type NewBlock = (typeof newBlocks)[number];

/** A new block's own rules (docs.slack.dev/reference/block-kit/blocks/data-table-block, …/card-block). */
export function checkNewBlock(block: Record<string, unknown>, at: string, add: Problems): void {
  if (block['type'] === 'data_table') checkTable(block, at, add);
  else checkCard(block, at, add);
}

/** Characters of all cells of all tables of a message: "cannot exceed 10,000 characters". */
export function checkTables(blocks: readonly unknown[], add: Problems): void {
  const tables = blocks.filter(isTable);
  const characters = tables.reduce((sum, { rows }) => sum + charactersOf(rows), 0);
  if (characters > mostCharacters)
    add(`the cells of tables must have no more than ${mostCharacters} characters`, '/blocks');
}

const mostCharacters = 10_000;

function isTable(block: unknown): block is Record<string, unknown> {
  return isObject(block) && block['type'] === 'data_table';
}

function charactersOf(part: unknown): number {
  if (Array.isArray(part)) return part.reduce((sum: number, one: unknown) => sum + charactersOf(one), 0);
  if (!isObject(part)) return 0;
  const { text, elements } = part;
  return (typeof text === 'string' ? text.length : 0) + charactersOf(elements);
}

/** 1 header and 1 to 200 rows, 1 to 20 columns. */
const [fewestRows, mostRows, mostColumns] = [2, 201, 20];

function checkTable(table: Record<string, unknown>, at: string, add: Problems): void {
  onlyKnown(table, ['rows', 'caption', 'page_size', 'row_header_column_index'], at, add);
  const { rows, caption } = table;
  if (typeof caption !== 'string' || caption === '') add('missing required field: caption', at);
  checkWhole(table['page_size'], { from: 1, to: 100 }, `${at}/page_size`, add);
  if (!Array.isArray(rows)) {
    add('missing required field: rows', at);
    return;
  }
  if (rows.length < fewestRows) add(`must provide at least ${fewestRows} items`, `${at}/rows`);
  if (rows.length > mostRows) add(`no more than ${mostRows} items allowed`, `${at}/rows`);
  const [head] = rows as unknown[];
  const columns = Array.isArray(head) ? head.length : 0;
  checkWhole(
    table['row_header_column_index'],
    { from: 0, to: columns - 1 },
    `${at}/row_header_column_index`,
    add,
  );
  rows.forEach((row: unknown, n) => checkRow(row, { at: `${at}/rows/${n}`, columns, isHead: n === 0 }, add));
}

function checkRow(
  row: unknown,
  { at, columns, isHead }: { at: string; columns: number; isHead: boolean },
  add: Problems,
): void {
  if (!Array.isArray(row) || row.length === 0) {
    add('must provide at least one item', at);
    return;
  }
  if (row.length > mostColumns) add(`no more than ${mostColumns} items allowed`, at);
  if (row.length !== columns) add('all rows must have the same number of cells', at);
  row.forEach((cell: unknown, n) => checkCell(cell, { at: `${at}/${n}`, isHead }, add));
}

function checkCell(cell: unknown, { at, isHead }: { at: string; isHead: boolean }, add: Problems): void {
  const type = isObject(cell) ? cell['type'] : undefined;
  if (!isObject(cell) || (type !== 'raw_text' && type !== 'raw_number' && type !== 'rich_text')) {
    add(`unsupported type: ${String(type)}`, `${at}/type`);
    return;
  }
  if (type === 'rich_text') {
    if (isHead) add('rich_text is not allowed in a header', at);
    checkRich(cell, at, add);
    return;
  }
  onlyKnown(cell, type === 'raw_text' ? ['text'] : ['text', 'value'], at, add);
  if (typeof cell['text'] !== 'string' || cell['text'] === '')
    add('must be more than 0 characters', `${at}/text`);
  if (type === 'raw_number' && !Number.isFinite(cell['value'])) add('must be a number', `${at}/value`);
}

/** As much of rich text as a cell needs: sections of text and links. */
function checkRich({ elements }: Record<string, unknown>, at: string, add: Problems): void {
  if (!Array.isArray(elements) || elements.length === 0) {
    add('must provide at least one element', `${at}/elements`);
    return;
  }
  elements.forEach((section: unknown, n) => {
    const place = `${at}/elements/${n}`;
    const parts = isObject(section) ? section['elements'] : undefined;
    if (!isObject(section) || section['type'] !== 'rich_text_section' || !Array.isArray(parts)) {
      add('must be a rich_text_section', place);
      return;
    }
    parts.forEach((part: unknown, i) => checkRichPart(part, `${place}/elements/${i}`, add));
  });
}

function checkRichPart(part: unknown, at: string, add: Problems): void {
  const { type, text, url } = isObject(part) ? part : {};
  if (type !== 'text' && type !== 'link') add(`unsupported type: ${String(type)}`, `${at}/type`);
  if (type === 'text' && (typeof text !== 'string' || text === ''))
    add('must be more than 0 characters', `${at}/text`);
  if (type === 'link' && !(typeof url === 'string' && URL.canParse(url)))
    add('must be a valid URL', `${at}/url`);
}

function checkCard(card: Record<string, unknown>, at: string, add: Problems): void {
  onlyKnown(card, ['hero_image', 'icon', 'title', 'subtitle', 'body', 'actions'], at, add);
  const { hero_image, title, actions, body } = card;
  if ([hero_image, title, actions, body].every((part) => part === undefined))
    add('must have one of hero_image, title, actions, body', at);
  for (const [name, most] of [
    ['title', 150],
    ['subtitle', 150],
    ['body', 200],
  ] as const)
    // prettier-ignore
    if (card[name] !== undefined) checkText(card[name], { at: `${at}/${name}`, most }, add);
  for (const name of ['hero_image', 'icon'] as const)
    if (card[name] !== undefined) checkElement(card[name], `${at}/${name}`, add);
  if (actions === undefined) return;
  if (!Array.isArray(actions)) add('must be an array', `${at}/actions`);
  else actions.forEach((one: unknown, n) => checkAction(one, `${at}/actions/${n}`, add));
}

function checkAction(action: unknown, at: string, add: Problems): void {
  if (!isObject(action) || action['type'] !== 'button') add('must be a button', at);
  else checkElement(action, at, add);
}

function checkWhole(
  value: unknown,
  { from, to }: { from: number; to: number },
  at: string,
  add: Problems,
): void {
  if (value === undefined) return;
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to;
  if (!fits) add(`must be a whole number from ${from} to ${to}`, at);
}

function onlyKnown(
  object: Record<string, unknown>,
  known: readonly string[],
  at: string,
  add: Problems,
): void {
  tooLong(object['block_id'], 255, `${at}/block_id`, add);
  for (const key of Object.keys(object))
    if (!['type', 'block_id', ...known].includes(key)) add(`invalid additional property: ${key}`, at);
}
