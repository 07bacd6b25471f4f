import type { SnapshotLimits } from '../domain/inbox/snapshot.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { SnapshotStore } from '../seams/snapshot-store.ts';

/** What keeping snapshots needs. */
interface SnapshotsDeps {
  readonly store: Pick<SnapshotStore, 'snapshots' | 'takeSnapshot'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A replay has to go through so much of the inbox before what it tells of, virtual ms. */
const everyMs = 60 * 60_000;
/** So often it is asked whether one is due, virtual ms: a relay that restarts often has some too. */
const askEveryMs = 10 * 60_000;
/** An hour of a week lies near one of so many; and so much disk is worth it. */
const limits: SnapshotLimits = { count: 48, bytes: 64 * 1024 * 1024 };

/** Keeps what the brain remembers once an hour, until the signal aborts. */
export function keepSnapshots({ store, clock, log }: SnapshotsDeps): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    for (;;) {
      await clock.sleep(askEveryMs, signal);
      if (signal.aborted) return;
      try {
        const newest = (await store.snapshots()).readable.at(-1)?.at ?? -Infinity;
        if (clock.now() - newest >= everyMs) await store.takeSnapshot(limits, signal);
      } catch (error) {
        log.warn(
          { error: String(error) },
          'What the brain remembers could not be kept for replays; trying again in ten minutes.',
        );
      }
    }
  };
}
