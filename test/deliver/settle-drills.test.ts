import { describe, expect, it } from 'vitest';
import { settle } from '../../src/deliver/outcome/settle.ts';
import type { Lane } from '../../src/domain/sending/lane.ts';
import { noAttempts, type Attempts, type Notification } from '../../src/domain/sending/notification.ts';
import { drillClass } from '../../src/domain/environment/environment.ts';
import type { Outcome, Step } from '../../src/domain/sending/outcome.ts';
import type { DrillMark } from '../../src/domain/sending/projection.ts';
import { acceptedAt } from '../../src/domain/sending/sent.ts';
import { message, page, row, start } from '../make.ts';
import { posted, ringing, trigger } from '../sent.ts';

const lane: Lane = { id: 'slack:C1', credential: 'slack:a', state: { kind: 'flowing' } };
const later = start + 60_000;
const hour = 3_600_000;
const drill: DrillMark = {
  id: 'drill-1',
  subject: { service: 'checkout', environment: 'production', release: null, by: null },
  end: null,
};

function finish(one: Notification, step: Step, outcome: Outcome): ReturnType<typeof settle> {
  const attempt = {
    row: one,
    step,
    startedAt: later - 800,
    lane,
    laneDeliveredAt: null,
    othersFailedAt: null,
  };
  return settle(attempt, outcome, later, () => 1);
}

describe('a drill that is given up', () => {
  const refused: Outcome = { kind: 'refused', code: 'payload-refused', reason: 'invalid_blocks' };
  const failed: Outcome = {
    kind: 'failed',
    ambiguous: false,
    timedOut: false,
    code: 'provider-failing',
    reason: 'HTTP 500',
  };
  const plain: Partial<Attempts> = { plain: true };
  const old: Partial<Attempts> = { count: 9, firstFailedAt: later - 25 * hour };

  it.each([
    {
      real: message(),
      its: message({ drill }),
      attempts: plain,
      outcome: refused,
      by: 'refused also as plain text',
    },
    { real: message(), its: message({ drill }), attempts: old, outcome: failed, by: 'a day of failures' },
    {
      real: page(),
      its: page({ environmentClass: drillClass('drill-1') }),
      attempts: old,
      outcome: failed,
      by: 'hours without a page',
    },
  ])('asks for no operator, as anything real would ($by)', ({ real, its, attempts, outcome }) => {
    const so = { attempts: { ...noAttempts, ...attempts } };
    const given = finish(row(its, so), 'create', outcome);
    expect(given.deadLetter).toBeNull();
    expect(given.attempts).toMatchObject({ deadDigest: 'd1', lastError: expect.any(String) as string });
    const genuine = finish(row(real, so), 'create', outcome);
    expect(genuine.deadLetter).not.toBeNull();
    expect(genuine.attempts).toEqual(given.attempts);
  });
});

describe('when a receiver took the first version', () => {
  const delivered: Outcome = { kind: 'delivered', handle: '9.9' };
  const accepted = posted({ acceptedAt: start });
  const rung = ringing({ trigger: trigger({ acceptedAt: start }) });
  const acceptedAfter = (...of: Parameters<typeof finish>): number | null => acceptedAt(finish(...of).sent);

  it.each([message(), page()])('is the time of its answer to a create ($surface)', (projection) => {
    expect(acceptedAfter(row(projection), 'create', delivered)).toBe(later);
  });

  it.each(['change', 'close'] as const)('is kept by a later %s', (step) => {
    expect(acceptedAfter(row(page(), { sent: rung }), step, delivered)).toBe(start);
  });

  it('is the time at which a post was found whose answer was lost, unless it is known better', () => {
    const found: Outcome = { kind: 'found', handle: '5.5', alerts: 1, upto: 0 };
    const attempts = { ...noAttempts, ambiguousAt: start };
    expect(acceptedAfter(row(message(), { attempts }), 'lookup', found)).toBe(later);
    expect(acceptedAfter(row(message(), { attempts, sent: accepted }), 'lookup', found)).toBe(start);
  });

  it.each<[Outcome['kind'], Outcome]>([
    [
      'failed',
      { kind: 'failed', ambiguous: true, timedOut: true, code: 'provider-failing', reason: 'No answer.' },
    ],
    ['limited', { kind: 'limited', waitMs: 1_000, code: 'limited', reason: '429' }],
    ['refused', { kind: 'refused', code: 'payload-refused', reason: 'invalid_blocks' }],
    [
      'misconfigured',
      { kind: 'misconfigured', scope: 'lane', code: 'channel-missing', reason: 'channel_not_found' },
    ],
    ['absent', { kind: 'absent' }],
  ])('is not known after a send that was %s', (_kind, outcome) => {
    expect(acceptedAfter(row(message()), 'create', outcome)).toBeNull();
  });

  it('is told anew when its message was deleted and posted again', () => {
    const gone = finish(row(message(), { sent: accepted }), 'change', {
      kind: 'gone',
      code: 'message-gone',
      reason: 'gone',
    });
    expect(acceptedAfter(row(message(), { sent: gone.sent }), 'create', delivered)).toBe(later);
  });
});
