/**
 * What no reader sees and what changes how the rest is read: control characters but newline and tab (ESC, and with it
 * every command of a terminal; CR, which writes over what was said), halves of surrogate pairs, separators of lines,
 * what is no character at all, and whatever Unicode calls ignorable or a format: marks of direction, zero-width
 * characters, fillers, tags. Formats that can be seen stay: the number signs of Arabic, Syriac and Kaithi.
 * Unicode Standard Annex 44, "Default_Ignorable_Code_Point"; chapter 9.2, "Prepended Concatenation Marks".
 */
const unseen =
  /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]--[\n\t\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]]/gv;

/** Commands of terminals: ESC with its parameters (CSI), and titles and links (OSC). */
const terminalCommands = /\u001B\[[0-?]*[ -\/]*[@-~]|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)?/g;

/** Scripts that are spelled with joiners; elsewhere a joiner only hides between letters. */
const joined =
  /^[\p{Script=Arab}\p{Script=Syrc}\p{Script=Mong}\p{Script=Deva}\p{Script=Beng}\p{Script=Guru}\p{Script=Gujr}\p{Script=Orya}\p{Script=Taml}\p{Script=Telu}\p{Script=Knda}\p{Script=Mlym}\p{Script=Sinh}\p{Script=Khmr}]/u;

/** What words and emoji may be spelled with: joiners and variation selectors. */
const spelling = /^[\u200C\u200D\uFE00-\uFE0F\u{E0100}-\u{E01EF}]$/u;

/** Code units beside a character that can say what it is there for. */
const near = 8;

/** The text with something else in the place of each character that cannot be seen; those that words are spelled with stay. */
export function replaceUnseen(text: string, by: (found: string) => string): string {
  return text.replaceAll(unseen, (found: string, at: number) => {
    if (!spelling.test(found)) return by(found);
    const before = text.slice(Math.max(0, at - near), at);
    const after = text.slice(at + found.length, at + found.length + near);
    return isSpelling(found, before, after) ? found : by(found);
  });
}

/** Well-formed text without anything that cannot be seen; line breaks are "\n". No text of an error leaves the relay without it. */
export function visibleText(text: string): string {
  const lines = text
    .toWellFormed()
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll(terminalCommands, '');
  return replaceUnseen(lines, () => '');
}

/** As `visibleText`, as one line without blanks around it. */
export function visibleLine(text: string): string {
  return visibleText(text).replaceAll(/\s+/g, ' ').trim();
}

/** The invisible characters that ordinary words and emoji are spelled with, each only where it has that work to do. */
function isSpelling(found: string, before: string, after: string): boolean {
  if (/^[\uFE0E\uFE0F]$/.test(found))
    return /[\d#*]$/.test(before) ? after.startsWith('\u20E3') : /\p{Emoji}$/u.test(before);
  if (/^[\uFE00-\uFE0D]$/.test(found))
    return /[\p{Sm}\p{Script=Han}\p{Script=Mymr}\p{Script=Phag}]$/u.test(before);
  if (/^[\u{E0100}-\u{E01EF}]$/u.test(found)) return /\p{Script=Han}$/u.test(before);
  if (found === '\u200D' && /^\p{Extended_Pictographic}/u.test(after))
    return /\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?$/u.test(before);
  if (found === '\u200C' || found === '\u200D')
    return joined.test(after) && joined.test(/.\p{M}*$/u.exec(before)?.[0] ?? '');
  return false;
}
