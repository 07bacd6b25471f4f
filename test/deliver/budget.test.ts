import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BucketSpec, BucketState } from '../../src/domain/sending/budget.ts';
import {
  allAllowedFrom,
  allowedFrom,
  debit,
  fullBucket,
  left,
  spend,
  type Purse,
} from '../../src/deliver/budget.ts';
import { start } from '../make.ts';

const update: BucketSpec = { kind: 'window', limit: 50, perMs: 62_000 };
const post: BucketSpec = { kind: 'tokens', limit: 1, perMs: 1_000, burst: 5 };

describe('a window bucket', () => {
  it('lets the limit through and then says exactly when the next one may go', () => {
    let state = fullBucket(update, start);
    for (let n = 0; n < 50; n += 1) {
      expect(allowedFrom(state, { spec: update, share: 1 }, start + n)).toBe(start + n);
      state = debit(state, update, start + n);
    }
    expect(left(state, update, start + 50)).toBe(0);
    expect(allowedFrom(state, { spec: update, share: 1 }, start + 50)).toBe(start + 62_000);
  });

  it('holds counters back at their share while urgent sends still pass', () => {
    let state = fullBucket(update, start);
    for (let n = 0; n < 30; n += 1) state = debit(state, update, start);
    expect(allowedFrom(state, { spec: update, share: 0.6 }, start)).toBe(start + 62_000);
    expect(allowedFrom(state, { spec: update, share: 1 }, start)).toBe(start);
  });
});

describe('a token bucket', () => {
  it('spends its burst at once and then one a second', () => {
    let state = fullBucket(post, start);
    for (let n = 0; n < 5; n += 1) state = debit(state, post, start);
    const from = allowedFrom(state, { spec: post, share: 1 }, start);
    expect(from).toBe(start + 1_000);
    state = debit(state, post, from);
    expect(allowedFrom(state, { spec: post, share: 1 }, from)).toBe(from + 1_000);
  });

  it('never saves up more than its burst', () => {
    const state = debit(fullBucket(post, start), post, start);
    expect(left(state, post, start + 3_600_000)).toBe(5);
  });
});

describe('any bucket', () => {
  const specs = fc.oneof(
    fc.record({
      kind: fc.constant('window' as const),
      limit: fc.integer({ min: 1, max: 20 }),
      perMs: fc.integer({ min: 100, max: 60_000 }),
    }),
    fc.record({
      kind: fc.constant('tokens' as const),
      limit: fc.integer({ min: 1, max: 5 }),
      perMs: fc.integer({ min: 100, max: 5_000 }),
      burst: fc.integer({ min: 1, max: 6 }),
    }),
  );

  it('is never overdrawn by a sender who asks first (I5)', () => {
    fc.assert(
      fc.property(specs, fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 120 }), (spec, pauses) => {
        const sends: number[] = [];
        let state: BucketState = fullBucket(spec, 0);
        let now = 0;
        for (const pause of pauses) {
          now = Math.max(now + pause, allowedFrom(state, { spec, share: 1 }, now));
          state = debit(state, spec, now);
          sends.push(now);
        }
        const allowed = (from: number, to: number): number =>
          spec.kind === 'window' ? spec.limit : spec.burst + ((to - from) * spec.limit) / spec.perMs + 1e-6;
        for (const [first, from] of sends.entries()) {
          for (const [last, to] of sends.entries()) {
            if (last < first || (spec.kind === 'window' && to - from >= spec.perMs)) continue;
            expect(last - first + 1).toBeLessThanOrEqual(allowed(from, to));
          }
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('pays all debits of a send together', () => {
    const purse: Purse = new Map();
    const debits = [
      { bucket: 'post:C1', spec: { ...post, burst: 1 }, share: 1 },
      { bucket: 'posts', spec: update, share: 1 },
    ];
    expect(allAllowedFrom(purse, debits, start)).toBe(start);
    const stored = spend(purse, 'slack:a', debits, start);
    expect(stored.map((one) => one.bucket)).toEqual(['post:C1', 'posts']);
    expect(allAllowedFrom(purse, debits, start)).toBe(start + 1_000);
  });
});
