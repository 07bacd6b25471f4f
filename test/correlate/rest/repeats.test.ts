import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Repeats } from '../../../src/correlate/state/rest/repeats.ts';

/** Bytes of few kinds, so that much comes again, and runs that are longer than a length of one byte. */
const some = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 }),
      fc
        .tuple(fc.nat(255), fc.integer({ min: 1, max: 400 }))
        .map(([byte, times]) => Array.from({ length: times }, () => byte)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part] as number[])));

describe('bytes without their repeats', () => {
  it('come out as they went in, one after the other out of the same room', () => {
    fc.assert(
      fc.property(some, fc.array(some, { maxLength: 5 }), (beginning, texts) => {
        const repeats = new Repeats(beginning);
        const packed = texts.map((text) => repeats.pack(text).slice());
        const out = packed.map((one, n) => [...repeats.unpack(one, texts[n]?.length ?? 0)]);
        expect(out).toEqual(texts.map((text) => [...text]));
      }),
      { numRuns: 500 },
    );
  });

  it('take a tenth where nearly all of it stands in the beginning', () => {
    const text = (n: number): Uint8Array =>
      Buffer.from(
        JSON.stringify({ title: 'Cannot read the basket', service: `cart-${n}`, events: n }).repeat(20),
      );
    const repeats = new Repeats(text(1));
    expect(repeats.pack(text(2)).length).toBeLessThan(text(2).length / 10);
  });

  it('cost little where what stands in the beginning became a little longer or shorter, again and again', () => {
    const text = (n: number): Uint8Array =>
      Buffer.from(
        JSON.stringify(
          Array.from({ length: 20 }, (_, k) => ({ [`field-${k}`]: `${n ** (k % 4)}`, [`more-${k}`]: null })),
        ),
      );
    const repeats = new Repeats(text(3));
    // Each change is itself and two bytes: how many follow and in which way, and how many come again.
    expect(repeats.pack(text(12)).length).toBeLessThan(20 * (4 + 2));
  });
});
