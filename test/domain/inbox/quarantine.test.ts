import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likelyCauses, tooManyKept, type Kept } from '../../../src/domain/inbox/quarantine.ts';

const limits = { deliveries: 100, bytes: 100_000 };

/** Keeps one after the other, as the store does. */
function keepAll(all: readonly Omit<Kept, 'id'>[]): readonly Kept[] {
  let kept: Kept[] = [];
  for (const [id, one] of all.entries()) {
    kept.push({ ...one, id });
    const gone = new Set(tooManyKept(kept, limits));
    kept = kept.filter((each) => !gone.has(each.id));
  }
  return kept;
}

const sentrys = (n: number): Omit<Kept, 'id'>[] =>
  Array.from({ length: n }, () => ({ network: '35.186.247.0/24', likely: 'unknown-secret', bytes: 900 }));
const flood = (n: number, networks: number, one: Partial<Kept> = {}): Omit<Kept, 'id'>[] =>
  Array.from({ length: n }, (_, each) => ({
    network: `2001:db8:${each % networks}::/48`,
    likely: 'stranger',
    bytes: 200,
    ...one,
  }));

describe('what a flood does to the quarantine', () => {
  it.each([
    ['of one sender', flood(4_000, 1)],
    ['of many senders', flood(4_000, 1_500)],
    ['in the form of Sentry', flood(4_000, 1, { likely: 'unknown-secret' })],
    ['in the form of Sentry, of several senders', flood(2_000, 3, { likely: 'other-integration' })],
    ['of large bodies', flood(500, 1, { likely: 'unknown-secret', bytes: 40_000 })],
  ])('%s drives out nothing of others', (_, strangers) => {
    const kept = keepAll([...sentrys(10), ...strangers.slice(0, 400), ...sentrys(10), ...strangers]);
    expect(kept.filter(({ network }) => network === '35.186.247.0/24')).toHaveLength(20);
  });

  it('leaves the oldest and the newest of whoever sends too much', () => {
    const kept = keepAll(flood(1_000, 1, { likely: 'unknown-secret' }));
    const ids = kept.map(({ id }) => id);
    expect(ids.slice(0, 40)).toEqual(Array.from({ length: 40 }, (_, n) => n));
    expect(ids.at(-1)).toBe(999);
    expect(ids.slice(-40)[0]).toBeGreaterThan(900);
  });

  it('what a former secret signed stays longest', () => {
    const proven = flood(5, 5, { likely: 'previous-secret' });
    const kept = keepAll([...proven, ...flood(4_000, 2_000, { likely: 'unknown-secret' })]);
    expect(kept.filter(({ likely }) => likely === 'previous-secret')).toHaveLength(5);
  });

  it('is within the limits, and takes nothing where it is so already', () => {
    const one = fc.record({
      network: fc.constantFrom('a', 'b', 'c', 'd'),
      likely: fc.constantFrom(...likelyCauses),
      bytes: fc.integer({ min: 0, max: 5_000 }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 300 }), (all) => {
        const kept = all.map((each, id) => ({ ...each, id }));
        const gone = new Set(tooManyKept(kept, limits));
        const left = kept.filter(({ id }) => !gone.has(id));
        const bytes = (of: readonly Kept[]): number => of.reduce((sum, each) => sum + each.bytes, 0);
        expect(left.length).toBeLessThanOrEqual(limits.deliveries);
        expect(bytes(left)).toBeLessThanOrEqual(limits.bytes);
        if (all.length <= limits.deliveries && bytes(kept) <= limits.bytes) expect(gone.size).toBe(0);
      }),
      { seed: 13 },
    );
  });
});
