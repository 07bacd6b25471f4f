import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../src/domain/decision/words.ts';
import type { Lane } from '../../src/domain/sending/lane.ts';
import { noAttempts, type Notification } from '../../src/domain/sending/notification.ts';
import type { Outcome, Step } from '../../src/domain/sending/outcome.ts';
import { backoff } from '../../src/deliver/outcome/backoff.ts';
import { recovered, settledWithout } from '../../src/deliver/outcome/recover.ts';
import { nextMessageStep } from '../../src/deliver/steps/message-step.ts';
import { settle } from '../../src/deliver/outcome/settle.ts';
import { message, page, row, standing, start, thread } from '../make.ts';
import { posted, ringing } from '../sent.ts';

const lane: Lane = { id: 'slack:C1', credential: 'slack:a', state: { kind: 'flowing' } };
const later = start + 60_000;
const shown = posted({ digest: 'd0', statusDigest: 's0', alerts: 3 });
const rung = ringing({ digest: 'd0', statusDigest: 's0', alerts: 3 });

interface History {
  readonly laneDeliveredAt?: number;
  readonly othersFailedAt?: number;
}

function finish(
  one: Notification,
  step: Step,
  outcome: Outcome,
  history: History = {},
): ReturnType<typeof settle> {
  const { laneDeliveredAt = null, othersFailedAt = null } = history;
  const attempt = { row: one, step, startedAt: start + 59_000, lane, laneDeliveredAt, othersFailedAt };
  return settle(attempt, outcome, later, () => 1);
}

const why = { code: 'provider-failing', reason: 'HTTP 500' } as const;
const http500: Outcome = { kind: 'failed', ambiguous: false, timedOut: false, ...why };

