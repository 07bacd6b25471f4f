import { describe, expect, it } from 'vitest';
import { allAllowedFrom, purseOf, spend, type Purse } from '../../src/deliver/budget.ts';
import { Caution } from '../../src/deliver/caution.ts';
import type { Debit } from '../../src/domain/sending/budget.ts';
import { start } from '../make.ts';

const post: Debit = {
  bucket: 'post:C1',
  spec: { kind: 'tokens', limit: 1, perMs: 1_000, burst: 5 },
  share: 1,
};
const posts: Debit = { bucket: 'posts', spec: { kind: 'window', limit: 240, perMs: 62_000 }, share: 1 };
const minute = 60_000;

/** How many sends may start at one moment. */
function burstAt(caution: Caution, purse: Purse, now: number): number {
  for (let sent = 0; ; sent += 1) {
    const debits = caution.temper([post, posts], now);
    if (allAllowedFrom(purse, debits, now) > now) return sent;
    spend(purse, 'slack:a', debits, now);
  }
}

describe('a limited burst', () => {
  it('is not tried again for ten minutes', () => {
    const caution = new Caution();
    const purse: Purse = new Map();
    expect(burstAt(caution, purse, start)).toBe(5);
    caution.limited([post, posts], purse, 1_000, start);
    expect(burstAt(caution, purse, start + 1_000)).toBe(0);
    expect(burstAt(caution, purse, start + 2_000)).toBe(1);
    expect(burstAt(caution, purse, start + 5 * minute)).toBe(1);
    expect(burstAt(caution, purse, start + 11 * minute)).toBe(5);
  });

  it('closes what has no tokens until the wait is over, and then opens it as wide as before', () => {
    const edits: Debit = { bucket: 'update', spec: { kind: 'window', limit: 3, perMs: 62_000 }, share: 1 };
    const burst = (purse: Purse, now: number): number => {
      for (let sent = 0; ; sent += 1) {
        if (allAllowedFrom(purse, [edits], now) > now) return sent;
        spend(purse, 'slack:a', [edits], now);
      }
    };
    for (const waitMs of [1_000, 15 * minute]) {
      const purse: Purse = new Map();
      new Caution().limited([edits], purse, waitMs, start);
      expect(burst(purse, start + waitMs - 1)).toBe(0);
      expect(burst(purse, start + waitMs)).toBe(3);
      const again: Purse = new Map();
      new Caution().limited([edits], again, waitMs, start);
      const stored = [...again].map(([bucket, state]) => ({ credential: 'slack:a', bucket, state }));
      expect(burst(purseOf(stored, start + 1), start + waitMs - 1)).toBe(0);
      expect(burst(purseOf(stored, start - 60 * minute), start - 60 * minute)).toBe(3);
    }
  });

  it.each([
    ['post', post],
    [
      'look',
      { bucket: 'history', spec: { kind: 'window', limit: 3, perMs: 62_000 }, share: 1 } satisfies Debit,
    ],
  ])('of two that were limited side by side the longer wait holds (%s)', (_, debit) => {
    const purse: Purse = new Map();
    const caution = new Caution();
    const isShut = (ms: number): boolean => allAllowedFrom(purse, [debit], start + ms) > start + ms;
    caution.limited([debit], purse, 30_000, start);
    caution.limited([debit], purse, 2_000, start + 100);
    expect([3_000, 29_999].map(isShut)).toEqual([true, true]);
    caution.limited([debit], purse, 60_000, start + 200);
    expect([31_000, 60_199, 61_200].map(isShut)).toEqual([true, true, false]);
  });

  it('leaves the other channels their bursts', () => {
    const caution = new Caution();
    const purse: Purse = new Map();
    caution.limited([{ ...post, bucket: 'post:C2' }], purse, 1_000, start);
    expect(burstAt(caution, purse, start)).toBe(5);
  });
});
