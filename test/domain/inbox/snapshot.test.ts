import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tooMany, type Snapshot } from '../../../src/domain/inbox/snapshot.ts';

const hour = 3_600_000;
const hourly = (count: number): Snapshot[] =>
  Array.from({ length: count }, (_, n) => ({ seq: n + 1, at: n * hour, bytes: 10 }));

function left(all: readonly Snapshot[], limits: { count: number; bytes: number }): Snapshot[] {
  const gone = new Set(tooMany(all, limits));
  return all.filter((one) => !gone.has(one));
}

describe('too many snapshots', () => {
  it('are thinned out evenly, and the first and the last stay', () => {
    let kept: Snapshot[] = [];
    for (const one of hourly(168)) kept = left([...kept, one], { count: 24, bytes: Infinity });
    expect(kept).toHaveLength(24);
    expect([kept[0]?.seq, kept.at(-1)?.seq]).toEqual([1, 168]);
    const gaps = kept.slice(1).map(({ at }, n) => (at - (kept[n]?.at ?? 0)) / hour);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.ceil(168 / 24));
  });

  it('are within the limits whatever they are, and nothing goes that may stay', () => {
    const snapshots = fc
      .array(fc.record({ gap: fc.integer({ min: 1, max: 50 }), bytes: fc.integer({ min: 1, max: 40 }) }))
      .map((list) => {
        let at = 0;
        return list.map(({ gap, bytes }, n): Snapshot => ({ seq: n + 1, at: (at += gap), bytes }));
      });
    const limits = fc.record({
      count: fc.integer({ min: 1, max: 8 }),
      bytes: fc.integer({ min: 0, max: 200 }),
    });
    fc.assert(
      fc.property(snapshots, limits, (all, of) => {
        const kept = left(all, of);
        const bytes = kept.reduce((sum, one) => sum + one.bytes, 0);
        expect(kept.length).toBeLessThanOrEqual(of.count);
        expect(bytes).toBeLessThanOrEqual(of.bytes);
        const fits = all.length <= of.count && all.reduce((sum, one) => sum + one.bytes, 0) <= of.bytes;
        if (fits) expect(kept).toEqual(all);
      }),
    );
  });
});