describe('settling a send', () => {
  it('remembers what a delivered message covers', () => {
    const settled = finish(row(message(), { alerts: 17 }), 'create', { kind: 'delivered', handle: '9.9' });
    expect(settled.sent).toMatchObject({
      digest: 'd1',
      handle: '9.9',
      alerts: 17,
      phase: 'posted',
      at: start + 59_000,
    });
    expect(settled.attempts).toEqual(noAttempts);
    expect(settled.timeline[0]?.decision).toMatchObject({ code: 'delivery-accepted', what: 'message' });
  });

  it('waits as long as the receiver says, spending no attempt', () => {
    const settled = finish(row(message()), 'create', {
      kind: 'limited',
      waitMs: 30_000,
      code: 'limited',
      reason: 'Slack says 429.',
    });
    expect(settled.attempts.count).toBe(0);
    expect(settled.lane?.state).toEqual({
      kind: 'waiting',
      code: 'limited',
      until: later + 30_000,
      reason: 'Slack says 429.',
      failures: 0,
    });
  });

  it('looks once before it repeats a post that was limited; all else is simply sent again', () => {
    const limited: Outcome = { kind: 'limited', waitMs: 1_000, code: 'limited', reason: '429' };
    const post = finish(row(message()), 'create', limited);
    expect(post.attempts).toMatchObject({ ambiguousAt: start + 59_000, looks: 1, count: 0 });
    const looked = finish(row(message(), { attempts: post.attempts }), 'lookup', { kind: 'absent' });
    expect(looked.attempts).toMatchObject({ ambiguousAt: null, notBefore: later });
    for (const other of [finish(row(message()), 'change', limited), finish(row(page()), 'create', limited)])
      expect(other.attempts.ambiguousAt).toBeNull();
  });

  it('takes a timed-out post for one that may exist and looks twice before posting again', () => {
    const timedOut = finish(row(message()), 'create', {
      kind: 'failed',
      ambiguous: true,
      timedOut: true,
      code: 'provider-failing',
      reason: 'No answer.',
    });
    expect(timedOut.attempts).toMatchObject({ ambiguousAt: start + 59_000, looks: 0, count: 1 });
    const doubtful = row(message(), { attempts: timedOut.attempts });
    const once = finish(doubtful, 'lookup', { kind: 'absent' });
    expect(once.attempts).toMatchObject({ ambiguousAt: start + 59_000, looks: 1, notBefore: start + 79_000 });
    const twice = finish({ ...doubtful, attempts: once.attempts }, 'lookup', { kind: 'absent' });
    expect(twice.attempts).toMatchObject({ ambiguousAt: null, notBefore: later });
  });

  it('looks twice over 20 s also when the receiver answered with an error: its history lags all the same', () => {
    const answered = finish(row(message()), 'create', {
      kind: 'failed',
      ambiguous: true,
      timedOut: false,
      code: 'provider-failing',
      reason: 'internal_error',
    });
    const once = finish(row(message(), { attempts: answered.attempts }), 'lookup', { kind: 'absent' });
    expect(once.attempts).toMatchObject({ looks: 1, notBefore: start + 79_000 });
    const twice = finish(row(message(), { attempts: once.attempts }), 'lookup', { kind: 'absent' });
    expect(twice.attempts.ambiguousAt).toBeNull();
  });

  it('adopts the message that a lookup found, and brings it up to date', () => {
    const settled = finish(row(message(), { attempts: { ...noAttempts, ambiguousAt: start } }), 'lookup', {
      kind: 'found',
      handle: '5.5',
      alerts: 4,
      upto: 0,
    });
    expect(settled.sent).toMatchObject({ handle: '5.5', alerts: 4, digest: null });
    expect(settled.attempts).toEqual(noAttempts);
  });

  it('knows from a found reply how far the thread was told', () => {
    const told = row(thread({ n: 3, at: start, text: 'Storm', channel: true }), {
      surface: 'thread',
      attempts: { ...noAttempts, ambiguousAt: start },
    });
    expect(finish(told, 'lookup', { kind: 'found', handle: '5.6', alerts: 0, upto: 3 }).sent).toMatchObject({
      upto: 3,
      digest: 'd1',
    });
  });

  it('posts anew when the message to change is gone', () => {
    const { sent } = finish(row(message(), { sent: shown }), 'change', { kind: 'gone', ...why });
    expect(sent).toMatchObject({ phase: 'gone', digest: null, alerts: 3 });
    expect(nextMessageStep(row(message(), { sent }), message(), later)).toMatchObject({ step: 'create' });
  });

  it('tries short plain text once and then gives the row up as a dead letter', () => {
    const first = finish(row(message()), 'create', {
      kind: 'refused',
      code: 'payload-refused',
      reason: 'invalid_blocks',
    });
    expect(first).toMatchObject({ deadLetter: null, attempts: { plain: true } });
    const second = finish(row(message(), { attempts: first.attempts }), 'create', {
      kind: 'refused',
      code: 'payload-refused',
      reason: 'invalid_blocks',
    });
    expect(second.attempts.deadDigest).toBe('d1');
    expect(second.deadLetter?.decision).toMatchObject({ code: 'plain-text-refused', said: 'invalid_blocks' });
  });

  it('blocks the lane, not the row, when the configuration is wrong', () => {
    const settled = finish(row(message()), 'create', {
      kind: 'misconfigured',
      scope: 'lane',
      code: 'channel-missing',
      reason: 'channel_not_found',
    });
    expect(settled.lane?.state).toMatchObject({
      kind: 'blocked',
      reason: 'channel_not_found',
      until: later + 60_000,
    });
    expect(settled).toMatchObject({ deadLetter: null, attempts: { count: 0 } });
  });

  it('lets the lane go on without a row that fails while others pass, and gives it up only after a while', () => {
    const tried = (count: number, firstFailedAt: number): Notification =>
      row(message(), { attempts: { ...noAttempts, count, firstFailedAt } });
    const othersPass = { laneDeliveredAt: later - 1 };
    const third = finish(tried(2, start), 'change', http500, othersPass);
    expect(third).toMatchObject({ deadLetter: null, lane: { state: { kind: 'flowing' } } });
    const long = later - 5 * 60_000;
    expect(finish(tried(7, start), 'change', http500, othersPass).deadLetter).toBeNull();
    expect(finish(tried(7, long), 'change', http500, othersPass).deadLetter?.decision).toMatchObject({
      code: 'given-up-at-fault',
      failures: 8,
    });
    const othersFail = { ...othersPass, othersFailedAt: later - 1 };
    expect(finish(tried(7, long), 'change', http500, othersFail)).toMatchObject({
      deadLetter: null,
      lane: { state: { kind: 'waiting' } },
    });
    expect(finish(tried(7, long), 'change', http500).deadLetter).toBeNull();
  });

  it('never cuts a wait short that the receiver asked for', () => {
    const until = later + 30_000;
    const limited: Lane = { ...lane, state: { kind: 'waiting', until, reason: '429', failures: 0 } };
    const attempt = {
      row: row(message()),
      step: 'create',
      startedAt: later,
      lane: limited,
      laneDeliveredAt: null,
      othersFailedAt: null,
    } as const;
    for (const outcome of [
      http500,
      { kind: 'delivered', handle: '1.1' } as const,
      { kind: 'limited', waitMs: 1_000, code: 'limited', reason: '429' } as const,
    ]) {
      expect(settle(attempt, outcome, later, () => 0).lane?.state).toMatchObject({ kind: 'waiting', until });
    }
  });

  it.each([
    [message(), 24],
    [page(), 6],
  ])('gives up after the hours that its surface is worth', (projection, hours) => {
    const tried = (ms: number): Notification =>
      row(projection, { attempts: { ...noAttempts, count: 9, firstFailedAt: later - ms } });
    expect(finish(tried(hours * 3_600_000), 'change', http500).deadLetter).toBeNull();
    expect(finish(tried(hours * 3_600_000 + 1), 'change', http500).deadLetter?.decision).toMatchObject({
      code: 'given-up-after',
      forMs: hours * 3_600_000 + 1,
    });
  });

  it('never lets a trigger follow a resolve that was started', () => {
    const failure = { ...http500, ambiguous: true, timedOut: true };
    expect(finish(row(page(), { sent: rung }), 'close', failure).sent.phase).toBe('resolving');
    expect(finish(row(page()), 'create', failure).sent.phase).toBe('maybe');
  });

  it('spreads retries over the whole backoff', () => {
    expect(backoff(3, false, () => 0)).toBeLessThan(backoff(3, false, () => 0.99));
    expect(backoff(20, false, () => 1)).toBe(60_000);
    expect(backoff(20, true, () => 1)).toBe(30_000);
  });
});

