import { describe, expect, it } from 'vitest';
import { noAttempts, type Notification } from '../../src/domain/sending/notification.ts';
import type { DrillMark, MessageProjection } from '../../src/domain/sending/projection.ts';
import { counterCadence, nextMessageStep } from '../../src/deliver/steps/message-step.ts';
import type { NextStep } from '../../src/deliver/steps/step.ts';
import { message, partOfMessage, resolvedMessage, row, start } from '../make.ts';
import { posted } from '../sent.ts';

const shown = posted({ digest: 'd0', statusDigest: 's1' });
const drill: DrillMark = {
  id: 'drill-1',
  subject: { service: 'checkout', environment: 'production', release: null, by: null },
  end: null,
};
const over: DrillMark = { ...drill, end: { result: 'passed', summary: 'ok' } };
const later = start + 60_000;

function next(projection: MessageProjection = message(), change: Partial<Notification> = {}): NextStep {
  return nextMessageStep(row(projection, change), projection, later);
}

describe('the next step of a message', () => {
  it('is its post, but not before it may be shown', () => {
    expect(next()).toEqual({ kind: 'send', step: 'create', sendClass: 'first', notBefore: start + 1_000 });
  });

  it('is nothing while it is current', () => {
    expect(next(message(), { sent: { ...shown, digest: 'd1' } })).toEqual({ kind: 'settled', reason: null });
  });

  it('is a change that waits for its cadence, unless people must learn of it soon', () => {
    expect(next(message(), { sent: shown })).toMatchObject({
      step: 'change',
      sendClass: 'counter',
      notBefore: start + counterCadence(60_000),
    });
    expect(next(message(), { sent: { ...shown, statusDigest: 's0' } })).toMatchObject({
      step: 'change',
      sendClass: 'status',
      notBefore: start + 1_000,
    });
  });

  it('brings figures up to date no oftener than its route says, and nothing else', () => {
    const asked = message({ updateEveryMs: 300_000 });
    expect(next(asked, { sent: shown })).toMatchObject({ notBefore: start + 300_000 });
    expect(next(message({ updateEveryMs: 1 }), { sent: shown })).toMatchObject({
      notBefore: start + counterCadence(60_000),
    });
    expect(next(asked, { sent: { ...shown, statusDigest: 's0' } })).toMatchObject({
      notBefore: start + 1_000,
    });
  });

  it('counts what somebody was woken for in a class of its own', () => {
    const classOf = (of: MessageProjection): unknown => {
      const step = next(of, { sent: shown });
      return step.kind === 'send' ? step.sendClass : step.kind;
    };
    const storm = { cause: 'redis unreachable', since: start, unnamed: false };
    expect(classOf(message())).toBe('counter');
    expect(classOf(message({ storm }))).toBe('watched');
  });

  it('is nothing for a child that was never posted, and a change for one that was', () => {
    const child = partOfMessage('inc-0');
    expect(next(child)).toEqual({ kind: 'settled', reason: null });
    expect(next(child, { sent: shown })).toMatchObject({ step: 'change' });
  });
});

describe("the next step of a drill's message", () => {
  it('is its post while the drill is under way', () => {
    expect(next(message({ drill }))).toMatchObject({ step: 'create', sendClass: 'first' });
  });

  it('is nothing once the drill is over and the message was never posted', () => {
    expect(next(resolvedMessage({ drill: over }))).toEqual({ kind: 'settled', reason: null });
  });

  it('is the change to its result when it was posted', () => {
    const sent = { ...shown, statusDigest: 's0' };
    expect(next(resolvedMessage({ drill: over }), { sent })).toMatchObject({
      step: 'change',
      sendClass: 'status',
    });
  });

  it('is a look for it first, when its post is in doubt: what may be there has to show the result', () => {
    const attempts = { ...noAttempts, ambiguousAt: start, notBefore: later + 2_000 };
    expect(next(resolvedMessage({ drill: over }), { attempts })).toEqual({
      kind: 'send',
      step: 'lookup',
      sendClass: 'first',
      notBefore: later + 2_000,
    });
  });

  it('is nothing once such a look did not find it', () => {
    expect(next(resolvedMessage({ drill: over }), { attempts: noAttempts })).toEqual({
      kind: 'settled',
      reason: null,
    });
  });
});

describe('the cadence of counters', () => {
  it.each([
    [0, 3_000],
    [29_999, 3_000],
    [30_000, 10_000],
    [599_999, 10_000],
    [600_000, 60_000],
  ])('of an incident that is %d ms old is %d ms', (age, cadence) => {
    expect(counterCadence(age)).toBe(cadence);
  });
});
