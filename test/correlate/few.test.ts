import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FewCounts, FewTexts } from '../../src/correlate/state/few.ts';

const texts: fc.Arbitrary<string> = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');

it('few texts are what a set of them is, in the same order, whatever was added and taken away', () => {
  fc.assert(
    fc.property(texts, fc.array(fc.tuple(fc.boolean(), texts), { maxLength: 40 }), (first, steps) => {
      const few = new FewTexts(first);
      const set = new Set([first]);
      for (const [adds, text] of steps) {
        if (adds) {
          few.add(text);
          set.add(text);
        } else expect(few.delete(text)).toBe(set.delete(text));
        expect([...few]).toEqual([...set]);
        expect(few.size).toBe(set.size);
        expect(['a', 'd', 'g'].map((one) => few.has(one))).toEqual(
          ['a', 'd', 'g'].map((one) => set.has(one)),
        );
      }
    }),
  );
});

it('few counts are what a map of them is, without those that count nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(texts, fc.constantFrom(1, -1)), { maxLength: 40 }), (steps) => {
      const few = new FewCounts();
      const map = new Map<string, number>();
      for (const [text, by] of steps) {
        few.add(text, by);
        const now = (map.get(text) ?? 0) + by;
        if (now === 0) map.delete(text);
        else map.set(text, now);
        expect(new Map(few)).toEqual(map);
        expect(few.size).toBe(map.size);
        expect(few.of('a')).toBe(map.get('a') ?? 0);
      }
    }),
  );
});

it('how they came to what they hold makes no difference', () => {
  const [one, other] = [new FewTexts('a'), new FewTexts('a')];
  for (const text of ['b', 'c', 'd', 'e', 'f']) other.add(text);
  for (const text of ['b', 'c', 'd', 'e', 'f']) other.delete(text);
  expect(other).toEqual(one);
  const [few, more] = [new FewCounts(), new FewCounts()];
  few.add('a', 1);
  for (const text of ['a', 'b']) more.add(text, 1);
  more.add('b', -1);
  expect(more).toEqual(few);
  for (const text of ['b', 'c']) more.add(text, 1);
  for (const text of ['b', 'c']) few.add(text, 1);
  expect(more).toEqual(few);
});
