import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { OperatorStore } from '../seams/store.ts';

/** What housekeeping needs. */
interface HousekeepingDeps {
  readonly store: Pick<OperatorStore, 'prune'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly retention: { readonly maxAgeMs: number; readonly maxBytes: number };
}

const everyMs = 10 * 60_000;
const betweenBitesMs = 50;

/** A storm leaves more than one bite; doors are served between two. */
async function pruneAll(
  store: HousekeepingDeps['store'],
  retention: HousekeepingDeps['retention'],
  clock: Clock,
  signal: AbortSignal,
): Promise<number> {
  let all = 0;
  for (;;) {
    const { removed } = await store.prune(retention, clock.now());
    all += removed;
    if (removed === 0 || signal.aborted) return all;
    await clock.sleep(betweenBitesMs, signal);
  }
}

/** Removes what its retention has passed, a bounded bit at a time, until the signal aborts. */
export function housekeeping({
  store,
  clock,
  log,
  retention,
}: HousekeepingDeps): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    for (;;) {
      await clock.sleep(everyMs, signal);
      if (signal.aborted) return;
      try {
        const removed = await pruneAll(store, retention, clock, signal);
        if (removed > 0) log.info({ removed }, 'Removed what its retention had passed.');
      } catch (error) {
        log.warn({ error: String(error) }, 'Old bodies could not be removed; trying again in ten minutes.');
      }
    }
  };
}
