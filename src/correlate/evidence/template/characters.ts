/** What a character is made of, as bits; a word is what its characters are. */
export const made = {
  digit: 1,
  letter: 2,
  upper: 4,
  dot: 8,
  dash: 16,
  underscore: 32,
  colon: 64,
  slash: 128,
  at: 256,
  /** Any other sign that can stand inside a word. */
  sign: 512,
  /** It belongs to a word. */
  word: 1 << 10,
  space: 1 << 11,
  /** It may stand between the items of a list. */
  listing: 1 << 12,
} as const;

const signs: Readonly<Record<string, number>> = {
  '.': made.dot,
  '-': made.dash,
  _: made.underscore,
  ':': made.colon,
  '/': made.slash,
  '@': made.at,
};

/** All code units, so that a look-up is never out of bounds, which costs more than the memory. */
const table = new Uint16Array(0x10000).fill(made.word | made.letter | made.sign);
for (let code = 0; code < 128; code += 1) table[code] = bitsOf(code);
const wideSpaces = [0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff];
for (const space of wideSpaces) table[space] = made.space;
// Controls are no part of what is said.
table.fill(made.space, 0x7f, 0xa0).fill(made.space, 0x2000, 0x200b);

function bitsOf(code: number): number {
  const char = String.fromCharCode(code);
  if (code <= 32) return made.space;
  if (/\d/.test(char)) return made.word | made.digit;
  if (/[a-z]/.test(char)) return made.word | made.letter;
  if (/[A-Z]/.test(char)) return made.word | made.letter | made.upper;
  if (',;|'.includes(char)) return made.listing;
  if ('()[]{}<>"`='.includes(char)) return 0;
  return made.word | (signs[char] ?? made.sign);
}

/** The bits of a UTF-16 code unit; 0 for brackets, quotes and `=`, which stand between words. */
export function madeOf(code: number): number {
  return table[code] ?? 0;
}

/** The bits of all characters of a part of a text together. */
export function madeOfAll(text: string, from: number, to: number): number {
  let all = 0;
  for (let at = from; at < to; at += 1) all |= madeOf(text.charCodeAt(at));
  return all;
}
