import type { ActionsBlock } from './action-elements.ts';
import { messageLimits } from '../limits.ts';

/** The blocks that the relay uses (docs.slack.dev/reference/block-kit/blocks). */
export type Block =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly text: Markdown }
  | { readonly type: 'context'; readonly elements: readonly Markdown[] }
  | ActionsBlock
  | DataTable
  | Card;

/** Its first row are the heads of its columns (docs.slack.dev/reference/block-kit/blocks/data-table-block). */
interface DataTable {
  readonly type: 'data_table';
  readonly caption: string;
  readonly rows: readonly (readonly Cell[])[];
}

/** Plain text, a number to sort by, or rich text with links. No cell may be without text. */
export type Cell =
  | { readonly type: 'raw_text'; readonly text: string }
  | { readonly type: 'raw_number'; readonly value: number; readonly text: string }
  | {
      readonly type: 'rich_text';
      readonly elements: readonly [
        { readonly type: 'rich_text_section'; readonly elements: readonly RichPart[] },
      ];
    };

/** Nothing in it is markup. */
export type RichPart =
  | { readonly type: 'text'; readonly text: string; readonly style?: { readonly code: true } }
  | { readonly type: 'link'; readonly url: string; readonly text: string };

/** What stands out from the lines around it (docs.slack.dev/reference/block-kit/blocks/card-block). */
interface Card {
  readonly type: 'card';
  readonly title: Markdown;
  readonly subtitle?: Markdown;
  readonly body?: Markdown;
}

/** Text without any markup. */
interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}

/** `verbatim`: Slack makes no links and no mentions out of what is not written as such. */
interface Markdown {
  readonly type: 'mrkdwn';
  readonly text: string;
  readonly verbatim: true;
}

/** What a message is made of. */
export interface Rendered {
  /** What notifications and old clients show; all there is in plain messages. Escaped. */
  readonly text: string;
  /** Empty in plain messages. */
  readonly blocks: readonly Block[];
}

/** A headline. `text` has at most 150 characters. */
export function header(text: string): Block {
  return { type: 'header', text: { type: 'plain_text', text: orBlank(text), emoji: false } };
}

/** Paragraphs of markup, empty ones left out; no block when nothing is left. */
export function section(lines: readonly string[]): readonly Block[] {
  const text = lines.filter((line) => line !== '').join('\n');
  return text === '' ? [] : [{ type: 'section', text: markdown(text) }];
}

/** Small print, empty parts left out. */
export function context(texts: readonly string[]): readonly Block[] {
  const shown = texts.filter((text) => text !== '').slice(0, messageLimits.contextElements);
  return shown.length === 0 ? [] : [{ type: 'context', elements: shown.map(markdown) }];
}

/** Lines in as few sections as hold them; a single line must fit into one. */
export function sectionsOfLines(lines: readonly string[], separator: string): readonly Block[] {
  const texts: string[] = [];
  for (const line of lines) {
    const current = texts.at(-1);
    const longer = current === undefined ? line : `${current}${separator}${line}`;
    if (current === undefined || longer.length > messageLimits.section) texts.push(line);
    else texts[texts.length - 1] = longer;
  }
  return texts.flatMap((text) => section([text]));
}

/** A table; of rows beyond the first five Slack shows the next five on demand. */
export function dataTable(caption: string, rows: DataTable['rows']): Block {
  return { type: 'data_table', caption, rows };
}

/** A card, without those parts that are empty. `title` and `subtitle` have at most 150 characters, `body` 200. */
export function card({
  title,
  subtitle,
  body,
}: Readonly<Record<'title' | 'subtitle' | 'body', string>>): Block {
  return {
    type: 'card',
    title: markdown(title),
    ...(subtitle !== '' && { subtitle: markdown(subtitle) }),
    ...(body !== '' && { body: markdown(body) }),
  };
}

function markdown(text: string): Markdown {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** Slack refuses empty text. */
function orBlank(text: string): string {
  return text === '' ? '–' : text;
}
