import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import { LostLease, StaleCursor, StoreGone } from '../../seams/store.ts';

/** How long a store that refused is left alone, virtual ms. */
const againMs = 1_000;

/** After these no other try can help. */
const endings = [StaleCursor, LostLease, StoreGone] as const;

/** What is stored, for the log: what it is called, and which one it is. */
interface Storing {
  readonly what: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Pick<Log, 'error'>;
}

/**
 * Stores what must not be lost, however often a store refuses it for a while (a full disk).
 * @throws StaleCursor or LostLease when somebody else writes now, StoreGone when nobody can; what the store said, once the
 * signal aborts.
 */
export async function untilStored(
  { what, fields, clock, log }: Storing,
  signal: AbortSignal,
  store: () => Promise<unknown>,
): Promise<void> {
  for (;;) {
    try {
      await store();
      return;
    } catch (error) {
      if (signal.aborted || endings.some((kind) => error instanceof kind)) throw error;
      log.error({ error: String(error), ...fields }, `The store refuses ${what}; trying again in a second.`);
      await clock.sleep(againMs, signal);
    }
  }
}
