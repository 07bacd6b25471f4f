import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearWord } from '../../src/domain/text/near-word.ts';

/** The same by the book, over the whole table. */
function distance(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => table[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const swaps = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      table[i]![j] = Math.min(
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        swaps ? at(i - 2, j - 2) + 1 : Infinity,
      );
    }
  return at(a.length, b.length);
}

describe('the word that was meant', () => {
  it.each([
    ['reciever', ['receivers', 'receiver', 'route'], 'receiver'],
    ['fatla', ['fatal', 'critical'], 'fatal'],
    ['Europe/Berln', ['Europe/Berlin', 'Europe/Bern'], 'Europe/Berlin'],
    ['nothing like it', ['fatal'], null],
    ['', ['ab'], 'ab'],
    ['ab', ['cd'], 'cd'],
  ])('for %s', (said, words, meant) => {
    expect(nearWord(said, words)).toBe(meant);
  });

  it('is the nearest by the whole distance, of two as near the first', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
    fc.assert(
      fc.property(
        word,
        fc.array(word, { maxLength: 8 }),
        fc.integer({ min: 0, max: 3 }),
        (said, words, most) => {
          const far = words.map((one) => distance(one, said));
          const least = Math.min(...far);
          const meant = least <= most ? (words[far.indexOf(least)] ?? null) : null;
          expect(nearWord(said, words, most)).toBe(meant);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
