import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Receiver } from '../../src/domain/policy.ts';
import type { Outcome } from '../../src/domain/sending/outcome.ts';
import { Dispatchers } from '../../src/pipeline/run-dispatchers.ts';
import { systemClock } from '../../src/seams/clock.ts';
import { silentLog } from '../../src/seams/log.ts';
import type { Notifier } from '../../src/seams/notifier.ts';
import type { SqliteStore } from '../../src/store/sqlite/open.ts';
import { message } from '../make.ts';
import { batch, wanted } from '../store/nouns.ts';
import { eachWithFolder } from '../store/sqlite/each-folder.ts';
import { openAt } from '../store/sqlite/folder.ts';

const folder = eachWithFolder();
const clock = systemClock();

interface Sent {
  readonly by: string;
  readonly row: string;
}

/** A vendor that takes everything, after as many real ms as `takes` says. */
function notifierOf(
  credential: string,
  sent: Sent[],
  { as = credential, takes = () => 0 }: { readonly as?: string; readonly takes?: () => number } = {},
): Notifier {
  return {
    credential,
    debits: () => [],
    send: async ({ row }): Promise<Outcome> => {
      sent.push({ by: as, row: row.id });
      await delay(takes());
      return { kind: 'delivered', handle: `17.${sent.length}` };
    },
    close: () => Promise.resolve(),
  };
}

function dispatchersOf(store: SqliteStore, notifiers: readonly Notifier[]): Dispatchers {
  return new Dispatchers(notifiers, [], {
    store,
    clock,
    random: () => 0.5,
    log: silentLog,
    reportLane: () => undefined,
    reportPage: () => undefined,
    observe: () => undefined,
  });
}

/** Lanes of one credential, so that much is under way at once. */
const lanes = Array.from({ length: 40 }, (_, n) => `C${n}`);
const receiverAt = (lane: string, credential: string): Receiver => ({
  id: `slack/${lane}`,
  kind: 'chat',
  lane: `slack:${lane}`,
  credential,
});

async function want(store: SqliteStore, credential: string, of: readonly string[]): Promise<void> {
  const rows = of.map((lane) => {
    const { id, lane: at } = receiverAt(lane, credential);
    const projection = message({ incident: lane, showFrom: 0 });
    return { ...wanted(lane, '1', { projection }), receiver: id, lane: at, credential };
  });
  await store.commit(batch({ wanted: rows }), clock.now());
}

/** With far more patience than it needs, so that noise fails no test. */
async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  await expect.poll(what, { interval: 2, timeout: 60_000 }).toBe(true);
}

const twice = (sent: readonly Sent[]): readonly string[] =>
  sent.map(({ row }) => row).filter((row, n, all) => all.indexOf(row) < n);

