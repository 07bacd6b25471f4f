import { describe, expect, it } from 'vitest';
import type { LaneState } from '../../src/domain/sending/lane.ts';
import type { LaneView } from '../../src/observe/lanes/lane-view.ts';
import { pagerView } from '../../src/observe/lanes/pager-view.ts';
import { platform } from '../browser/blocked-pager.ts';

const now = 1_767_225_600_000;

function pager(changes: Partial<LaneView> = {}): LaneView {
  return {
    id: 'pagerduty:5f3a90c1',
    credential: 'pagerduty:5f3a90c1',
    receiver: 'pagerduty/5f3a90c1',
    kind: 'pager',
    drillsOnly: false,
    state: { kind: 'flowing' },
    tried: true,
    lastDeliveredAt: now - 60_000,
    pending: 0,
    inFlight: 0,
    oldestPendingAt: null,
    lastLagMs: 300,
    budgets: [],
    ...changes,
  };
}

const blocked: LaneState = {
  kind: 'blocked',
  since: now - 90_000,
  until: now + 20_000,
  reason: 'PagerDuty refuses the routing key.',
};
const waiting = (failures: number, forMs: number): LaneState => ({
  kind: 'waiting',
  until: now + forMs,
  reason: 'PagerDuty answered 503',
  failures,
});
const whyOf = (lane: LaneView): string | undefined => pagerView([lane], now).unreachable[0]?.why;

describe('a pager', () => {
  it('that flows, or was never tried, can be reached as far as is known', () => {
    expect(pagerView([pager()], now)).toEqual({ configured: 1, unreachable: [] });
    expect(whyOf(pager({ tried: false, lastDeliveredAt: null }))).toBeUndefined();
  });

  it('that refuses us cannot be reached, also when no page waits', () => {
    const lane = pager({ state: blocked, pending: 2 });
    expect(pagerView([lane], now).unreachable).toEqual([
      {
        lane: 'pagerduty:5f3a90c1',
        receiver: 'pagerduty/5f3a90c1',
        name: null,
        why: 'blocked',
        reason: 'PagerDuty refuses the routing key.',
        since: now - 90_000,
        retryAt: now + 20_000,
        pending: 2,
      },
    ]);
  });

  it('is called by the name that the configuration gives it', () => {
    const { receivers, ...rest } = platform;
    const nameOf = (surfaces: readonly string[]): string | null | undefined => {
      const named = { ...rest, receivers: receivers.map((one) => ({ ...one, surfaces })) };
      return pagerView([pager({ state: blocked })], now, named).unreachable[0]?.name;
    };
    expect([nameOf(['slack/C1', 'pagerduty/5f3a90c1']), nameOf(['pagerduty/0b21'])]).toEqual([
      'platform',
      null,
    ]);
  });

  it('that fails for longer than a moment cannot be reached; one failure is noise', () => {
    const after = (failures: number, waitedMs: number): string | undefined =>
      whyOf(pager({ state: waiting(failures, 1_000), pending: 1, oldestPendingAt: now - waitedMs }));
    expect(after(1, 3_000)).toBeUndefined();
    expect(after(4, 3_000)).toBeUndefined();
    expect(after(2, 10_000)).toBe('failing');
    expect(after(1, 20_000)).toBe('failing');
  });

  it('stays unreachable between two tries, and not after what failed is no longer to be sent', () => {
    const between = pager({ state: waiting(3, -500), pending: 1, oldestPendingAt: now - 15_000 });
    expect(pagerView([between], now).unreachable).toMatchObject([{ why: 'failing', retryAt: null }]);
    expect(whyOf(pager({ state: waiting(3, -500) }))).toBeUndefined();
  });

  it('that tells us to wait for long lets nobody be paged meanwhile; a short wait is the usual thing', () => {
    expect(whyOf(pager({ state: waiting(0, 5_000) }))).toBeUndefined();
    expect(whyOf(pager({ state: waiting(0, 60_000) }))).toBe('limited');
    expect(whyOf(pager({ state: waiting(0, 5_000), oldestPendingAt: now - 40_000 }))).toBe('limited');
  });

  it('that holds a page for far longer than any should is late, whatever its state says', () => {
    expect(whyOf(pager({ pending: 1, oldestPendingAt: now - 60_000 }))).toBeUndefined();
    expect(whyOf(pager({ pending: 1, oldestPendingAt: now - 95_000 }))).toBe('late');
  });
});

describe('the pagers', () => {
  it('are the lanes of real pages alone: neither Slack nor a lane of drills wakes anybody', () => {
    const slack = pager({ id: 'slack:C1', kind: 'chat', state: blocked });
    const drills = pager({ id: 'pagerduty:drills', drillsOnly: true, state: blocked });
    expect(pagerView([slack, drills], now)).toEqual({ configured: 0, unreachable: [] });
    const view = pagerView([slack, drills, pager(), pager({ id: 'pagerduty:2', state: blocked })], now);
    expect([view.configured, view.unreachable.map(({ lane }) => lane)]).toEqual([2, ['pagerduty:2']]);
  });
});
