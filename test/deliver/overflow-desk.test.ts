import { expect, it } from 'vitest';
import { OverflowDesk } from '../../src/deliver/overflow-desk.ts';
import type { Debit } from '../../src/domain/sending/budget.ts';
import { start } from '../make.ts';

const aSecond: Debit = {
  bucket: 'post:C1',
  spec: { kind: 'tokens', limit: 1, perMs: 1_000, burst: 5 },
  share: 1,
};

/** How many messages that stand for many are begun while so many first messages of one channel wait. */
async function begunWith(waiting: number): Promise<number> {
  let begun = 0;
  const desk = new OverflowDesk({
    store: {
      crowds: () => Promise.resolve([{ lane: 'slack:C1', receiver: 'slack/C1', waiting }]),
      crowd: () => Promise.resolve([]),
      overflows: () => Promise.resolve([]),
      wantOverflow: () => {
        begun += 1;
        return Promise.resolve();
      },
    },
    notifier: { credential: 'slack:a', debits: () => [aSecond] },
  });
  await desk.refresh(start, start);
  return begun;
}

it('one message stands for new incidents once more of them wait than the budget of their channel posts in 10 s', async () => {
  expect(await begunWith(10)).toBe(0);
  expect(await begunWith(11)).toBe(1);
});
