/**
 * What a terminal may take as a command, or a reader cannot see: control characters (ESC, and with it every CSI and
 * OSC sequence; CR, which writes over what was said), halves of surrogate pairs, line separators, and whatever
 * Unicode calls ignorable (bidi controls, zero-width and tag characters). Newline and tab stay.
 */
const unseen = /[^\P{Cc}\n\t]|[\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{FFF9}-\u{FFFB}]/gu;

/** Scripts that are spelled with joiners; elsewhere a joiner only hides between letters. */
const joined =
  /^[\p{Script=Arab}\p{Script=Syrc}\p{Script=Mong}\p{Script=Deva}\p{Script=Beng}\p{Script=Guru}\p{Script=Gujr}\p{Script=Orya}\p{Script=Taml}\p{Script=Telu}\p{Script=Knda}\p{Script=Mlym}\p{Script=Sinh}\p{Script=Khmr}]/u;

/**
 * A text of others (an error's words, a vendor's answer) as a terminal may show it. What could steer the terminal or
 * deceive the reader is written as JSON writes it (`\u001b`): nothing is lost, and JSON stays the same JSON.
 */
export function harmless(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(unseen, (found, at: number, all: string) =>
      isOrdinary(found, all.slice(Math.max(0, at - near), at), all.slice(at + found.length, at + near))
        ? found
        : escaped(found),
    );
}

/** Code units beside a character that can say what it is there for. */
const near = 8;

/** The invisible characters that ordinary words are spelled with, each only where it has that work to do. */
function isOrdinary(found: string, before: string, after: string): boolean {
  if (/^[\uFE00-\uFE0F]$/.test(found)) return /[\p{L}\p{N}\p{S}\p{P}]$/u.test(before);
  if (/^[\u{E0100}-\u{E01EF}]$/u.test(found)) return /\p{Script=Han}$/u.test(before);
  if (found === '\u200D' && /^\p{Extended_Pictographic}/u.test(after))
    return /\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?$/u.test(before);
  if (found === '\u200C' || found === '\u200D')
    return joined.test(after) && joined.test(/.\p{M}*$/u.exec(before)?.[0] ?? '');
  return false;
}

function escaped(found: string): string {
  return Array.from({ length: found.length }, (_, at) => unitOf(found.charCodeAt(at))).join('');
}

function unitOf(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
