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

const ascii = new Uint16Array(128).map((_, code) => {
  const char = String.fromCharCode(code);
  if (code <= 32 || code === 127) return made.space;
  if (/\d/.test(char)) return made.word | made.digit;
  if (/[a-z]/.test(char)) return made.word | made.letter;
  if (/[A-Z]/.test(char)) return made.word | made.letter | made.upper;
  if (',;|'.includes(char)) return made.listing;
  if ('()[]{}<>"`='.includes(char)) return 0;
  return made.word | (signs[char] ?? made.sign);
});

/** The bits of a character; 0 for brackets, quotes and `=`, which stand between words. */
export function madeOf(code: number): number {
  return ascii[code] ?? (isWideSpace(code) ? made.space : made.word | made.letter | made.sign);
}

function isWideSpace(code: number): boolean {
  return (
    code === 0xa0 ||
    (code >= 0x2000 && code <= 0x200b) ||
    code === 0x2028 ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

/** The bits of all characters of a text together. */
export function madeOfAll(text: string): number {
  let all = 0;
  for (let at = 0; at < text.length; at += 1) all |= madeOf(text.charCodeAt(at));
  return all;
}
