import { describe, expect, it } from 'vitest';
import { newOverflow, overflowProjection } from '../../src/decide/overflow-projection.ts';
import type { CrowdMember } from '../../src/domain/sending/crowd.ts';
import { start } from '../make.ts';

function member(n: number, change: Partial<CrowdMember> = {}): CrowdMember {
  return {
    notification: `inc-${n}/slack/C1/message`,
    incident: `inc-${n}`,
    ended: false,
    title: `Error ${n}`,
    severity: 'error',
    service: `shop-${n % 3}`,
    link: null,
    shortId: null,
    alerts: 2,
    openedAt: start + n,
    ...change,
  };
}

describe('an overflow message', () => {
  it('names the worst first, of equals the newest, bounded, and says how many there are', () => {
    const members = Array.from({ length: 200 }, (_, n) => member(n, n === 7 ? { severity: 'critical' } : {}));
    const overflow = overflowProjection(newOverflow(start), members);
    expect(overflow).toMatchObject({ state: 'open', waiting: 200, seen: 200, ended: 0, alerts: 400 });
    expect(overflow.worst).toHaveLength(15);
    expect(overflow.worst.slice(0, 3).map((one) => one.incident)).toEqual(['inc-7', 'inc-199', 'inc-198']);
    expect(overflow.services.map((one) => one.incidents)).toEqual([67, 67, 66]);
  });

  it('stops covering whoever has a message of its own, keeps who ended before, and is over when nobody waits', () => {
    const first = overflowProjection(newOverflow(start), [member(1), member(2), member(3)]);
    // 1 was posted, 2 was resolved, 4 came.
    const second = overflowProjection(first, [member(2, { ended: true }), member(3), member(4)]);
    expect(second).toMatchObject({ state: 'open', waiting: 2, ended: 1, seen: 4, alerts: 6 });
    expect(second.covers.map((cover) => cover.notification)).not.toContain('inc-1/slack/C1/message');
    const last = overflowProjection(second, [member(2, { ended: true, alerts: 3 })]);
    expect(last).toMatchObject({ state: 'over', waiting: 0, ended: 1, seen: 4, worst: [], alerts: 3 });
  });
});
