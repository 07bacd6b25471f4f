import fc from 'fast-check';

/** What parsers have stumbled over, anywhere: in JSON, YAML, forms, patterns, templates and terminals. */
const nasty: readonly string[] = [
  ...['\u0000', '\ud800', '\u202e', '\ufeff', '💥', '\r\n', '\t', '\u001b[2J', '\\', '"', "'", '`'],
  ...['{', '}', '[', ']', '{{', '}}', '(', '((((', ')', '<', '>', '|', '*', '&', '&a [*a]', ': ', '- '],
  ...['null', 'true', '[]', '{}', '""', '1e999', '-0', '0x1f', 'NaN', '9'.repeat(400), '1'.repeat(17)],
  ...['__proto__', '"__proto__":', 'constructor', 'toString', '!!js/function', '<<: *a', '%YAML 9.9'],
  ...['${HOME}', '${A:-${A}}', '${', '%00', '%', '%u0041', '+', '&payload=', '<!channel>', '=~".*"'],
  ...['(a+)+$', '(?=', '[^', '{1,99999}', '://', 'file:///etc/passwd', '\u0130', '.'.repeat(300)],
  ...[' '.repeat(3_000), 'a'.repeat(3_000), '['.repeat(3_000), '{"a":'.repeat(1_200), '1/'.repeat(1_500)],
];

/** One change; `at` and `to` are thousandths of the text. */
interface Edit {
  readonly how: 'cut' | 'again' | 'insert' | 'replace' | 'splice' | 'flip';
  readonly at: number;
  readonly to: number;
  readonly what: number;
}

/** One input: which text of the corpus it is made of, and how. `odd` decides what comes with it. */
export interface Input {
  readonly base: number;
  readonly other: number;
  readonly edits: readonly Edit[];
  readonly odd: number;
}

const thousandth = fc.nat(999);

/** All inputs. */
export const inputs: fc.Arbitrary<Input> = fc.record({
  base: fc.nat(9_999),
  other: fc.nat(9_999),
  edits: fc.array(
    fc.record({
      how: fc.constantFrom('cut', 'again', 'insert', 'replace', 'splice', 'flip'),
      at: thousandth,
      to: thousandth,
      what: fc.nat(9_999),
    }),
    { maxLength: 4 },
  ),
  odd: fc.nat(999),
});

/** Longer than any body of the corpus many times over; what a door takes at most is measured elsewhere. */
const longest = 96 * 1024;
/** What comes again comes so many times at most. */
const timesMost = 40;

/** The text that an input stands for. */
export function textOf({ base, other, edits }: Input, corpus: readonly string[]): string {
  const second = corpus[other % corpus.length] ?? '';
  return edits.reduce((text, edit) => edited(text, edit, second), corpus[base % corpus.length] ?? '');
}

function edited(text: string, { how, at, to, what }: Edit, second: string): string {
  const place = (share: number, of: string): number => Math.floor((share / 1_000) * of.length);
  const [from, until] = [Math.min(at, to), Math.max(at, to)].map((share) => place(share, text)) as [
    number,
    number,
  ];
  const [before, middle, after] = [text.slice(0, from), text.slice(from, until), text.slice(until)];
  const word = nasty[what % nasty.length] ?? '';
  switch (how) {
    case 'cut':
      return before + after;
    case 'again':
      return (before + middle.repeat(2 + (what % timesMost)) + after).slice(0, longest);
    case 'insert':
      return (before + word + middle + after).slice(0, longest);
    case 'replace':
      return (before + word + after).slice(0, longest);
    case 'splice':
      return (before + second.slice(place(what % 1_000, second)) + after).slice(0, longest);
    case 'flip':
      return (
        before + String.fromCharCode((text.charCodeAt(from) || 0) ^ (1 << (what % 16))) + text.slice(from + 1)
      );
  }
}
