import { describe, expect, it } from 'vitest';
import { settle } from '../../src/deliver/outcome/settle.ts';
import { nextMessageStep } from '../../src/deliver/steps/message-step.ts';
import type { Lane } from '../../src/domain/sending/lane.ts';
import { noAttempts, type Notification } from '../../src/domain/sending/notification.ts';
import type { Outcome, Step } from '../../src/domain/sending/outcome.ts';
import { message, page, row, start } from '../make.ts';
import { posted, ringing } from '../sent.ts';

const lane: Lane = { id: 'slack:C1', credential: 'slack:a', state: { kind: 'flowing' } };
const later = start + 60_000;
const shown = posted({ digest: 'd0', statusDigest: 's0', alerts: 3 });
const rung = ringing({ digest: 'd0', statusDigest: 's0', alerts: 3 });

const why = { code: 'message-gone', reason: 'edit_window_closed' } as const;

function finish(one: Notification, step: Step, outcome: Outcome): ReturnType<typeof settle> {
  const attempt = {
    row: one,
    step,
    startedAt: later - 1_000,
    lane,
    laneDeliveredAt: null,
    othersFailedAt: null,
  };
  return settle(attempt, outcome, later, () => 1);
}

describe('settling a send that was limited', () => {
  it('lets posts go on while looks and edits are limited: a limit is of one method', () => {
    const limited: Outcome = { kind: 'limited', waitMs: 30_000, code: 'limited', reason: '429' };
    for (const step of ['lookup', 'change'] as const)
      expect(finish(row(message(), { sent: shown }), step, limited).lane).toBeNull();
    const migrating: Outcome = { ...limited, code: 'unknown' };
    expect(finish(row(message(), { sent: shown }), 'change', migrating).lane?.state.kind).toBe('waiting');
    expect(finish(row(page(), { sent: rung }), 'change', limited).lane?.state.kind).toBe('waiting');
  });

  it('gives a page up that was told to wait for six hours, and no message', () => {
    const limited: Outcome = { kind: 'limited', waitMs: 30_000, code: 'limited', reason: '429' };
    const hour = 60 * 60_000;
    const since = (ms: number): Notification['attempts'] => ({ ...noAttempts, firstFailedAt: later - ms });
    const waiting = finish(row(page(), { attempts: since(6 * hour) }), 'create', limited);
    expect(waiting).toMatchObject({ deadLetter: null, attempts: { firstFailedAt: later - 6 * hour } });
    expect(finish(row(page()), 'create', limited).attempts.firstFailedAt).toBe(later);
    const over = finish(row(page(), { attempts: since(6 * hour + 1) }), 'create', limited);
    expect(over.deadLetter?.decision).toMatchObject({ code: 'given-up-after', said: '429' });
    expect(over.attempts.deadDigest).toBe('d1');
    const chat = finish(row(message(), { attempts: since(9 * hour) }), 'create', limited);
    expect(chat.deadLetter).toBeNull();
  });
});

describe('settling a change that the receiver takes no more', () => {
  it('leaves a message that nobody may change any more as it is, whatever is new', () => {
    const { sent } = finish(row(message(), { sent: shown }), 'change', { kind: 'frozen', ...why });
    expect(sent).toMatchObject({ phase: 'posted', handle: '1.1', digest: 'd1', frozen: true });
    const news = row(message(), { sent, digest: 'd9', statusDigest: 's9' });
    expect(nextMessageStep(news, message(), later)).toEqual({ kind: 'settled', reason: null });
  });

  it('counts what it cannot show any more as told by it: nothing waits for an edit that nobody may make', () => {
    const { sent } = finish(row(message(), { sent: shown, alerts: 9 }), 'change', { kind: 'frozen', ...why });
    expect(sent).toMatchObject({ alerts: 9, frozen: true });
  });

  it('posts anew what has no thread to go on in', () => {
    const overflow = row(message(), { sent: shown, surface: 'overflow' });
    expect(finish(overflow, 'change', { kind: 'frozen', ...why }).sent).toMatchObject({ phase: 'gone' });
  });
});
