import { expect, it } from 'vitest';
import { settle } from '../../src/deliver/outcome/settle.ts';
import { nextMessageStep } from '../../src/deliver/steps/message-step.ts';
import type { Notification } from '../../src/domain/sending/notification.ts';
import type { Outcome } from '../../src/domain/sending/outcome.ts';
import { message, row, start } from '../make.ts';

const lane = { id: 'slack:C1', credential: 'slack:a', state: { kind: 'flowing' } } as const;
const minute = 60_000;

function after(one: Notification, outcome: Outcome, now: number): Notification {
  const step = one.sent.phase === 'posted' ? 'change' : 'create';
  const attempt = {
    row: one,
    step,
    startedAt: now,
    lane,
    laneDeliveredAt: null,
    othersFailedAt: null,
  } as const;
  const { sent, attempts } = settle(attempt, outcome, now, () => 1);
  return { ...one, sent, attempts };
}

it.each([
  ['a message', 'message', 'gone'],
  ['an overflow that nobody may edit', 'overflow', 'frozen'],
] as const)('%s that is gone each time comes back at once, and then ever more seldom', (_, surface, kind) => {
  let now = start;
  let one = after(row(message(), { surface }), { kind: 'delivered', handle: '1.0' }, now);
  const pauses = Array.from({ length: 6 }, (_each, n) => {
    now += minute;
    one = after(one, { kind, code: 'message-gone', reason: 'gone' }, now);
    const next = nextMessageStep(one, message(), now);
    if (next.kind !== 'send' || next.step !== 'create')
      throw new Error(`It is not posted anew: ${next.kind}`);
    const pause = Math.max(0, next.notBefore - now);
    now += pause;
    one = after(one, { kind: 'delivered', handle: `1.${n + 1}` }, now);
    return pause;
  });
  expect(pauses.map((ms) => ms / minute)).toEqual([0, 1, 5, 10, 10, 10]);
});
