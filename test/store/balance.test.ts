import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceBooks, balanceRoot } from '../../src/store/balance.ts';
import type { RootRows } from '../../src/store/balance.ts';

const anyRoot: fc.Arbitrary<RootRows> = fc.record({
  root: fc.string(),
  chat: fc.boolean(),
  counted: fc.integer({ min: 0, max: 50 }),
  messages: fc.array(
    fc.record({ alerts: fc.integer({ min: 0, max: 60 }), own: fc.boolean(), dead: fc.boolean() }),
    {
      maxLength: 4,
    },
  ),
});

describe('balanceRoot', () => {
  it('puts every counted alert into exactly one column', () => {
    fc.assert(
      fc.property(anyRoot, (root) => {
        const { covered, inFlight, dead } = balanceRoot(root);
        expect(covered + inFlight + dead).toBe(root.counted);
        expect(Math.min(covered, inFlight, dead)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it.each([
    ['one message behind', [{ alerts: 3, own: true, dead: false }], { covered: 3, inFlight: 7, dead: 0 }],
    [
      'one message that claims more than was counted',
      [{ alerts: 30, own: true, dead: false }],
      { covered: 10, inFlight: 0, dead: 0 },
    ],
    [
      'the slower of two receivers',
      [
        { alerts: 9, own: true, dead: false },
        { alerts: 4, own: true, dead: false },
      ],
      { covered: 4, inFlight: 6, dead: 0 },
    ],
    [
      'a dead message that never showed anything',
      [{ alerts: 0, own: true, dead: true }],
      { covered: 0, inFlight: 0, dead: 10 },
    ],
    [
      'a dead message that still stands there',
      [{ alerts: 6, own: true, dead: true }],
      { covered: 6, inFlight: 0, dead: 4 },
    ],
    [
      'a dead one beside a living one that is behind it',
      [
        { alerts: 6, own: true, dead: true },
        { alerts: 2, own: true, dead: false },
      ],
      { covered: 2, inFlight: 4, dead: 4 },
    ],
    [
      'a dead one beside a living one that is ahead of it',
      [
        { alerts: 2, own: true, dead: true },
        { alerts: 8, own: true, dead: false },
      ],
      { covered: 2, inFlight: 0, dead: 8 },
    ],
  ])('judges %s', (_, messages, expected) => {
    expect(balanceRoot({ root: 'inc-1', counted: 10, messages, chat: true })).toEqual(expected);
  });
});

describe('balanceBooks', () => {
  it('balances whatever the rows say', () => {
    fc.assert(
      fc.property(fc.array(anyRoot), fc.array(fc.nat(9), { minLength: 4, maxLength: 4 }), (roots, counts) => {
        const [unapplied = 0, setAside = 0, suppressed = 0, deadEntries = 0] = counts;
        const counted = roots.reduce((sum, root) => sum + root.counted, 0);
        const accepted = counted + unapplied + setAside + suppressed + deadEntries;
        const books = balanceBooks({ accepted, unapplied, setAside, suppressed, deadEntries, roots });
        const { shown, folded, dead, inFlight } = books;
        expect(shown + folded + dead + inFlight + books.suppressed + books.setAside).toBe(books.accepted);
        expect(Math.min(shown, folded, dead, inFlight)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
