import { expect, it } from 'vitest';
import type { CountedSend } from '../../src/observe/counted-send.ts';
import { createInstruments } from '../../src/observe/instruments.ts';

it('counts what receivers took apart from what is tried again, and drills as neither', () => {
  const { rates, settled } = createInstruments({ now: () => 1_000_000 });
  const send = (outcome: CountedSend['outcome'], isDrill = false): void =>
    settled({ lane: 'slack:C1', isDrill, step: 'change', outcome, lagMs: 5, traced: null });
  for (const outcome of [
    'delivered',
    'delivered',
    'limited',
    'failed',
    'failed',
    'absent',
    'refused',
  ] as const)
    send(outcome);
  send('failed', true);
  expect([rates.sent.perMinute(1_000_000), rates.retried.perMinute(1_000_000)]).toEqual([2, 3]);
});
