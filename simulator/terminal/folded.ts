/** What chalk writes for the colours that are used here: bold, dim, six colours, and their ends. */
const STYLE = '\\u001B\\[(?:[12]|22|3[1-6]|39)m';
const styles = new RegExp(STYLE, 'g');
const styledOrNot = new RegExp(`(${STYLE})`);

/** A text cut into what is words and what is chalk's own, alternating; the first part is words. */
export function partedByStyles(text: string): string[] {
  return text.split(styledOrNot);
}

/** Cells of a terminal that a line takes. */
export function widthOf(line: string): number {
  return lettersOf(line.replaceAll(styles, '')).reduce((cells, letter) => cells + cellsOf(letter), 0);
}

function lettersOf(text: string): readonly string[] {
  return text.match(/[^]/gu) ?? [];
}

const nothingWide = /^[\p{M}\u200D\uFE0F]$/u;
const twoWide =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uFF01-\uFF60]$/u;

function cellsOf(letter: string): number {
  if (nothingWide.test(letter)) return 0;
  return twoWide.test(letter) ? 2 : 1;
}

/** Keeps a figure and its noun in one row. */
export function together(words: string): string {
  return words.replaceAll(' ', '\u00A0');
}

/**
 * The rows of a line that may be longer than the terminal is wide: broken between words, the second and further rows
 * set in by `hanging`. Nothing is ever cut off; a word that no row can hold is divided.
 */
export function folded(line: string, columns: number, hanging = 0): string[] {
  if (columns === Infinity) return [line.replaceAll('\u00A0', ' ')];
  const inset = ' '.repeat(Math.min(hanging, Math.floor(columns / 2)));
  const rows: string[] = [];
  let row = '';
  for (const [index, word] of line.split(' ').entries()) {
    const longer = index === 0 ? word : `${row} ${word}`;
    if (widthOf(longer) <= columns) row = longer;
    else {
      if (index > 0 && row.trim() !== '') rows.push(row);
      const pieces = divided(word, columns - inset.length).map((piece) => inset + piece);
      row = pieces.pop() ?? '';
      rows.push(...pieces);
    }
  }
  return [...rows, row].map((one) => one.replaceAll('\u00A0', ' '));
}

function divided(word: string, room: number): string[] {
  const pieces = [''];
  for (const [index, part] of partedByStyles(word).entries()) {
    const letters = index % 2 === 1 ? [part] : lettersOf(part);
    for (const letter of letters) {
      const last = pieces.at(-1) ?? '';
      if (widthOf(last + letter) <= room) pieces[pieces.length - 1] = last + letter;
      else pieces.push(letter);
    }
  }
  return pieces;
}
