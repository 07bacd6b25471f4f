import { expect, it } from 'vitest';
import { bucketWait, fullBucket, takeToken } from '../../../simulator/fakes/token-bucket.ts';

const rule = { capacity: 3, perSecond: 1 };

it('lets a burst of its capacity through, then one a second', () => {
  const state = fullBucket(rule, 0);
  const passed = (at: number): boolean => {
    if (bucketWait(state, rule, at) > 0) return false;
    takeToken(state);
    return true;
  };
  expect([0, 1, 2, 3].map(passed)).toEqual([true, true, true, false]);
  expect([1000, 1001, 2000, 2001].map(passed)).toEqual([true, false, true, false]);
});

it('never holds more than its capacity, however long it was quiet', () => {
  const state = fullBucket(rule, 0);
  bucketWait(state, rule, 3_600_000);
  expect(state.tokens).toBe(3);
});

it('forgives a tenth of a second, but does not let it add up', () => {
  const state = fullBucket({ ...rule, capacity: 1 }, 0);
  let passed = 0;
  for (let at = 0; at <= 60_000; at += 950) {
    if (bucketWait(state, { ...rule, capacity: 1 }, at) > 0) continue;
    takeToken(state);
    passed += 1;
  }
  expect(passed).toBeLessThanOrEqual(61);
});
