import { afterEach, describe, expect, it } from 'vitest';
import { Dispatcher } from '../../src/deliver/dispatcher.ts';
import type { Debit, StoredBucket } from '../../src/domain/sending/budget.ts';
import type { Lane, LaneState } from '../../src/domain/sending/lane.ts';
import type { Notification } from '../../src/domain/sending/notification.ts';
import type { Outcome } from '../../src/domain/sending/outcome.ts';
import { silentLog } from '../../src/seams/log.ts';
import { StoreFull, type DispatchStore, type Settlement } from '../../src/seams/store.ts';
import { chat, message, row, start } from '../make.ts';

const minute = 60_000;
const roundPauseMs = 20;

/** A bucket that allows `limit` looks a minute. */
function windowed(bucket: string, limit: number): Debit {
  return { bucket, spec: { kind: 'window', limit, perMs: minute }, share: 1 };
}

/** One message a second, five saved up. */
const oneASecond = { kind: 'tokens', limit: 1, perMs: 1_000, burst: 5 } as const;
const post: Debit = { bucket: 'post', spec: oneASecond, share: 1 };

/** A dispatcher that runs until it is idle, on a clock that only the test moves. */
class Scene {
  now = start + minute;
  rows: Notification[] = [];
  lanes: Lane[] = [];
  buckets: StoredBucket[] = [];
  outcome: Outcome = { kind: 'delivered', handle: '1.1' };
  full = false;
  readonly sentTo: string[] = [];
  readonly saved: StoredBucket[] = [];
  readonly dispatcher: Dispatcher;
  private readonly settled: Settlement[] = [];
  private readonly stop = new AbortController();
  private idle = Promise.withResolvers<undefined>();
  private running: Promise<void> = Promise.resolve();

  constructor() {
    this.dispatcher = new Dispatcher({
      notifier: {
        credential: chat.credential,
        debits: () => [post],
        send: ({ row: { lane } }) => {
          this.sentTo.push(lane);
          return Promise.resolve(this.outcome);
        },
        close: () => Promise.resolve(),
      },
      store: this.store(),
      clock: { now: () => this.now, sleep: (ms, signal) => this.sleep(ms, signal), realTimeout: (ms) => ms },
      random: () => 0.5,
      log: silentLog,
      reportLane: () => undefined,
      reportPage: () => undefined,
      observe: () => undefined,
    });
  }

  /** Lets it run until it has nothing to do but wait. */
  async run(): Promise<void> {
    this.running = this.dispatcher.run(this.stop.signal);
    await this.idle.promise;
  }

  /** Does something that wakes it, and lets it run until it is idle again. */
  async wake(by: () => void): Promise<void> {
    this.idle = Promise.withResolvers();
    by();
    await this.idle.promise;
  }

  async end(): Promise<void> {
    this.stop.abort();
    await this.running;
  }

  stateOf(lane: string): LaneState | undefined {
    return this.dispatcher.snapshot().lanes.get(lane)?.state;
  }

  private store(): DispatchStore {
    const isDone = (id: string): boolean => this.settled.some((one) => one.id === id);
    return {
      pending: (_credential, _limit, except = []) =>
        Promise.resolve(this.rows.filter(({ id, lane }) => !isDone(id) && !except.includes(lane))),
      backlog: () => Promise.resolve([]),
      appliedUntil: (now) => Promise.resolve(now),
      crowds: () => Promise.resolve([]),
      adopt: () => Promise.resolve(),
      holdings: () => Promise.resolve([]),
      crowd: () => Promise.resolve([]),
      overflows: () => Promise.resolve([]),
      covers: () => Promise.resolve([]),
      wantOverflow: () => Promise.resolve(),
      notification: () => Promise.resolve(null),
      notificationsOf: () => Promise.resolve([]),
      lanes: () => Promise.resolve(this.lanes),
      laneUse: () => Promise.resolve(new Map()),
      buckets: () => Promise.resolve(this.buckets),
      start: () => Promise.resolve(),
      settle: (settlements) => Promise.resolve(void this.settled.push(...settlements)),
      takeOver: () => Promise.resolve(null),
      unlinked: () => Promise.resolve([]),
      saveLink: () => Promise.resolve(),
      saveBuckets: (stored) =>
        this.full
          ? Promise.reject(new StoreFull('There is no room left for the store.'))
          : Promise.resolve(void this.saved.push(...stored)),
    };
  }

  /** Only waiting for work takes time, and only a wake or the end is over it. */
  private async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= roundPauseMs || signal?.aborted === true) return;
    if (this.dispatcher.snapshot().inFlight.length === 0) this.idle.resolve(undefined);
    await new Promise((resolve) => {
      signal?.addEventListener('abort', resolve);
    });
  }
}

let scene: Scene;
afterEach(() => scene.end());

