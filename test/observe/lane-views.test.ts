import { describe, expect, it } from 'vitest';
import type { DispatcherSnapshot } from '../../src/deliver/snapshot.ts';
import type { Receiver } from '../../src/domain/policy.ts';
import { laneViews } from '../../src/observe/lanes/lane-views.ts';

const now = 1_767_225_600_000;
const credential = 'slack:1';
const channel = (name: string): Receiver => ({
  id: `slack/${name}`,
  kind: 'chat',
  lane: `slack:${name}`,
  credential,
});
const snapshot: DispatcherSnapshot = {
  credential,
  lanes: new Map([
    [
      'slack:C0TWO',
      {
        id: 'slack:C0TWO',
        credential,
        state: { kind: 'waiting', until: now + 5_000, reason: '429', failures: 1 },
      },
    ],
  ]),
  inFlight: ['slack:C0ONE'],
  lagMs: new Map([['slack:C0ONE', 700]]),
  purse: new Map([
    ['update', { kind: 'window', starts: [now - 70_000, now - 1_000, now - 500] }],
    ['post:C0ONE', { kind: 'tokens', tokens: 0, at: now - 2_000 }],
  ]),
  specs: new Map([
    ['update', { kind: 'window', limit: 50, perMs: 62_000 }],
    ['post:C0ONE', { kind: 'tokens', limit: 1, perMs: 1_000, burst: 5 }],
    ['post:C0TWO', { kind: 'tokens', limit: 1, perMs: 1_000, burst: 5 }],
  ]),
};
const backlog = [
  { lane: 'slack:C0TWO', rows: 2, oldestAt: now - 8_000, oldestPageAt: null, oldestFirstAt: null },
];
const store = {
  backlog: () => Promise.resolve(backlog),
  laneUse: () => Promise.resolve(new Map([['slack:C0USED', now - 90_000]])),
};
const receivers = [channel('C0ONE'), channel('C0TWO'), { ...channel('C0ELSE'), credential: 'slack:2' }];
// One that real alerts go to as well, and one of their own.
const drillReceivers = [channel('C0TWO'), channel('C0DRILLS')];

describe('the lanes', () => {
  it('show every receiver of a credential once, also one that was never in trouble, and those of drills', async () => {
    const [one, two, ...rest] = await laneViews({ receivers, drillReceivers }, [snapshot], store, now);
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
    expect([one?.drillsOnly, two?.drillsOnly]).toEqual([false, false]);
    expect(rest).toMatchObject([{ id: 'slack:C0DRILLS', drillsOnly: true }]);
  });

  it('are not tried before anything was sent; what was sent before a restart, fails or is under way is a try', async () => {
    const receivers = ['C0NEW', 'C0USED', 'C0ONE', 'C0TWO'].map(channel);
    const views = await laneViews({ receivers, drillReceivers: [] }, [snapshot], store, now);
    expect(views.map(({ tried, lastDeliveredAt }) => [tried, lastDeliveredAt])).toEqual([
      [false, null],
      [true, now - 90_000],
      [true, null],
      [true, null],
    ]);
  });

  it("show the shared budgets in each lane, and a channel's own in that one only", async () => {
    const [one, two] = await laneViews({ receivers, drillReceivers: [] }, [snapshot], store, now);
    const update = { bucket: 'update', left: 48, size: 50, perMs: 62_000 };
    expect(one?.budgets).toEqual([update, { bucket: 'post:C0ONE', left: 2, size: 5, perMs: 1_000 }]);
    expect(two?.budgets).toEqual([update, { bucket: 'post:C0TWO', left: 5, size: 5, perMs: 1_000 }]);
  });
});
