import { describe, expect, it } from 'vitest';
import { counterCadence } from '../../src/deliver/steps/message-step.ts';
import { nextHookStep } from '../../src/deliver/steps/hook-step.ts';
import type { NextStep } from '../../src/deliver/steps/step.ts';
import { recovered } from '../../src/deliver/outcome/recover.ts';
import { settle } from '../../src/deliver/outcome/settle.ts';
import type { Notification } from '../../src/domain/sending/notification.ts';
import type { HookProjection } from '../../src/domain/sending/projection.ts';
import type { Outcome, Step } from '../../src/domain/sending/outcome.ts';
import type { Settlement } from '../../src/seams/store.ts';
import { brokeAt, hook, partOfMessage, singleMessage } from '../notifiers/example-projections.ts';
import { rowOf } from '../notifiers/example-sends.ts';
import { told } from '../sent.ts';

const later = brokeAt + 60_000;
const shown = told(3, { digest: 'd0', statusDigest: 's', at: brokeAt, acceptedAt: brokeAt });

function rowFor(of: HookProjection, over: Parameters<typeof rowOf>[2] = {}): Notification {
  return rowOf(of, 'webhook:a', over);
}

function next(of: HookProjection = hook(), over: Parameters<typeof rowOf>[2] = {}): NextStep {
  return nextHookStep(rowFor(of, over), of, later);
}

function settled(
  outcome: Outcome,
  step: Step = 'create',
  over: Parameters<typeof rowOf>[2] = {},
): Settlement {
  const lane = { id: 'webhook:a', credential: 'webhook:a', state: { kind: 'flowing' } } as const;
  const attempt = { row: rowFor(hook(), over), step, startedAt: later, lane };
  return settle({ ...attempt, laneDeliveredAt: null, othersFailedAt: null }, outcome, later + 90, () => 0.5);
}

describe('the next step of what a program is told', () => {
  it('is its first event, but not before its group had time', () => {
    const of = hook({ showFrom: brokeAt + 70_000 });
    expect(next(of)).toEqual({
      kind: 'send',
      step: 'create',
      sendClass: 'first',
      notBefore: brokeAt + 70_000,
    });
  });

  it('is nothing for what became part of another before it was told, and an event for what was', () => {
    const child = hook({ state: 'part-of' }, partOfMessage());
    expect(next(child)).toEqual({ kind: 'settled', reason: null });
    const parted = { sent: { ...shown, statusDigest: 's0' } };
    expect(next(child, parted)).toMatchObject({ step: 'change', sendClass: 'joined' });
  });

  it('is an event at once where something happened, and by its cadence where only figures are new', () => {
    const single = hook({ cause: null }, singleMessage());
    expect(next(single, { sent: { ...shown, statusDigest: 's0' } })).toMatchObject({
      step: 'change',
      sendClass: 'status',
      notBefore: brokeAt + 1_000,
    });
    expect(next(single, { sent: shown })).toMatchObject({
      step: 'change',
      sendClass: 'counter',
      notBefore: brokeAt + counterCadence(60_000),
    });
    expect(next(single, { sent: { ...shown, digest: 'd' } })).toEqual({ kind: 'settled', reason: null });
  });
});

describe('an event whose answer did not come', () => {
  const lost: Outcome = {
    kind: 'failed',
    ambiguous: true,
    timedOut: true,
    code: 'unreachable',
    reason: 'audit.example.com did not answer in time.',
  };

  it('is sent again, and nothing is looked up: its id tells whether it came', () => {
    for (const step of ['create', 'change'] as const) {
      const { attempts, sent } = settled(lost, step);
      expect(attempts).toMatchObject({ count: 1, ambiguousAt: null, startedAt: null });
      expect(sent.phase).toBe('none');
    }
    const limited: Outcome = { kind: 'limited', waitMs: 5_000, code: 'limited', reason: '429' };
    expect(settled(limited).attempts).toMatchObject({ count: 0, ambiguousAt: null });
  });

  it('is sent again after a crash as well, once the old request can no longer be under way', () => {
    const row = rowFor(hook(), { attempts: { startedAt: later, startedStep: 'create' } });
    expect(recovered(row, later + 100)).toMatchObject({
      attempts: { ambiguousAt: null, startedAt: null, notBefore: later + 5_000 },
    });
  });
});

describe('an event that was taken', () => {
  it('leaves its id, and how far the story was told', () => {
    const { sent, timeline } = settled({ kind: 'delivered', handle: 'msg_1' });
    expect(sent).toMatchObject({ phase: 'told', handle: 'msg_1', upto: 3, digest: 'd', alerts: 0 });
    expect(timeline.map(({ decision }) => decision)).toEqual([
      { code: 'delivery-accepted', what: 'hook', page: null, receiver: 'webhook/a' },
    ]);
  });
});
