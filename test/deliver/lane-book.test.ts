import { describe, expect, it } from 'vitest';
import { LaneBook } from '../../src/deliver/lane-book.ts';
import type { Lane } from '../../src/domain/sending/lane.ts';
import type { Outcome } from '../../src/domain/sending/outcome.ts';
import { silentLog } from '../../src/seams/log.ts';
import { chat, start } from '../make.ts';

const minute = 60_000;
const lane: Lane = {
  id: chat.lane,
  credential: chat.credential,
  state: { kind: 'waiting', until: start, reason: 'Slack says 429.', failures: 1 },
};

const failed: Outcome = {
  ...{ kind: 'failed', ambiguous: false, timedOut: false },
  ...{ code: 'provider-failing', reason: 'HTTP 503' },
};

/** Since when nobody has seen anything new, as it is reported, in minutes from the start. */
function unseenSince(deliveredAtMin: number | null, oldestFirstAtMin: number, nowMin: number): number[] {
  return reportedAt(deliveredAtMin, oldestFirstAtMin, nowMin).map(({ state }) => {
    const since = state.kind === 'flowing' ? undefined : state.unseenSince;
    return ((since ?? NaN) - start) / minute;
  });
}

/** What is reported of a lane that was in trouble when the relay began, or not. */
function reportedAt(
  deliveredAtMin: number | null,
  oldestFirstAtMin: number,
  nowMin: number,
  before: Lane = lane,
): readonly Lane[] {
  const reported: Lane[] = [];
  const reportLane = (one: Lane): void => void reported.push(one);
  const book = new LaneBook({ credential: chat.credential, log: silentLog, reportLane });
  const now = start + nowMin * minute;
  const used = deliveredAtMin === null ? [] : [[lane.id, start + deliveredAtMin * minute] as const];
  book.load([before], new Map(used), now);
  if (before.state.kind === 'flowing') book.follow(lane, failed);
  const oldestFirstAt = start + oldestFirstAtMin * minute;
  const backlog = { lane: lane.id, rows: 1, oldestAt: oldestFirstAt, oldestPageAt: null, oldestFirstAt };
  book.reportOverdue([backlog], now);
  return reported;
}

describe('a chat that takes nothing', () => {
  it('is told after a minute, with what waits since then', () => {
    expect(unseenSince(null, 1, 2)).toEqual([]);
    expect(unseenSince(null, 1, 3)).toEqual([1]);
  });

  it('took what an earlier start of the relay delivered: what has waited for its turn was not all unseen', () => {
    expect(unseenSince(9.5, 1, 10)).toEqual([]);
    expect(unseenSince(8, 1, 10)).toEqual([8]);
    expect(unseenSince(0.5, 1, 10)).toEqual([1]);
  });

  it('was asked for nothing while the relay was away, unless it had been in trouble before', () => {
    const well: Lane = { ...lane, state: { kind: 'flowing' } };
    const silent = { unseenSince: start + minute };
    expect(reportedAt(0.5, 1, 10, well)).toEqual([
      { ...lane, state: { ...lane.state, ...silent, askedSince: start + 10 * minute } },
    ]);
    expect(reportedAt(0.5, 1, 10)).toEqual([{ ...lane, state: { ...lane.state, ...silent } }]);
  });
});
