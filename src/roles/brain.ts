import { createRelayReader, readerSettings } from '../config/reader.ts';
import { secretsOf } from '../config/secrets.ts';
import { compilePolicy } from '../config/policy.ts';
import type { Settings } from '../config/settings.ts';
import { newState, type BrainState } from '../correlate/state/brain-state.ts';
import { stateFromReading } from '../correlate/state/rest/state-read.ts';
import { sampleEntries } from '../integrations/sentry/sample-entries.ts';
import { InboxLoop, type InboxLoopDeps } from '../pipeline/inbox-loop.ts';
import { followPolicy } from '../pipeline/self-entries.ts';
import { warmUp } from '../pipeline/warm-up.ts';
import type { Clock } from '../seams/clock.ts';
import { watchDoorCrowd } from '../seams/door-crowd.ts';
import type { Log } from '../seams/log.ts';
import type { Lease } from '../seams/store.ts';
import type { SqliteStore } from '../store/sqlite/assemble.ts';

const warmUpRounds = 24;

/** What the brain needs. */
interface BrainDeps {
  readonly settings: Settings;
  readonly store: SqliteStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly lease: Lease;
  /** Where the door notes its commits. */
  readonly doorCrowd: SharedArrayBuffer;
}

/** The role that applies the inbox. It alone holds the state. */
export interface Brain {
  /** Others only read it. */
  readonly state: BrainState;
  /** Keeps the secrets of other settings out of what is read, too. */
  renew(settings: Settings): void;
  /** Runs the way of a webhook beside the loop, until the signal aborts. */
  warmUp(signal: AbortSignal): Promise<void>;
  /** The loop; `committed` is called after each of its commits. */
  loop(committed: InboxLoopDeps['committed']): InboxLoop;
}

/** Loads what the brain remembers, and tells it the policy of the settings where that is another one. */
export async function openBrain(deps: BrainDeps): Promise<Brain> {
  const { settings, store, clock, log, lease } = deps;
  const reading = await store.readBrain();
  const state = reading === null ? newState(store.install) : stateFromReading(reading, clock.now());
  const policy = compilePolicy(settings);
  const { read, hide } = createRelayReader(readerSettings(settings));
  await followPolicy(store, state, policy, clock.now());
  return {
    state,
    renew: (renewed) => {
      for (const secret of secretsOf(renewed)) hide(secret);
    },
    warmUp: (signal) => warmUp({ read, entries: sampleEntries(warmUpRounds), policy }, signal),
    loop: (committed) =>
      new InboxLoop({
        store,
        state,
        epoch: lease.epoch,
        read,
        clock,
        log,
        doorIsCrowded: watchDoorCrowd(deps.doorCrowd),
        committed,
      }),
  };
}