describe('paying for a look', () => {
  it('debits once, writes it down, and refuses when the budget is spent, until it allows one again', async () => {
    scene = new Scene();
    await scene.run();
    const look = [windowed('history', 2)];
    expect(await scene.dispatcher.pay(look)).toBe(true);
    expect(scene.saved).toEqual([
      {
        credential: chat.credential,
        bucket: 'history',
        state: { kind: 'window', starts: [scene.now] },
      },
    ]);
    expect(await scene.dispatcher.pay(look)).toBe(true);
    expect(await scene.dispatcher.pay(look)).toBe(false);
    expect(scene.saved).toHaveLength(2);
    scene.now += minute;
    expect(await scene.dispatcher.pay(look)).toBe(true);
  });

  it('spends nothing of one bucket when another of the same look allows none', async () => {
    scene = new Scene();
    await scene.run();
    await scene.dispatcher.pay([windowed('b', 1)]);
    expect(await scene.dispatcher.pay([windowed('a', 1), windowed('b', 1)])).toBe(false);
    expect(scene.dispatcher.snapshot().purse.has('a')).toBe(false);
    expect(await scene.dispatcher.pay([windowed('a', 1)])).toBe(true);
  });

  it('leaves others the share that is not its own', async () => {
    scene = new Scene();
    await scene.run();
    const half = [{ ...windowed('events', 4), share: 0.5 }];
    const paid = [await scene.dispatcher.pay(half), await scene.dispatcher.pay(half)];
    expect([...paid, await scene.dispatcher.pay(half)]).toEqual([true, true, false]);
    expect(await scene.dispatcher.pay([windowed('events', 4)])).toBe(true);
  });

  it('is put off while the store cannot write it down, and fails nobody', async () => {
    scene = new Scene();
    await scene.run();
    scene.full = true;
    expect(await scene.dispatcher.pay([windowed('history', 3)])).toBe(false);
    scene.full = false;
    expect(await scene.dispatcher.pay([windowed('history', 3)])).toBe(true);
  });

  it('empties what it was paid from when it is told to wait, for sends too, and writes that down', async () => {
    scene = new Scene();
    await scene.run();
    await scene.dispatcher.told([windowed('events', 9)], 25_000);
    expect(scene.saved.at(-1)).toMatchObject({
      bucket: 'events',
      state: { closedUntil: scene.now + 25_000 },
    });
    scene.now += 24_000;
    expect(await scene.dispatcher.pay([windowed('events', 9)])).toBe(false);
    scene.now += 1_000;
    expect(await scene.dispatcher.pay([windowed('events', 9)])).toBe(true);
  });

  it('costs nothing where looking is free', async () => {
    scene = new Scene();
    await scene.run();
    expect(await scene.dispatcher.pay([])).toBe(true);
    expect(scene.saved).toEqual([]);
  });

  it('is refused before the relay remembers what its last life had spent', async () => {
    scene = new Scene();
    scene.buckets = [
      {
        credential: chat.credential,
        bucket: 'history',
        state: { kind: 'window', starts: [scene.now - 10] },
      },
    ];
    expect(await scene.dispatcher.pay([windowed('another', 1)])).toBe(false);
    await scene.run();
    expect(await scene.dispatcher.pay([windowed('history', 1)])).toBe(false);
    expect(await scene.dispatcher.pay([windowed('another', 1)])).toBe(true);
  });

  it('saves nothing up either where a burst was limited lately', async () => {
    scene = new Scene();
    scene.rows = [row(message())];
    scene.outcome = { kind: 'limited', waitMs: 1_000, code: 'limited', reason: 'Slack says 429.' };
    await scene.run();
    scene.now += minute;
    expect(await scene.dispatcher.pay([post])).toBe(true);
    expect(await scene.dispatcher.pay([post])).toBe(false);
  });
});

describe('somebody who wants to know now', () => {
  const state = {
    blocked: { kind: 'blocked', since: start, until: start + 2 * minute, reason: 'not_in_channel' },
    waiting: { kind: 'waiting', until: start + 2 * minute, reason: 'Slack says 429.', failures: 0 },
  } as const;
  const laneOf = (id: string, of: LaneState): Lane => ({ id, credential: chat.credential, state: of });
  const at = (lane: string): Notification => row(message({ incident: lane }), { lane, incident: lane });

  it('has a blocked lane tried at once, and its message delivered when somebody has mended it', async () => {
    scene = new Scene();
    scene.rows = [at('slack:C1')];
    scene.lanes = [laneOf('slack:C1', state.blocked)];
    await scene.run();
    expect(scene.sentTo).toEqual([]);
    await scene.wake(() => scene.dispatcher.retryBlocked(['slack:C1']));
    expect(scene.sentTo).toEqual(['slack:C1']);
    expect(scene.stateOf('slack:C1')).toEqual({ kind: 'flowing' });
  });

  it('blocks it again when nobody has, since the same time as before', async () => {
    scene = new Scene();
    scene.rows = [at('slack:C1')];
    scene.lanes = [laneOf('slack:C1', state.blocked)];
    scene.outcome = {
      kind: 'misconfigured',
      scope: 'lane',
      code: 'channel-missing',
      reason: 'channel_not_found',
    };
    await scene.run();
    await scene.wake(() => scene.dispatcher.retryBlocked(['slack:C1']));
    expect(scene.stateOf('slack:C1')).toEqual({
      kind: 'blocked',
      code: 'channel-missing',
      since: start,
      until: scene.now + minute,
      reason: 'channel_not_found',
    });
  });

  it('never cuts a wait short that the receiver asked for', async () => {
    scene = new Scene();
    scene.rows = [at('slack:C1')];
    scene.lanes = [laneOf('slack:C1', state.waiting)];
    await scene.run();
    await scene.wake(() => scene.dispatcher.retryBlocked(['slack:C1']));
    expect(scene.sentTo).toEqual([]);
    expect(scene.stateOf('slack:C1')).toEqual(state.waiting);
  });

  it('has no lane tried that was not asked for', async () => {
    scene = new Scene();
    scene.rows = [at('slack:C1'), at('slack:C2')];
    scene.lanes = [laneOf('slack:C1', state.blocked), laneOf('slack:C2', state.blocked)];
    await scene.run();
    await scene.wake(() => scene.dispatcher.retryBlocked(['slack:C2', 'slack:unknown']));
    expect(scene.sentTo).toEqual(['slack:C2']);
    expect(scene.stateOf('slack:C1')).toEqual(state.blocked);
  });
});
