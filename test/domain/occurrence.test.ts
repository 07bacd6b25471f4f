import fc from 'fast-check';
import { expect, it } from 'vitest';
import { occurrenceOf } from '../../src/domain/text/occurrence.ts';

it('finds what `includes` finds, and nothing else', () => {
  const word = fc.string({
    unit: fc.constantFrom('a', 'b', 'é', '\u{1f600}', '"'),
    minLength: 4,
    maxLength: 12,
  });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\u{1f600}', '"'), maxLength: 60 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 4 }), text, text, fc.boolean(), (words, before, after, put) => {
      const whole = before + (put ? (words[0] ?? '') : '') + after;
      expect(occurrenceOf(words)(whole)).toBe(words.some((one) => whole.includes(one)));
    }),
    { numRuns: 2_000 },
  );
});
