/** Marks of what only one person, device or account has, and what stands in its place. Bound lengths before. */
const marks: readonly (readonly [RegExp, string])[] = [
  // Who asks, in an address: before mail addresses, for which a password and a host would be taken.
  [/(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/"'<>]{1,200}@/gi, '$1'],
  // Private keys, also where the text ends within.
  [/-----BEGIN [A-Z0-9 ]{1,40}-----[^]*?(?:-----END [A-Z0-9 ]{1,40}-----|$)/g, '{hex:16}'],
  // Mail addresses.
  [
    /(?:[^\s@<>()[\]"'=:,;]|(?<=\w)'(?=\w)){1,64}@[a-z0-9][a-z0-9.-]{0,252}\.[a-z]{2,24}/gi,
    'someone@example.com',
  ],
  // What follows the word for a secret, and Authorization headers.
  [
    /\b(bearer|basic|token|secret|password|passwd|pwd|api[_-]?key|access[_-]?key|session(?:[_-]?id)?|auth)(["']?\s*[=: ]\s*["']?)(?=[^\s"',;&{]{4})[^\s"',;&]+/gi,
    '$1$2{hex:16}',
  ],
  // JSON web tokens, and keys by their makers' beginnings.
  [/\beyJ[\w-]{6,}(?:\.[\w-]+){0,2}/g, '{hex:16}'],
  [/\b(?:xox[a-z]|gh[oprsu]|sk|pk|rk|AKIA|ASIA|glpat|SG)[_-]?(?=[\w-]*\d)[\w-]{12,}/g, '{hex:16}'],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '{uuid}'],
  // Long runs of letters and digits that no language has as a word.
  [/\b(?=[A-Za-z_-]*\d)(?=\d*[A-Za-z_-])(?=(?:[A-Za-z_-]*\d){4})[\w-]{24,}\b/g, '{hex:16}'],
  [/\b[0-9a-f]{16,}\b/gi, '{hex:16}'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, '{ip}'],
  [
    /(?<![\w:])(?=[a-f:]*\d)(?=[0-9a-f:]*::|(?:[0-9a-f]{1,4}:){5})[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi,
    '{ip}',
  ],
  // Telephone numbers, card numbers, and the numbers by which a state knows people.
  [/(?<![\w.])\+\d[\d ()/-]{7,18}\d\b/g, '{int:1000-9999}'],
  [/(?<![\w.-])(?:\(\d{3}\) ?|\d{3}[ -])\d{3}-\d{4}(?![\w-])/g, '{int:1000-9999}'],
  [/\b\d(?:[ -]?\d){12,18}\b/g, '{int:1000-9999}'],
  [/(?<![\w.-])\d{3}-\d{2}-\d{4}(?![\w-])/g, '{int:1000-9999}'],
  // What an address asks for.
  [/(\bhttps?:\/\/[^\s?#"']*)[?#][^\s"']*/gi, '$1'],
];

const longest = 2_000;

/** Anything shorter is part of ordinary words. */
const shortestName = 3;

/**
 * The text without mail and IP addresses, tokens, numbers of people, and these names; in their place stand placeholders
 * that the simulator fills, so that the text keeps its form. At most 2,000 characters.
 * @param names What the payloads themselves call people by.
 */
export function scrubbed(text: string, names: readonly string[]): string {
  const short = text.slice(0, longest).toWellFormed();
  // A brace in a text would begin a placeholder.
  const plain = short.replaceAll(/\{(?=(?:int|hex|ip|uuid|pick)\b)/g, '(');
  const lower = plain.toLowerCase();
  const nameless = names
    .filter((name) => name.length >= shortestName && lower.includes(name.toLowerCase()))
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, name) => rest.replaceAll(asWord(name), 'someone'), plain);
  return marks.reduce((rest, [mark, by]) => rest.replaceAll(mark, by), nameless);
}

function asWord(name: string): RegExp {
  return new RegExp(
    `(?<![\\p{L}\\p{N}])${name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
    'giu',
  );
}
