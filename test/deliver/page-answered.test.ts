import { describe, expect, it } from 'vitest';
import { answerIn, type PageAnswered } from '../../src/deliver/outcome/page-answered.ts';
import { settledWithout } from '../../src/deliver/outcome/recover.ts';
import { settle } from '../../src/deliver/outcome/settle.ts';
import { PageDesk } from '../../src/deliver/page-desk.ts';
import type { Lane } from '../../src/domain/sending/lane.ts';
import { noAttempts, type Notification } from '../../src/domain/sending/notification.ts';
import type { Outcome, Step } from '../../src/domain/sending/outcome.ts';
import { message, page, row, start } from '../make.ts';
import { ringing } from '../sent.ts';

const lane: Lane = { id: 'pagerduty:k', credential: 'pagerduty:k', state: { kind: 'flowing' } };
const now = start + 1_000;
const why = { code: 'provider-failing', reason: 'HTTP 500' } as const;
const failed: Outcome = { kind: 'failed', ambiguous: false, timedOut: false, ...why };
const delivered: Outcome = { kind: 'delivered', handle: 'k' };

/** What is reported of these sends, one after the other. */
function reported(
  sends: readonly (readonly [Outcome, Step?])[],
  of: Notification = row(page()),
): readonly (readonly [string, string | null])[] {
  const told: PageAnswered[] = [];
  const desk = new PageDesk((answered) => told.push(answered));
  let last = of;
  for (const [outcome, step = 'create'] of sends) {
    const attempt = { row: last, step, startedAt: start, lane, laneDeliveredAt: null, othersFailedAt: null };
    const settlement = settle(attempt, outcome, now, () => 1);
    desk.sent(last, step, { outcome, settlement, now });
    last = { ...last, sent: settlement.sent, attempts: settlement.attempts };
  }
  return told.map(({ answer }) => [answer.state, answer.said]);
}

describe('what dispatch reports of a page', () => {
  it('is what its pager answered, and each thing once', () => {
    const limited: Outcome = { kind: 'limited', waitMs: 1_000, code: 'limited', reason: '429' };
    expect(reported([[failed], [failed], [limited], [limited], [delivered]])).toEqual([
      ['trying', 'HTTP 500'],
      ['trying', '429'],
      ['taken', null],
    ]);
  });

  it('is that nobody knows where an answer was lost; one that is an error is an answer', () => {
    const lost: Outcome = {
      kind: 'failed',
      ambiguous: true,
      timedOut: true,
      code: 'unreachable',
      reason: 'late',
    };
    expect(reported([[lost], [{ ...failed, ambiguous: true }], [delivered]])).toEqual([
      ['in-doubt', 'late'],
      ['trying', 'HTTP 500'],
      ['taken', null],
    ]);
  });

  it('is what a trigger told, once more where there was more to tell', () => {
    const told: PageAnswered[] = [];
    const desk = new PageDesk((answered) => told.push(answered));
    const sends = [
      ['create', delivered, 0],
      ['change', delivered, 0],
      ['change', failed, 1],
      ['change', failed, 1],
      ['change', delivered, 1],
    ] as const;
    let last = row(page());
    for (const [step, outcome, beat] of sends) {
      last = { ...last, projection: page({ beat }) };
      const attempt = {
        row: last,
        step,
        startedAt: start,
        lane,
        laneDeliveredAt: null,
        othersFailedAt: null,
      };
      const settlement = settle(attempt, outcome, now, () => 1);
      desk.sent(last, step, { outcome, settlement, now });
      last = { ...last, sent: settlement.sent, attempts: settlement.attempts };
    }
    expect(told.map(({ answer }) => [answer.state, answer.told?.beat])).toEqual([
      ['taken', 0],
      ['trying', 1],
      ['taken', 1],
    ]);
    // Known again from the row alone, for a brain that was not told.
    expect(answerIn(last, now)).toMatchObject({ state: 'taken', told: { beat: 1, upto: 0 } });
  });

  it('is that it was given up where it became a dead letter', () => {
    const refused: Outcome = { kind: 'refused', final: true, ...why };
    expect(reported([[refused]])).toEqual([['given-up', 'HTTP 500']]);
  });

  it('is nothing where no trigger was sent, and of nothing but pages', () => {
    const open = row(page(), { sent: ringing() });
    for (const step of ['change', 'acknowledge', 'close'] as const)
      expect(reported([[delivered, step]], open)).toEqual([]);
    expect(reported([[failed]], row(message()))).toEqual([]);
    expect(reported([[failed]], row(page({ environmentClass: 'drill:d1' })))).toEqual([]);
  });

  it('is that it is needless, where it was handled before it went out', () => {
    const told: PageAnswered[] = [];
    const desk = new PageDesk((answered) => told.push(answered));
    const rows = [row(page(), { id: 'a' }), row(page(), { id: 'b' }), row(message(), { id: 'c' })];
    const handled = { code: 'handled-before-page', reason: 'Acknowledged by Ada.' } as const;
    const settled = rows.map((one) => settledWithout(one, one.id === 'b' ? null : handled, now));
    desk.settled(rows, settled, now);
    desk.settled(rows, settled, now);
    expect(told.map((one) => [one.row.id, one.answer.state])).toEqual([['a', 'needless']]);
  });
});

describe('what a row alone tells of its page', () => {
  const attempts = { ...noAttempts, lastError: 'HTTP 500', firstFailedAt: start };
  it.each([
    ['nothing yet', row(page()), null],
    ['that it was taken', row(page(), { sent: ringing() }), { state: 'taken', at: start, said: null }],
    ['that it failed', row(page(), { attempts }), { state: 'trying', at: start, said: 'HTTP 500' }],
    [
      'that it was given up',
      row(page(), { attempts: { ...attempts, deadDigest: row(page()).digest } }),
      { state: 'given-up', at: start, said: 'HTTP 500' },
    ],
    [
      'that nobody knows',
      row(page(), {
        attempts: { ...attempts, lastCode: 'unreachable' },
        sent: { phase: 'maybe', digest: null, statusDigest: null },
      }),
      { state: 'in-doubt', at: start, said: 'HTTP 500' },
    ],
    [
      'that it needed no send',
      row(page(), { sent: { phase: 'none', digest: row(page()).digest, statusDigest: null } }),
      { state: 'needless', at: now, said: null },
    ],
  ] as const)('%s', (_, one, answer) => {
    expect(answerIn(one, now)).toEqual(answer);
  });
});
