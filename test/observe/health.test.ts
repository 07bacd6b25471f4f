import { describe, expect, it } from 'vitest';
import { readinessOf, type HealthFacts } from '../../src/observe/health.ts';
import type { LaneView } from '../../src/observe/lanes/lane-view.ts';
import type { Answer, Question } from '../../src/observe/questions.ts';
import type { Finding } from '../../src/seams/inspector.ts';
import { chat } from '../make.ts';

const now = 1_767_225_600_000;
const lane: LaneView = {
  id: 'slack:C0ABCDEFG',
  credential: 'slack:1',
  receiver: 'slack/C0ABCDEFG',
  kind: 'chat',
  state: { kind: 'flowing' },
  pending: 0,
  inFlight: 0,
  oldestPendingAt: null,
  lastLagMs: null,
  tried: true,
  lastDeliveredAt: null,
  drillsOnly: false,
  budgets: [],
};
const well: HealthFacts = {
  now,
  phase: 'running',
  brainStopped: null,
  storeFull: null,
  stats: {
    cursor: 10,
    lastSeq: 12,
    unappliedBytes: 0,
    bodyBytes: 0,
    openDeadLetters: 0,
    quarantined: 0,
    quarantinedBy: {},
    lastSentry: { at: now, verifiedBy: 'secret-1' },
  },
  lanes: [lane],
  answers: [],
};

describe('readiness', () => {
  it('is plain when all is well', () => {
    expect(readinessOf(well)).toEqual({ ready: true, reasons: [], notes: [], receivers: [] });
  });

  it.each([
    [{ phase: 'starting' as const }, /is starting/],
    [{ phase: 'stopping' as const }, /is stopping/],
    [{ brainStopped: 'another process took over' }, /part of it stopped: another process/],
    [{ storeFull: 'the disk is nearly full' }, /takes nothing more: the disk/],
  ])('is refused with a reason: %o', (change, reason) => {
    const { ready, reasons } = readinessOf({ ...well, ...change });
    expect(ready).toBe(false);
    expect(reasons).toEqual([expect.stringMatching(reason)]);
  });

  it('keeps the doors open while a lane is blocked, and says so', () => {
    const blocked: LaneView = {
      ...lane,
      state: { kind: 'blocked', since: now, until: now + 60_000, reason: 'invalid_auth' },
    };
    const { ready, notes } = readinessOf({ ...well, lanes: [blocked] });
    expect(ready).toBe(true);
    expect(notes).toEqual(['slack:C0ABCDEFG is blocked: invalid_auth']);
    const drills = readinessOf({ ...well, lanes: [{ ...blocked, drillsOnly: true }] });
    expect(drills.notes).toEqual(['slack:C0ABCDEFG (drills only) is blocked: invalid_auth']);
  });

  it('stays ready with a wrong token, says so first, and shows every answer', () => {
    const question = { ...chat, drillsOnly: false };
    const of = (change: Partial<Question>, finding: Finding): Answer => ({
      question: { ...question, ...change },
      finding,
      at: now,
    });
    const answers = [
      of({}, { kind: 'no', code: 'not-shown', detail: 'Slack does not know the token.' }),
      of(
        { id: 'slack/C2', drillsOnly: true },
        { kind: 'unknown', code: 'limited', detail: 'HTTP 503', waitMs: 1_000 },
      ),
      of({ id: 'pagerduty/p' }, { kind: 'yes', detail: 'PagerDuty knows the key.', link: null }),
      of({ id: 'slack/C3' }, { kind: 'blind', code: 'no-sight', detail: 'It may not look.' }),
    ];
    const { ready, reasons, notes, receivers } = readinessOf({
      ...well,
      stats: { ...well.stats, openDeadLetters: 1 },
      answers,
    });
    expect({ ready, reasons }).toEqual({ ready: true, reasons: [] });
    expect(notes).toEqual([
      `${chat.id} cannot be reached as configured: Slack does not know the token.`,
      'slack/C2 (drills only) could not be asked yet: HTTP 503',
      '1 dead letter waits for an operator.',
    ]);
    expect(receivers.map((one) => [one.id, one.verdict])).toEqual([
      [chat.id, 'wrong'],
      ['slack/C2', 'no answer'],
      ['pagerduty/p', 'ok'],
      ['slack/C3', 'unsure'],
    ]);
  });

  it('notes what an operator should look at', () => {
    const waiting: LaneView = {
      ...lane,
      id: 'a',
      state: { kind: 'waiting', until: now + 4_200, reason: '429', failures: 1 },
    };
    const kept = { quarantined: 4, quarantinedBy: { 'unknown-secret': 3, stranger: 1 } };
    const late: LaneView = { ...lane, id: 'b', oldestPendingAt: now - 90_000 };
    const stats = { ...well.stats, lastSeq: 2_000, openDeadLetters: 2, lastSentry: null, ...kept };
    const { notes } = readinessOf({ ...well, stats, lanes: [waiting, late] });
    expect(notes).toHaveLength(6);
    expect(notes.join('\n')).toMatch(
      /1990 entries.*\n2 dead letters.*\n3 deliveries.*SENTRY_SIGNING_SECRETS.*\nNo webhook.*\na waits 5 s: 429\nb lags.*90 s late/,
    );
  });
});