describe('a start that was never settled', () => {
  const started = (step: Step): Partial<Notification> => ({
    attempts: { ...noAttempts, startedAt: start, startedStep: step },
  });

  it('is in doubt when it created something, and waits out the old timeout', () => {
    expect(recovered(row(message(), started('create')), later)).toMatchObject({
      attempts: { ambiguousAt: start, startedAt: null, notBefore: start + 5_000 },
    });
    expect(recovered(row(page(), started('create')), later)?.sent.phase).toBe('maybe');
  });

  it('is simply repeated when it changed a message, and closes for good when it resolved a page', () => {
    expect(
      recovered(row(message(), { ...started('change'), sent: shown }), later)?.attempts.ambiguousAt,
    ).toBeNull();
    expect(recovered(row(page(), { ...started('close'), sent: rung }), later)?.sent.phase).toBe('resolving');
  });
});

describe('a row that needs no send', () => {
  it('becomes current and says why', () => {
    const settled = settledWithout(
      row(page({}, standing('resolved'))),
      { code: 'handled-before-page', reason: 'Resolved by Ada.' },
      later,
    );
    expect(settled.sent.digest).toBe('d1');
    expect(sentenceOf(settled.timeline[0]!.decision)).toBe(
      'Handled before the page went out: Resolved by Ada.',
    );
  });
});
