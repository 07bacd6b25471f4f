import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeStandings, untold, type PagerStanding } from '../../src/domain/sending/pager-standing.ts';
import { start } from '../make.ts';

const turned = (how: NonNullable<PagerStanding['turned']>['how'], at: number): PagerStanding => ({
  ...untold(1),
  turned: { how, by: 'Ada', at },
});

const told = (all: readonly PagerStanding[]): PagerStanding['turned'] =>
  all.reduce(mergeStandings, untold(1)).turned;

describe('what became of a page at the pager', () => {
  it('is its end where that came in the same millisecond as something before it, in whatever order it is told', () => {
    const words = [turned('unacknowledged', start), turned('resolved', start)];
    expect(told(words)?.how).toBe('resolved');
    expect(told(words.toReversed())?.how).toBe('resolved');
  });

  it('is that it was opened again, where that came in the same millisecond as its end', () => {
    const words = [turned('reopened', start), turned('resolved', start), turned('unacknowledged', start)];
    for (const order of [words, words.toReversed()]) expect(told(order)?.how).toBe('reopened');
  });

  it('is the same in whatever order and however often it is told', () => {
    const word = fc
      .record({
        how: fc.constantFrom('unacknowledged', 'resolved', 'reopened'),
        at: fc.integer({ min: start, max: start + 2 }),
      })
      .map(({ how, at }) => turned(how, at));
    const inTwoOrders = fc
      .array(word, { minLength: 1, maxLength: 6 })
      .chain((words) =>
        fc.tuple(
          fc.constant(words),
          fc.shuffledSubarray([...words, ...words], { minLength: words.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(inTwoOrders, ([words, again]) => {
        expect(told(again)).toEqual(told(words));
      }),
    );
  });
});
