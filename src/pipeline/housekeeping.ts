import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { OperatorStore } from '../seams/store.ts';

/** What housekeeping needs. */
interface HousekeepingDeps {
  readonly store: Pick<OperatorStore, 'prune' | 'recount'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly retention: { readonly maxAgeMs: number; readonly maxBytes: number };
}

const everyMs = 10 * 60_000;
const betweenBitesMs = 20;
/** So often everything that the books carry is counted anew. */
const recountEveryMs = 24 * 60 * 60_000;
/** Of many wrong figures so many are told. */
const miscountsTold = 20;

/** A storm leaves more than one bite; doors are served between two. */
async function pruneAll({ store, retention, clock }: HousekeepingDeps, signal: AbortSignal): Promise<number> {
  let all = 0;
  for (;;) {
    const { removed, more } = await store.prune(retention, clock.now());
    all += removed;
    if (!more || signal.aborted) return all;
    await clock.sleep(betweenBitesMs, signal);
  }
}

/** Nothing mends the books by itself: what is wrong with them is somebody's mistake, and stays to be seen. */
async function recount({ store, log }: HousekeepingDeps, signal: AbortSignal): Promise<void> {
  const miscounts = await store.recount(signal);
  if (miscounts.length === 0) return;
  log.error(
    { event: 'books-miscounted', count: miscounts.length, miscounts: miscounts.slice(0, miscountsTold) },
    'The books were counted anew from their rows and come to other figures than they carry. Please report it, with these.',
  );
}

/**
 * Removes what its retention has passed, a bounded bit at a time, and counts the books anew once a day, until the signal
 * aborts.
 */
export function housekeeping(deps: HousekeepingDeps): (signal: AbortSignal) => Promise<void> {
  const { clock, log } = deps;
  return async (signal) => {
    let recountedAt = clock.now();
    for (;;) {
      await clock.sleep(everyMs, signal);
      if (signal.aborted) return;
      try {
        const removed = await pruneAll(deps, signal);
        if (removed > 0) log.info({ removed }, 'Removed what its retention had passed.');
        if (clock.now() - recountedAt < recountEveryMs) continue;
        recountedAt = clock.now();
        await recount(deps, signal);
      } catch (error) {
        log.warn({ error: String(error) }, 'Housekeeping failed; trying again in ten minutes.');
      }
    }
  };
}
