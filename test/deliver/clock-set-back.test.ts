import { beforeEach, describe, expect, it } from 'vitest';
import { Dispatcher } from '../../src/deliver/dispatcher.ts';
import type { Lane } from '../../src/domain/sending/lane.ts';
import type { Wanted } from '../../src/domain/sending/notification.ts';
import { systemClock, type Clock } from '../../src/seams/clock.ts';
import { silentLog } from '../../src/seams/log.ts';
import type { SqliteStore } from '../../src/store/sqlite/open.ts';
import { message } from '../make.ts';
import { batch, wanted } from '../store/nouns.ts';
import { eachWithFolder } from '../store/sqlite/each-folder.ts';
import { openAt } from '../store/sqlite/folder.ts';
import { machineOff } from './machine-off.ts';

const hour = 3_600_000;
const speed = 20;
const epoch = Date.now();
/** Real ms by which the machine's clock is set off. */
let offset = 0;
const folder = eachWithFolder();

beforeEach(() => {
  offset = 0;
});

/** A relay's clock in this machine's life, as App makes it. */
async function clockOn(store: SqliteStore): Promise<Clock> {
  const from = (await store.newestMoment()) ?? undefined;
  const source = machineOff(() => offset);
  return systemClock({ speed, epoch }, { source, ...(from === undefined ? {} : { from }) });
}

interface Life {
  readonly clock: Clock;
  /** When each send was started, by the relay's clock. */
  readonly sends: readonly { readonly at: number }[];
  end(): Promise<void>;
}

/** One message a second and channel, nothing saved up. */
const post = {
  bucket: 'post:C1',
  spec: { kind: 'tokens', limit: 1, perMs: 1_000, burst: 1 },
  share: 1,
} as const;

async function dispatching(store: SqliteStore): Promise<Life> {
  const clock = await clockOn(store);
  const sends: { at: number }[] = [];
  const stop = new AbortController();
  const dispatcher = new Dispatcher({
    notifier: {
      credential: 'slack:a',
      debits: () => [post],
      send: ({ now }) => {
        sends.push({ at: now });
        return Promise.resolve({ kind: 'delivered', handle: `17.${sends.length}` });
      },
      close: () => Promise.resolve(),
    },
    store,
    clock,
    random: () => 0.5,
    log: silentLog,
    reportLane: () => undefined,
    reportPage: () => undefined,
    observe: () => undefined,
  });
  const running = dispatcher.run(stop.signal);
  const end = async (): Promise<void> => {
    stop.abort();
    await running;
  };
  return { clock, sends, end };
}

async function want(store: SqliteStore, names: readonly string[], now: number): Promise<void> {
  const rows = names.map((id): Wanted =>
    wanted(id, '1', { projection: message({ incident: id, showFrom: 0 }) }),
  );
  await store.commit(batch({ wanted: rows }), now);
}

async function reaches(count: number, life: Life): Promise<void> {
  // Far more than it needs, so that noise fails no test.
  await expect.poll(() => life.sends.length, { interval: 5, timeout: 100_000 }).toBeGreaterThanOrEqual(count);
}

describe('a machine whose clock is set back by two hours', () => {
  it.each(['while it runs', 'between stop and start'])(
    '%s sends as if nothing had happened',
    async (when) => {
      const store = await openAt(folder.store);
      let life = await dispatching(store);
      const names = Array.from({ length: 8 }, (_, n) => `inc-${n}`);
      await want(store, names, life.clock.now());
      await reaches(3, life);
      const before = [...life.sends];
      if (when === 'while it runs') offset = -2 * hour;
      else {
        await life.end();
        offset = -2 * hour;
        life = await dispatching(store);
      }
      const now = life.clock.now();
      expect(now).toBeGreaterThanOrEqual(before.at(-1)?.at ?? Infinity);
      expect(now - (before.at(-1)?.at ?? 0)).toBeLessThan(hour);
      const all = when === 'while it runs' ? 8 : 5;
      await reaches(all, life);
      await life.end();
      const starts = [...new Set([...before, ...life.sends].map((send) => send.at))];
      const gaps = starts.slice(1).map((at, n) => at - (starts[n] ?? 0));
      expect(Math.min(...gaps), 'no token is spent twice').toBeGreaterThanOrEqual(1_000);
      expect(await store.pending('slack:a', 10)).toEqual([]);
      await store.close();
    },
  );
});

describe('a file that was written by a clock which ran hours ahead', () => {
  it('holds nothing up: neither by a bucket, nor by a lane, nor by a pause', async () => {
    const store = await openAt(folder.store);
    const now = (await clockOn(store)).now();
    const ahead = now + 5 * hour;
    const lane: Lane = {
      id: 'slack:C1',
      credential: 'slack:a',
      state: { kind: 'waiting', until: ahead, reason: '429', failures: 1 },
    };
    await want(store, ['inc-1'], now);
    const row = await store.notification('inc-1/slack/C1/message');
    const attempts = { ...row!.attempts, notBefore: ahead };
    const state = { kind: 'tokens', tokens: 0, at: ahead } as const;
    const buckets = [{ credential: 'slack:a', bucket: post.bucket, state }];
    await store.start([{ id: row!.id, step: 'create', attempts, buckets }], now);
    const { sent } = row!;
    await store.settle([{ id: row!.id, sent, attempts, lane, timeline: [], deadLetter: null }], now);
    const life = await dispatching(store);
    await reaches(1, life);
    expect(life.sends[0]!.at - now).toBeLessThan(hour / 2);
    await life.end();
    await store.close();
  });
});
