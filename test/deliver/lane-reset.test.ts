import { describe, expect, it } from 'vitest';
import { emptyUntil, type Purse } from '../../src/deliver/budget.ts';
import { resetLane, resetNow } from '../../src/deliver/lane-reset.ts';
import type { Lane } from '../../src/domain/sending/lane.ts';
import { noAttempts, type Notification } from '../../src/domain/sending/notification.ts';
import type { BucketState, StoredBucket } from '../../src/domain/sending/budget.ts';
import type { Settlement } from '../../src/seams/store.ts';
import { chat, message, row, start } from '../make.ts';

const now = start + 60_000;
const later = now + 900_000;
const waiting: Lane = {
  id: chat.lane,
  credential: chat.credential,
  state: { kind: 'waiting', until: later, reason: 'Slack says 429.', code: 'limited', failures: 4 },
};
const waits = (incident: string, changes: Partial<Notification['attempts']> = {}): Notification =>
  row(message({ incident }), { attempts: { ...noAttempts, notBefore: later, ...changes } });

interface House {
  readonly lanes: Map<string, Lane>;
  readonly saved: StoredBucket[];
  readonly settled: Settlement[];
  readonly purse: Purse;
}

interface Before {
  readonly lane?: Lane | null;
  readonly purse?: Purse;
  readonly inFlight?: ReadonlyMap<string, unknown>;
}

async function reset(
  rows: readonly Notification[],
  {
    lane = waiting,
    purse = new Map<string, BucketState>(),
    inFlight = new Map<string, unknown>(),
  }: Before = {},
): Promise<House> {
  const lanes = new Map(lane === null ? [] : [[lane.id, lane]]);
  const saved: StoredBucket[] = [];
  const settled: Settlement[] = [];
  const book = {
    reset: (id: string) => {
      const known = lanes.get(id);
      if (known !== undefined) lanes.set(id, resetLane(known, now));
      return lanes.get(id) ?? null;
    },
  };
  const store = {
    saveBuckets: (buckets: readonly StoredBucket[]) => Promise.resolve(void saved.push(...buckets)),
    pending: () => Promise.resolve(rows),
    settle: (settlements: readonly Settlement[]) => Promise.resolve(void settled.push(...settlements)),
  };
  await resetNow({ book, purse, inFlight, store, notifier: chat }, chat.lane, now);
  return { lanes, saved, settled, purse };
}

describe('a lane of which a person says that it works again', () => {
  it('is probed at once, with its failures forgotten, and its rows do not wait either', async () => {
    const { lanes, settled } = await reset([waits('inc-1')]);
    expect(lanes.get(chat.lane)?.state).toMatchObject({ kind: 'waiting', until: now, failures: 0 });
    expect(settled).toMatchObject([{ attempts: { notBefore: now }, lane: { state: { until: now } } }]);
  });

  it('stays blocked, or flows on, and is only tried', () => {
    const blocked: Lane = {
      ...waiting,
      state: { kind: 'blocked', since: start, until: later, reason: 'x', code: 'unknown' },
    };
    expect(resetLane(blocked, now).state).toMatchObject({ kind: 'blocked', since: start, until: now });
    const flows: Lane = { ...waiting, state: { kind: 'flowing' } };
    expect(resetLane(flows, now)).toBe(flows);
  });

  it('leaves alone what may have been sent, is being sent, or is of another lane', async () => {
    const other = { ...waits('inc-4'), lane: 'slack:C-other' };
    const flying = waits('inc-3');
    const rows = [
      waits('inc-1', { ambiguousAt: now - 1 }),
      waits('inc-2', { startedAt: now - 1 }),
      flying,
      other,
    ];
    const { settled } = await reset(rows, { inFlight: new Map([[flying.id, true]]) });
    expect(settled).toEqual([]);
  });

  it('opens the buckets that its vendor has closed for one send each, and spends nothing twice', async () => {
    const own = `post:${chat.lane.slice('slack:'.length)}`;
    const tokens = { kind: 'tokens', limit: 1, perMs: 1_000, burst: 5 } as const;
    const window = { kind: 'window', limit: 50, perMs: 60_000 } as const;
    const spent = { kind: 'window', starts: [now - 5, now - 3] } as const;
    const purse: Purse = new Map([
      [own, emptyUntil(later, tokens)],
      ['post:C-other', emptyUntil(later, tokens)],
      ['posts', { ...spent, closedUntil: later }],
      ['update', emptyUntil(now, window)],
      ['history', spent],
    ]);
    const { saved } = await reset([], { purse });
    expect(saved).toEqual([
      { credential: chat.credential, bucket: own, state: { kind: 'tokens', tokens: 1, at: now } },
      { credential: chat.credential, bucket: 'posts', state: spent },
    ]);
    expect(purse.get(own)).toEqual({ kind: 'tokens', tokens: 1, at: now });
    expect(purse.get('post:C-other')).toEqual(emptyUntil(later, tokens));
  });

  it('that nobody has sent to is nothing to reset', async () => {
    const purse: Purse = new Map([['posts', { kind: 'window', starts: [], closedUntil: later }]]);
    expect(await reset([waits('inc-1')], { lane: null, purse })).toMatchObject({ saved: [], settled: [] });
  });
});
