import fc from 'fast-check';
import { expect, it } from 'vitest';
import { atFullPace, paced, unreadAtMost } from '../../../src/http/page/wire/pacing.ts';

/** How many of so many states are sent to somebody, by what they have unread at each. */
function sentOf(unread: readonly number[]): readonly boolean[] {
  let pacing = atFullPace;
  return unread.map((bytes) => {
    const step = paced(pacing, bytes);
    pacing = step.pacing;
    return step.sends;
  });
}

it('sends everything to whoever reads everything', () => {
  expect(sentOf(Array<number>(50).fill(0))).not.toContain(false);
});

it('never adds to a buffer that is over its bound, whatever came before', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(0, 1, unreadAtMost - 1, unreadAtMost, 10 * unreadAtMost)),
      (unread) => {
        sentOf(unread).forEach((sends, n) => expect(sends && unread[n]! >= unreadAtMost).toBe(false));
      },
    ),
  );
});

it('sends less to whoever falls behind again and again, but always something once they have read, and all in the end', () => {
  const slow = Array.from({ length: 400 }, (_, n) => (n % 4 === 0 ? unreadAtMost : 1));
  expect(sentOf(slow).filter(Boolean).length).toBeLessThan(40);
  const caughtUp = sentOf([...slow, ...Array<number>(100).fill(0)]).slice(400);
  expect(caughtUp.slice(0, 33)).toContain(true);
  expect(caughtUp.slice(-30)).not.toContain(false);
});
