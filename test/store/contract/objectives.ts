import { describe, expect, it } from 'vitest';
import type { Wanted } from '../../../src/domain/sending/notification.ts';
import type { Objective, ObjectiveStanding, Reached } from '../../../src/domain/sending/objective.ts';
import { message, page, partOfMessage } from '../../make.ts';
import { batch, delivered, givenUp, hour, t0, wanted } from '../nouns.ts';
import { eachWithStore, type Open } from './opened.ts';

const shown = (tookMs: number): Reached => ({ objective: 'shown', tookMs });
const paged = (tookMs: number): Reached => ({ objective: 'paged', tookMs });
const day = 24 * hour;

function messageOf(incident: string, showFrom = t0): Wanted {
  return wanted(incident, 'one', { projection: message({ incident, showFrom }) });
}

function pageOf(incident: string): Wanted {
  const of = { receiver: 'pagerduty/p1', lane: 'pagerduty:b', credential: 'pagerduty:b' };
  return {
    ...wanted(incident, 'one', { ...of, surface: 'page', projection: page() }),
    id: `${incident}/page/1`,
  };
}

/** How many reached a receiver in time, as every store must count them. */
export function objectivesContract(open: Open): void {
  const held = eachWithStore(open);
  const want = (...rows: readonly Wanted[]): Promise<void> =>
    held.current.store.commit(batch({ wanted: rows }), t0);
  const reach = (row: Wanted, reached: Reached, at: number): Promise<void> =>
    held.current.store.settle([delivered(row, '1.1', { reached })], at);
  const standing = async (objective: Objective, now: number): Promise<ObjectiveStanding> =>
    (await held.current.store.objectives(now)).find((one) => one.objective === objective)!;

  describe('objectives', () => {
    it('are told of the last hour, day and month, each by itself', async () => {
      const rows = ['a', 'b', 'c', 'd'].map((id) => messageOf(id));
      const rung = pageOf('a');
      await want(...rows, rung);
      await reach(rows[0]!, shown(5_000), t0 + hour);
      await reach(rows[1]!, shown(5_001), t0 + 20 * hour);
      await reach(rows[2]!, shown(100), t0 + 20 * hour);
      await reach(rows[3]!, shown(100), t0 + 23.5 * hour);
      await reach(rung, paged(10_000), t0 + 23.5 * hour);
      expect(await standing('shown', t0 + day)).toEqual({
        objective: 'shown',
        windows: {
          '1h': { good: 1, total: 1 },
          '24h': { good: 3, total: 4 },
          '30d': { good: 3, total: 4 },
        },
        overdue: 0,
      });
      expect((await standing('paged', t0 + day)).windows['1h']).toEqual({ good: 1, total: 1 });
      expect((await standing('shown', t0 + 2 * day)).windows).toMatchObject({
        '24h': { good: 0, total: 0 },
        '30d': { total: 4 },
      });
    });

    it('count what a digest tells once, and not again when it has a message of its own', async () => {
      const rows = ['a', 'b'].map((id) => messageOf(id));
      const digest = { ...messageOf('overflow-1'), id: 'overflow-1/slack/C1/overflow' };
      await want(...rows, digest);
      const covers = rows.map(({ id }) => ({ notification: id, alerts: 1 }));
      const { store } = held.current;
      await store.settle([delivered(digest, '1.0', { covers: covers.slice(0, 1) })], t0 + 4_000);
      await store.settle([delivered(digest, '1.0', { covers })], t0 + 6_000);
      await reach(rows[0]!, shown(60_000), t0 + 60_000);
      expect((await standing('shown', t0 + 60_000)).windows['1h']).toEqual({ good: 1, total: 2 });
    });

    it('know what waits too long, also what was given up, and nothing that may wait', async () => {
      const part = wanted('part', 'one', { projection: partOfMessage('late', 'part') });
      const dead = messageOf('dead');
      await want(messageOf('late'), messageOf('held', t0 + hour), part, dead, pageOf('late'));
      await held.current.store.settle([givenUp(dead)], t0 + 1_000);
      expect((await standing('shown', t0 + 4_999)).overdue).toBe(0);
      expect((await standing('shown', t0 + 5_000)).overdue).toBe(2);
      expect((await standing('shown', t0 + 2 * hour)).overdue).toBe(3);
      expect((await standing('paged', t0 + 9_999)).overdue).toBe(0);
      expect((await standing('paged', t0 + 10_000)).overdue).toBe(1);
      await reach(messageOf('late'), shown(7_000), t0 + 7_000);
      expect((await standing('shown', t0 + 7_000)).overdue).toBe(1);
    });

    it('are forgotten once no window reaches them', async () => {
      const row = messageOf('a');
      await want(row);
      await reach(row, shown(1), t0);
      const { store } = held.current;
      const retention = { maxAgeMs: hour, maxBytes: 1e9 };
      expect((await store.prune(retention, t0 + 29 * day)).removed).toBe(0);
      expect((await store.prune(retention, t0 + 31 * day)).removed).toBe(1);
    });
  });
}
