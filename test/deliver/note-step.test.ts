import { describe, expect, it } from 'vitest';
import type { NoteItem, NoteProjection } from '../../src/domain/sending/note-projection.ts';
import { noAttempts, type Notification } from '../../src/domain/sending/notification.ts';
import { nextNoteStep } from '../../src/deliver/steps/note-step.ts';
import { settle } from '../../src/deliver/outcome/settle.ts';
import type { Outcome } from '../../src/domain/sending/outcome.ts';
import { row, start } from '../make.ts';
import { told } from '../sent.ts';

const acknowledged: NoteItem = { n: 4, at: start + 1_000, text: 'Acknowledged by Ada.' };
const joined = (n: number, at: number): NoteItem => ({ n, at: start + at, joined: `s${n}` });
const note = (items: readonly NoteItem[]): NoteProjection => ({
  surface: 'note',
  incident: 'inc-1',
  install: 'i1',
  pagerIncident: 'Q1',
  changed: null,
  items,
});
const of = (items: readonly NoteItem[], change: Partial<Notification> = {}): Notification =>
  row(note(items), change);
const next = (items: readonly NoteItem[], change: Partial<Notification> = {}): unknown =>
  nextNoteStep(of(items, change), note(items));

describe('the next note', () => {
  it('tells at once what somebody did, and waits a minute for others to join', () => {
    expect(next([acknowledged])).toEqual({ kind: 'send', step: 'create', sendClass: 'status', notBefore: 0 });
    const two = [joined(5, 2_000), joined(6, 9_000)];
    expect(next(two)).toMatchObject({ notBefore: start + 62_000 });
    expect(next([...two, { ...acknowledged, n: 7 }])).toMatchObject({ notBefore: 0 });
  });

  it('is a minute after the one before, and none where all is told', () => {
    const sent = told(4, { at: start + 5_000 });
    expect(next([acknowledged], { sent })).toEqual({ kind: 'settled', reason: null });
    expect(next([acknowledged, { ...acknowledged, n: 5 }], { sent })).toMatchObject({
      step: 'create',
      notBefore: start + 65_000,
    });
  });

  it('is looked for before it is written again, and a minute counts from the answer', () => {
    const attempts = { ...noAttempts, ambiguousAt: start, notBefore: start + 2_000 };
    expect(next([acknowledged], { attempts })).toMatchObject({ step: 'lookup', notBefore: start + 2_000 });
    const lane = { id: 'l', credential: 'c', state: { kind: 'flowing' } } as const;
    const history = { lane, laneDeliveredAt: null, othersFailedAt: null };
    const finish = (outcome: Outcome, step: 'create' | 'lookup'): unknown =>
      settle(
        { row: of([acknowledged, { ...acknowledged, n: 9 }]), step, startedAt: start, ...history },
        outcome,
        start + 3_000,
        () => 0.5,
      ).sent;
    expect(finish({ kind: 'delivered', handle: 'N1' }, 'create')).toMatchObject({
      phase: 'told',
      upto: 9,
      at: start + 3_000,
      handle: 'N1',
    });
    expect(finish({ kind: 'found', handle: 'N1', alerts: 0, upto: 4 }, 'lookup')).toMatchObject({
      upto: 4,
      digest: null,
    });
  });
});
