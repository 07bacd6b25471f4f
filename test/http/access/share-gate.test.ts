import { expect, it } from 'vitest';
import { createShareGate } from '../../../src/http/access/share-gate.ts';

it('bounds what one sender may do in a minute, and what all may', () => {
  const gate = createShareGate({ each: 2, all: 3 });
  expect(['a', 'a', 'a', 'b', 'b'].map((sender) => gate.mayPass(0, sender))).toEqual([
    true,
    true,
    false,
    true,
    false,
  ]);
  expect(gate.mayPass(59_999, 'c')).toBe(false);
  expect(['c', 'a'].map((sender) => gate.mayPass(60_000, sender))).toEqual([true, true]);
});
