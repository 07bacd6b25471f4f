import { visibleLine, visibleText } from '../../../domain/text/visible-text.ts';
import { webAddress } from '../../../domain/text/web-address.ts';

/**
 * The only way for text of an error into a message. What comes out cannot ping, link, open or close anything, and
 * is no emphasis, emoji, quote or list either. Control sequences all start with "<", for which there are entities
 * (docs.slack.dev/messaging/formatting-message-text, "Escaping text"). For the other marks Slack knows no escape
 * (slackhq/slack-api-docs#34): where they could work, look-alikes stand for them; code keeps them, for in code
 * nothing works.
 */

/** Zero-width and unbreakable: what is written around it is no longer one word to Slack's parser. */
const joiner = '\u2060';

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

/** Plain text in a header: it knows no entities for certain, so its angle brackets become look-alikes. */
const lookAlikes: ReadonlyMap<string, string> = new Map([
  ['<', '‹'],
  ['>', '›'],
]);

/** One line of running text, at most `max` characters after escaping. */
export function inline(text: string, max: number): string {
  return clip(unmarked(visibleLine(bounded(text, max))), max, entities);
}

/** One line in a code span, at most `max` characters with its backticks; empty text gives an empty string. */
export function code(text: string, max: number): string {
  const inside = clip(withoutTicks(visibleLine(bounded(text, max))), max - 2, entities);
  return inside === '' ? '' : `\`${inside}\``;
}

/** A code block of at most `max` characters and `maxLines` lines; empty text gives an empty string. */
export function codeBlock(text: string, max: number, maxLines: number): string {
  const lines = withoutTicks(visibleText(bounded(text, max)))
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
    .split('\n');
  const shown = lines.length > maxLines ? [...lines.slice(0, maxLines), '…'] : lines;
  const inside = clip(shown.join('\n'), max - 8, entities);
  return inside === '' ? '' : `\`\`\`\n${inside}\n\`\`\``;
}

/** One line for `plain_text` objects, which know neither formatting nor mentions, but emoji, depending on the client. */
export function headerText(text: string, max: number): string {
  return clip(withoutEmoji(visibleLine(bounded(text, max))), max, lookAlikes);
}

/**
 * A link whose address and label cannot break out of it; the label alone when the address is not one of these
 * protocols or too long. `label` is markup already.
 */
export function link(href: string | null, label: string, protocols: readonly string[] = ['https:']): string {
  const address = href === null ? null : safeAddress(href, protocols);
  return address === null ? label : `<${address}|${label.replaceAll('|', '¦')}>`;
}

/** An address that can stand in `<…>`; null when it is no such address, or longer than a message should carry. */
export function safeAddress(href: string, protocols: readonly string[]): string | null {
  const url = webAddress(href, { protocols, longest: longestAddress });
  if (url === null) return null;
  const encoded = url.href
    .replaceAll('|', '%7C')
    .replaceAll('<', '%3C')
    .replaceAll('>', '%3E')
    .replaceAll('`', '%60')
    .replaceAll('&', '&amp;');
  return encoded.length > longestAddress ? null : encoded;
}

const longestAddress = 240;

/** Joins parts until `max` is reached and says how many more there are; parts are never cut. */
export function joinWithin(parts: readonly string[], separator: string, max: number): string {
  const room = max - 24;
  let text = '';
  for (const [index, part] of parts.entries()) {
    const longer = index === 0 ? part : `${text}${separator}${part}`;
    if (longer.length > room)
      return `${text}${text === '' ? '' : separator}… and ${parts.length - index} more`;
    text = longer;
  }
  return text;
}

/** Slack takes the full-width forms of its marks for marks too, as Japanese keyboards write them. */
function withoutTicks(text: string): string {
  return text.replaceAll(/[`｀]/g, "'");
}

/** One line in which nothing is a mark: emphasis, code, emoji, addresses and mentions that Slack would find, quote, list. */
function unmarked(line: string): string {
  const plain = withoutTicks(line)
    .replaceAll(/[*＊]/g, '∗')
    .replaceAll('~', '∼')
    .replaceAll(/[_＿]+/g, (run, at: number, whole: string) =>
      isInsideWord(run, at, whole) ? run : 'ˍ'.repeat(run.length),
    )
    .replaceAll(/@(?=here|channel|everyone)/gi, `@${joiner}`)
    .replaceAll('://', `:${joiner}//`)
    .replace(/^[>＞]+/, (quotes) => '›'.repeat(quotes.length))
    .replace(/^(?=(?:[-+•◦▪‣–]|\d{1,9}[.)])\s)/, joiner);
  return withoutEmoji(plain);
}

/** `snake_case` is no emphasis to Slack, and must stay: people search for it. */
function isInsideWord(run: string, at: number, whole: string): boolean {
  return run === '_' && isWord(whole[at - 1]) && isWord(whole[at + run.length]);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9]/i.test(character);
}

/** `:fire:`, and `:fire` at the end, behind which a colon of ours may follow; but no time and no port. */
function withoutEmoji(line: string): string {
  return line.replaceAll(/[:：](?=([^\s:：]{1,100})(?:[:：]|$))/g, (colon, name: string) =>
    /^\d+[.,;!?)\]]*$/.test(name) && !numberEmoji.test(name) ? colon : `${colon}${joiner}`,
  );
}

/** The only emoji that are called by a number. */
const numberEmoji = /^(?:100|1234)/;

/** Spares the work on text that will be cut anyway; a whole megabyte of error is nothing to escape. */
function bounded(text: string, max: number): string {
  return text.slice(0, 4 * max + 256);
}

/** Replaces and cuts in one go, so that neither a code point nor an entity is ever cut in two. */
function clip(text: string, max: number, replacements: ReadonlyMap<string, string>): string {
  let whole = '';
  let cut = '';
  for (const point of text) {
    whole += replacements.get(point) ?? point;
    if (whole.length < max) cut = whole;
    if (whole.length > max) return max < 1 ? '' : `${cut}…`;
  }
  return whole;
}
