import { describe, expect, it } from 'vitest';
import type { BucketSpec, BucketState } from '../../src/domain/budget.ts';
import { laneViews, type LaneReading } from '../../src/observe/lane-reading.ts';
import { samplePage } from '../http/doubles/sample-incidents.ts';

const now = 1_767_225_600_000;
const channel = (name: string): LaneReading['receivers'][number] => {
  return { id: `slack/${name}`, kind: 'chat', lane: `slack:${name}`, credential: 'slack:1' };
};
const reading: LaneReading = {
  now,
  receivers: [channel('C0ONE'), channel('C0TWO')],
  lanes: [
    {
      id: 'slack:C0TWO',
      credential: 'slack:1',
      state: { kind: 'waiting', until: now + 5_000, reason: '429', failures: 1 },
    },
  ],
  pending: [
    samplePage('inc-1', { lane: 'slack:C0TWO', pendingSince: now - 3_000 }),
    samplePage('inc-2', { lane: 'slack:C0TWO', pendingSince: now - 8_000 }),
    samplePage('inc-3', { lane: 'slack:C0TWO', pendingSince: null }),
  ],
  inFlight: new Map([['slack:C0ONE', 1]]),
  lastLagMs: new Map([['slack:C0ONE', 700]]),
  purse: new Map<string, BucketState>([
    ['update', { kind: 'window', starts: [now - 70_000, now - 1_000, now - 500] }],
    ['post:C0ONE', { kind: 'tokens', tokens: 0, at: now - 2_000 }],
  ]),
  specs: new Map<string, BucketSpec>([
    ['update', { kind: 'window', limit: 50, perMs: 62_000 }],
    ['post:C0ONE', { kind: 'tokens', limit: 1, perMs: 1_000, burst: 5 }],
    ['post:C0TWO', { kind: 'tokens', limit: 1, perMs: 1_000, burst: 5 }],
  ]),
};

describe('the lanes of a credential', () => {
  it('shows every receiver, also one that was never in trouble', () => {
    const [one, two] = laneViews(reading);
    expect(one).toMatchObject({
      id: 'slack:C0ONE',
      state: { kind: 'flowing' },
      pending: 0,
      inFlight: 1,
      oldestPendingAt: null,
      lastLagMs: 700,
    });
    expect(two).toMatchObject({
      id: 'slack:C0TWO',
      state: { kind: 'waiting' },
      pending: 2,
      inFlight: 0,
      oldestPendingAt: now - 8_000,
    });
  });

  it('shows the shared budgets in each lane and its own bucket in one', () => {
    const [one, two] = laneViews(reading);
    const update = { bucket: 'update', left: 48, size: 50, perMs: 62_000 };
    expect(one?.budgets).toEqual([update, { bucket: 'post:C0ONE', left: 2, size: 5, perMs: 1_000 }]);
    expect(two?.budgets).toEqual([update, { bucket: 'post:C0TWO', left: 5, size: 5, perMs: 1_000 }]);
  });
});