describe('those who send, while others take their place', () => {
  it.each([1, 2, 3, 5])(
    'send each row once, whatever is under way when rows go over (after %d sends)',
    async (after) => {
      const store = await openAt(folder.store);
      const sent: Sent[] = [];
      const stop = new AbortController();
      let turn = 0;
      // Some end before rows go over, some after.
      const takes = (): number => (turn++ % 2) * 80;
      const doubted: string[] = [];
      const settle: SqliteStore['settle'] = (settlements, now) => {
        const inDoubt = settlements.filter(({ attempts }) => attempts.ambiguousAt !== null);
        doubted.push(...inDoubt.map(({ id }) => id));
        return store.settle(settlements, now);
      };
      const dispatchers = dispatchersOf({ ...store, settle }, [notifierOf('slack:old', sent, { takes })]);
      const running = dispatchers.run(stop.signal);
      await want(store, 'slack:old', lanes);
      dispatchers.wake();
      await until(() => sent.length >= after);
      await dispatchers.renew({
        notifiers: [notifierOf('slack:new', sent, { takes })],
        present: new Set(['slack:new']),
        losing: ['slack:old'],
        handOver: async () => {
          // As the brain does with another policy, and whoever adopts the rest.
          await want(store, 'slack:new', lanes.slice(0, 10));
          await delay(1);
          await store.adopt(lanes.map((lane) => receiverAt(lane, 'slack:new')));
        },
      });
      await until(async () => (await store.holdings()).length === 0);
      expect(twice(sent)).toEqual([]);
      expect(new Set(sent.map(({ row }) => row)).size).toBe(lanes.length);
      expect(sent.some(({ by }) => by === 'slack:new')).toBe(true);
      // Whoever is new takes nothing of what another is sending for something whose end nobody knows.
      expect(doubted).toEqual([]);

      expect(dispatchers.left()).toEqual(['slack:old']);
      await dispatchers.retire(new Set(['slack:old']));
      expect(dispatchers.left()).toEqual(['slack:old']);
      await dispatchers.retire(new Set());
      expect(dispatchers.left()).toEqual([]);
      stop.abort();
      await running;
      await store.close();
    },
  );

  it('never start both what one of them had chosen before it went over', async () => {
    const store = await openAt(folder.store);
    const sent: Sent[] = [];
    const stop = new AbortController();
    let slow = 1;
    const chosen = Promise.withResolvers<null>();
    const start: SqliteStore['start'] = async (...of) => {
      if (slow-- > 0) {
        chosen.resolve(null);
        await delay(100);
      }
      return store.start(...of);
    };
    const dispatchers = dispatchersOf({ ...store, start }, [notifierOf('slack:old', sent)]);
    const running = dispatchers.run(stop.signal);
    await want(store, 'slack:old', lanes);
    dispatchers.wake();
    await chosen.promise;
    await dispatchers.renew({
      notifiers: [notifierOf('slack:new', sent)],
      present: new Set(['slack:new']),
      losing: ['slack:old'],
      handOver: () => store.adopt(lanes.map((lane) => receiverAt(lane, 'slack:new'))),
    });
    await until(async () => (await store.holdings()).length === 0);
    expect(twice(sent)).toEqual([]);
    expect(sent).toHaveLength(lanes.length);
    stop.abort();
    await running;
    await store.close();
  });

  it('finish what has no other place, and go only when nothing is open there', async () => {
    const store = await openAt(folder.store);
    const sent: Sent[] = [];
    const stop = new AbortController();
    const dispatchers = dispatchersOf(store, [notifierOf('slack:old', sent)]);
    const running = dispatchers.run(stop.signal);
    await dispatchers.renew({
      notifiers: [notifierOf('slack:new', sent)],
      present: new Set(['slack:new']),
      losing: [],
      handOver: () => Promise.resolve(),
    });
    await want(store, 'slack:old', ['C1']);
    await dispatchers.retire(new Set((await store.holdings()).map(({ credential }) => credential)));
    expect(dispatchers.left()).toEqual(['slack:old']);
    dispatchers.wake();
    await until(async () => (await store.holdings()).length === 0);
    expect(sent.map(({ by }) => by)).toEqual(['slack:old']);
    stop.abort();
    await running;
    await store.close();
  });

  it('send by other settings of the same credential, with the same lanes', async () => {
    const store = await openAt(folder.store);
    const sent: Sent[] = [];
    const stop = new AbortController();
    const dispatchers = dispatchersOf(store, [notifierOf('webhook:a', sent, { as: 'first' })]);
    const running = dispatchers.run(stop.signal);
    const [dispatcher] = dispatchers.all();
    await dispatchers.renew({
      notifiers: [notifierOf('webhook:a', sent, { as: 'second' })],
      present: new Set(['webhook:a']),
      losing: [],
      handOver: () => Promise.resolve(),
    });
    expect(dispatchers.all()).toEqual([dispatcher]);
    await want(store, 'webhook:a', ['C1']);
    dispatchers.wake();
    await until(() => sent.length === 1);
    expect(sent[0]?.by).toBe('second');
    stop.abort();
    await running;
    await store.close();
  });
});
