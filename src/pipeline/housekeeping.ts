import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { Chore, OperatorStore } from '../seams/store.ts';

/** What housekeeping needs. */
interface HousekeepingDeps {
  readonly store: Pick<OperatorStore, 'prune' | 'recount' | 'choreEnded' | 'endChore'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly retention: { readonly maxAgeMs: number; readonly maxBytes: number };
}

/** A start has more urgent work than what is overdue. */
const afterStartMs = 10_000;
const minuteMs = 60_000;
const betweenBitesMs = 20;
/** Of many wrong figures so many are told. */
const miscountsTold = 20;

/** What is done again when so much time has gone by since it was last done to its end, in this order. */
const chores: readonly {
  readonly name: Chore;
  readonly everyMs: number;
  readonly work: (deps: HousekeepingDeps, signal: AbortSignal) => Promise<void>;
}[] = [
  { name: 'prune', everyMs: 10 * minuteMs, work: pruneAll },
  { name: 'recount', everyMs: 24 * 60 * minuteMs, work: recount },
];

/** How long it waits after a failure. */
const againMs = 10 * minuteMs;

/** A storm leaves more than one bite; doors are served between two. */
async function pruneAll(
  { store, retention, clock, log }: HousekeepingDeps,
  signal: AbortSignal,
): Promise<void> {
  let all = 0;
  for (let goesOn = true; goesOn;) {
    const { removed, more } = await store.prune(retention, clock.now());
    all += removed;
    goesOn = more && !signal.aborted;
    if (goesOn) await clock.sleep(betweenBitesMs, signal);
  }
  if (all > 0) log.info({ removed: all }, 'Removed what its retention had passed.');
}

/** Everything that the books carry. Nothing mends them by itself: what is wrong is somebody's mistake, and stays to be seen. */
async function recount({ store, log }: HousekeepingDeps, signal: AbortSignal): Promise<void> {
  const miscounts = await store.recount(signal);
  if (miscounts.length === 0) return;
  log.error(
    { event: 'books-miscounted', count: miscounts.length, miscounts: miscounts.slice(0, miscountsTold) },
    'The books were counted anew from their rows and come to other figures than they carry. Please report it, with these.',
  );
}

/** How long until it is due; 0: it is. An end that is still to come is none: a clock had run ahead. */
function leftMs(endedAt: number | null, everyMs: number, now: number): number {
  if (endedAt === null || endedAt > now) return 0;
  return Math.max(0, endedAt + everyMs - now);
}

/** Does what is due; answers after how long something is due again. What is broken off stays due. */
async function round(deps: HousekeepingDeps, signal: AbortSignal): Promise<number> {
  const { store, clock } = deps;
  const waits: number[] = [];
  for (const { name, everyMs, work } of chores) {
    const left = leftMs(await store.choreEnded(name), everyMs, clock.now());
    if (left === 0) {
      await work(deps, signal);
      if (signal.aborted) return 0;
      await store.endChore(name, clock.now());
    }
    waits.push(left === 0 ? everyMs : left);
  }
  return Math.min(...waits);
}

/**
 * Removes what its retention has passed, a bounded bit at a time, and counts the books anew once a day, until the signal
 * aborts. When either is due follows from when it last ended, which the store keeps: a relay that is often started anew
 * does it as often as one that never ends.
 */
export function housekeeping(deps: HousekeepingDeps): (signal: AbortSignal) => Promise<void> {
  const { clock, log } = deps;
  return async (signal) => {
    let waitMs = afterStartMs;
    for (;;) {
      await clock.sleep(waitMs, signal);
      if (signal.aborted) return;
      try {
        waitMs = await round(deps, signal);
      } catch (error) {
        log.warn({ error: String(error) }, 'Housekeeping failed; trying again in ten minutes.');
        waitMs = againMs;
      }
    }
  };
}
