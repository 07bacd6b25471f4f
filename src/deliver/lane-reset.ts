import { countsLane, type BucketState } from '../domain/sending/budget.ts';
import type { Lane } from '../domain/sending/lane.ts';
import type { Notification } from '../domain/sending/notification.ts';
import type { Notifier } from '../seams/notifier.ts';
import type { DispatchStore, Settlement } from '../seams/store.ts';
import type { Purse } from './budget.ts';

/** A lane of which a person says that it works again: it is probed at once, and its failures count from none. */
export function resetLane(lane: Lane, now: number): Lane {
  const { state } = lane;
  switch (state.kind) {
    case 'flowing':
      return lane;
    case 'waiting':
      return { ...lane, state: { ...state, until: now, failures: 0 } };
    case 'blocked':
      return { ...lane, state: { ...state, until: now } };
  }
}

/** What a reset changes. */
interface Resetting {
  readonly book: { reset(id: string, now: number): Lane | null };
  readonly purse: Purse;
  readonly inFlight: ReadonlyMap<string, unknown>;
  readonly store: Pick<DispatchStore, 'saveBuckets' | 'pending' | 'settle'>;
  readonly notifier: Pick<Notifier, 'credential'>;
}

/** Rows that a reset looks through for those of its lane: the most urgent ones. */
const lookedThrough = 1_000;

/** Resets a lane of one credential, while no round is planned; of a lane that nobody knows, nothing. */
export async function resetNow(
  { book, purse, inFlight, store, notifier: { credential } }: Resetting,
  id: string,
  now: number,
): Promise<void> {
  const lane = book.reset(id, now);
  if (lane === null) return;
  const opened = [...reopened(purse, id, now)];
  for (const [bucket, state] of opened) purse.set(bucket, state);
  await store.saveBuckets(opened.map(([bucket, state]) => ({ credential, bucket, state })));
  await store.settle(hurried(await store.pending(credential, lookedThrough), lane, { now, inFlight }), now);
}

/** The buckets of a lane that its vendor has closed, opened for one send each. What we have spent ourselves stays spent. */
function reopened(purse: Purse, lane: string, now: number): ReadonlyMap<string, BucketState> {
  const opened = new Map<string, BucketState>();
  for (const [bucket, state] of purse) {
    if (!countsLane(bucket, lane)) continue;
    if (state.kind === 'tokens' && state.at > now) opened.set(bucket, { kind: 'tokens', tokens: 1, at: now });
    if (state.kind === 'window' && (state.closedUntil ?? 0) > now)
      opened.set(bucket, { kind: 'window', starts: state.starts });
  }
  return opened;
}

/**
 * Rows of the lane that wait for their next attempt need not wait: one of them is the probe. One that may have been
 * sent already waits on: a look that comes too early would find nothing, and it would be sent twice.
 */
function hurried(
  rows: readonly Notification[],
  lane: Lane,
  { now, inFlight }: { readonly now: number; readonly inFlight: ReadonlyMap<string, unknown> },
): readonly Settlement[] {
  return rows
    .filter((row) => row.lane === lane.id && !inFlight.has(row.id))
    .filter(({ attempts }) => attempts.startedAt === null && attempts.ambiguousAt === null)
    .map((row) => ({
      id: row.id,
      sent: row.sent,
      attempts: { ...row.attempts, notBefore: Math.min(row.attempts.notBefore, now) },
      lane,
      timeline: [],
      deadLetter: null,
    }));
}
