import type { ActionElement } from '../../../src/integrations/slack/render/action-elements.ts';
import type { Block, Cell, Rendered } from '../../../src/integrations/slack/render/blocks.ts';

/** The visible texts of one block, markup included. */
export function textsOf(block: Block): readonly string[] {
  if (block.type === 'actions') return block.elements.flatMap(labelsOf);
  if (block.type === 'data_table') return [block.caption, ...block.rows.flat().map(cellText)];
  if (block.type === 'card')
    return [block.title, block.subtitle, block.body].flatMap((part) =>
      part === undefined ? [] : [part.text],
    );
  return block.type === 'context' ? block.elements.map(({ text }) => text) : [block.text.text];
}

/** What a reader sees of a cell. */
function cellText(cell: Cell): string {
  return cell.type === 'rich_text'
    ? cell.elements.flatMap(({ elements }) => elements.map(({ text }) => text)).join('')
    : cell.text;
}

function labelsOf(element: ActionElement): readonly string[] {
  if (element.type === 'overflow') return element.options.map(({ text }) => text.text);
  return [element.text.text];
}

/** Everything that a reader of the full form sees. */
export function allText({ blocks }: Rendered): string {
  return blocks.flatMap(textsOf).join('\n');
}

/** What Slack would refuse, or show as something that the relay never meant. */
export function problemsOf(rendered: Rendered): readonly string[] {
  const problems: string[] = [];
  const { blocks, text } = rendered;
  if (blocks.length > 50) problems.push(`${blocks.length} blocks`);
  if (text.length === 0 || text.length > 4000) problems.push(`text of ${text.length}`);
  const total = blocks.flatMap(textsOf).reduce((sum, part) => sum + part.length, 0);
  if (total > 12_000) problems.push(`${total} characters in all`);
  for (const block of blocks) {
    const texts = textsOf(block);
    const most = block.type === 'header' ? 150 : 3000;
    if (texts.length === 0 || (block.type !== 'data_table' && texts.length > 10))
      problems.push(`${texts.length} texts in a ${block.type}`);
    for (const part of texts)
      if (part.length === 0 || part.length > most) problems.push(`${block.type} of ${part.length}`);
  }
  return [
    ...problems,
    ...foreignMarkup(text),
    ...blocks
      // Plain text, in which nothing is markup.
      .filter(({ type }) => type !== 'header' && type !== 'data_table')
      .flatMap(textsOf)
      .flatMap(foreignMarkup),
  ];
}

/** Everything in angle brackets must be a date or an https link of ours; nothing else may be in angle brackets. */
function foreignMarkup(text: string): readonly string[] {
  const rest = text
    .replaceAll(/<!date\^\d+\^[^<>|^]+\|[^<>|]+>/g, '')
    .replaceAll(/<https:\/\/(acme\.sentry\.io|relay\.example)[^\s<>|]*(\|[^<>|]*)?>/g, '');
  const problems = /[<>]/.test(rest) ? [`markup in ${JSON.stringify(rest)}`] : [];
  if (/@(here|channel|everyone)/i.test(rest.replaceAll(/`[^`]*`/g, '')))
    problems.push(`a mention in ${JSON.stringify(rest)}`);
  if ((rest.match(/`/g) ?? []).length % 2 !== 0)
    problems.push(`an open code span in ${JSON.stringify(rest)}`);
  return problems;
}
