import { describe, expect, it } from 'vitest';
import { emptyState } from '../../src/correlate/state/brain-state.ts';
import type { Delivery } from '../../src/domain/inbox/entry.ts';
import type { Lane, LaneState } from '../../src/domain/sending/lane.ts';
import { followLanes, followPolicy } from '../../src/pipeline/self-entries.ts';
import { silentLog } from '../../src/seams/log.ts';
import { pager, policy, start } from '../make.ts';

const blocked: LaneState = {
  kind: 'blocked',
  since: start,
  until: start + 60_000,
  reason: 'Invalid routing key',
};

function told(): {
  deliveries: Delivery[];
  accept: (delivery: Delivery) => Promise<{ seq: number; duplicate: boolean }>;
} {
  const deliveries: Delivery[] = [];
  return {
    deliveries,
    accept: (delivery) => Promise.resolve({ seq: deliveries.push(delivery), duplicate: false }),
  };
}

describe('what the relay tells its own brain at a start', () => {
  const state = emptyState({ install: 'i', now: start, cursor: 9, policy, former: [], pagesWanted: [] });
  state.lanes.set(pager.lane, blocked);

  it('is that a lane has come back, when the relay ended before it could say so', async () => {
    const inbox = told();
    await followLanes(inbox, { lanes: () => Promise.resolve([]) }, state, silentLog);
    expect(inbox.deliveries.map((delivery) => JSON.parse(delivery.body) as unknown)).toEqual([
      { lane: pager.lane, state: { kind: 'flowing' }, v: 1 },
    ]);
  });

  it('is nothing while the lane is still in trouble', async () => {
    const inbox = told();
    const lane: Lane = { id: pager.lane, credential: pager.credential, state: blocked };
    await followLanes(
      inbox,
      { lanes: (credential) => Promise.resolve(credential === pager.credential ? [lane] : []) },
      state,
      silentLog,
    );
    expect(inbox.deliveries).toEqual([]);
  });

  it('is a policy only when it differs from the one that the brain has', async () => {
    const appended: Delivery[] = [];
    const append = (deliveries: readonly Delivery[]): Promise<[]> => {
      appended.push(...deliveries);
      return Promise.resolve([]);
    };
    await followPolicy({ append }, state, policy, start);
    expect(appended).toEqual([]);
    const other = { ...policy, receivers: [pager] };
    await followPolicy({ append }, state, other, start);
    expect(appended.map((delivery) => [delivery.source, JSON.parse(delivery.body) as unknown])).toEqual([
      ['policy', { ...other, v: 1 }],
    ]);
  });
});
