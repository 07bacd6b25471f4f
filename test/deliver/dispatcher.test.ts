import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Dispatcher } from '../../src/deliver/dispatcher.ts';
import type { Notification } from '../../src/domain/sending/notification.ts';
import type { Outcome } from '../../src/domain/sending/outcome.ts';
import { silentLog } from '../../src/seams/log.ts';
import type { DispatchStore, Settlement } from '../../src/seams/store.ts';
import { chat, message, row, start } from '../make.ts';

const rows: readonly Notification[] = ['inc-1', 'inc-2'].map((incident) => row(message({ incident })));
const now = start + 60_000;

/** A store with two rows to send, whose disk takes a moment. */
function slowStore(settled: Settlement[]): DispatchStore {
  const done = (id: string): boolean => settled.some((one) => one.id === id);
  return {
    pending: (_credential, _limit, except = []) =>
      Promise.resolve(rows.filter((one) => !done(one.id) && !except.includes(one.lane))),
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
    lanes: () => Promise.resolve([]),
    laneUse: () => Promise.resolve(new Map()),
    buckets: () => Promise.resolve([]),
    start: () => Promise.resolve(),
    settle: async (settlements) => {
      await delay(5);
      settled.push(...settlements);
    },
    takeOver: () => Promise.resolve(null),
    unlinked: () => Promise.resolve([]),
    saveLink: () => Promise.resolve(),
    saveBuckets: () => Promise.resolve(),
  };
}

describe('the dispatcher', () => {
  it('keeps a lane waiting that was limited while another send of it was just being delivered', async () => {
    const settled: Settlement[] = [];
    const outcomes: Outcome[] = [
      { kind: 'limited', waitMs: 30_000, code: 'limited', reason: 'Slack says 429.' },
      { kind: 'delivered', handle: '1.1' },
    ];
    const stop = new AbortController();
    const dispatcher = new Dispatcher({
      notifier: {
        credential: chat.credential,
        debits: () => [],
        // Both answers arrive in the same turn, before either is stored.
        send: () => Promise.resolve(outcomes.shift() ?? { kind: 'absent' }),
        close: () => Promise.resolve(),
      },
      store: slowStore(settled),
      clock: { now: () => now, sleep: () => delay(1), realTimeout: (ms) => ms },
      random: () => 0.5,
      log: silentLog,
      reportLane: () => undefined,
      reportPage: () => undefined,
      observe: () => {
        if (settled.length === 2) stop.abort();
      },
    });
    await dispatcher.run(stop.signal);
    expect(dispatcher.snapshot().lanes.get(chat.lane)?.state).toMatchObject({
      kind: 'waiting',
      until: now + 30_000,
    });
    expect(settled.map((one) => one.lane?.state.kind)).toEqual(['waiting', 'waiting']);
  });
});
