import { printable } from './printable.ts';
import { webAddress, webProtocols } from './web-address.ts';

const longest = 500;

/**
 * A text from outside as a text inside Markdown and HTML: whatever could begin markup, a link, a mention or a table
 * cell is written as a character reference, which CommonMark never reads as structure. What is harmless where it
 * stands is left as it is, so that a summary can be read and searched as plain text too.
 */
export function escaped(text: string): string {
  const line = printable(text).replaceAll(/\s+/g, ' ').trim();
  const short = line.length > longest ? `${line.slice(0, longest).toWellFormed()}…` : line;
  return short.replaceAll(special, (character) => `&#${character.codePointAt(0) ?? 0xfffd};`);
}

/**
 * Marks of Markdown and HTML anywhere; an underscore that is not inside a word; what begins a list or underlines a
 * heading, at the beginning; and what makes GitHub see an address (GFM, "Autolinks (extension)").
 */
const special =
  /[<>&|`*[\]{}#@\\~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|^[-+=:]|(?<=^\d+)[.)]|(?<=(?:https?|ftp|mailto|xmpp)):|(?<=www)\./giu;

/** A link that can be clicked, or only its text when the address is none of the web. */
export function link(label: string, address: string): string {
  const url = webAddress(address, { protocols: webProtocols });
  if (url === null) return escaped(label);
  const href = url.href.replaceAll(
    /[^A-Za-z0-9:/?#@!$&+,;=%._~-]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return `[${escaped(label)}](<${href}>)`;
}

/** A table; its cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
