import { describe, expect, it } from 'vitest';
import { emptyState } from '../../src/correlate/state/brain-state.ts';
import type { Delivery } from '../../src/domain/inbox/entry.ts';
import type { Lane, LaneState } from '../../src/domain/sending/lane.ts';
import { followLanes, followPages, followPolicy } from '../../src/pipeline/self-entries.ts';
import { silentLog } from '../../src/seams/log.ts';
import { Story } from '../correlate/story.ts';
import { alert, page, pager, policy, row, start } from '../make.ts';
import { ringing } from '../sent.ts';

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

  it('is what pagers answered to pages, where the relay ended before it could say so', async () => {
    const story = new Story();
    story.tell(0, alert({ level: 'fatal' }));
    const inbox = told();
    const rows = [
      row(page({ incident: 'inc-1' }), { incident: 'inc-1', receiver: pager.id, sent: ringing() }),
    ];
    const follow = (): Promise<void> =>
      followPages(
        inbox,
        { notificationsOf: () => Promise.resolve(rows) },
        { state: story.state, log: silentLog, now: start },
      );
    await follow();
    expect(inbox.deliveries.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      {
        incident: 'inc-1',
        generation: 1,
        answer: { receiver: pager.id, state: 'taken', at: start, said: null },
        v: 1,
      },
    ]);
    story.tell(500, inbox.deliveries[0]!.body, { source: 'page', kind: 'page', verifiedBy: 'self' });
    expect(story.liveMessage('inc-1').page?.standing).toBe('due');
    await follow();
    expect(inbox.deliveries).toHaveLength(1);
  });
});
