import type { Settings } from '../config/settings.ts';
import type { BrainState } from '../correlate/state/brain-state.ts';
import type { Inbox } from '../ingest/inbox.ts';
import { housekeeping } from '../pipeline/housekeeping.ts';
import { keepSnapshots } from '../pipeline/snapshots.ts';
import { watchOwnTrouble } from '../pipeline/trouble-watch.ts';
import { systemClock, type Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { SqliteStore } from '../store/sqlite/assemble.ts';
import type { Dispatch } from './dispatch.ts';

/** What upkeep needs. */
interface UpkeepDeps {
  readonly beginning: { readonly settings: Pick<Settings, 'retention' | 'canary'> };
  readonly store: SqliteStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly brain: { readonly state: BrainState };
  readonly inbox: Inbox;
  readonly dispatch: Pick<Dispatch, 'standing'>;
}

/** What the relay does for itself, until the signal aborts: it tidies up, keeps what it remembers, and watches how it is. */
export async function upkeep(deps: UpkeepDeps, signal: AbortSignal): Promise<void> {
  const { beginning, store, clock, log, brain, inbox, dispatch } = deps;
  const { state } = brain;
  await Promise.all([
    housekeeping({ store, clock, log, retention: beginning.settings.retention })(signal),
    keepSnapshots({ store, clock, log })(signal),
    watchOwnTrouble({
      state,
      store,
      hasCanary: beginning.settings.canary !== null,
      inbox,
      lanes: () => dispatch.standing().snapshots.flatMap(({ lanes }) => [...lanes.values()]),
      clock,
      pace: systemClock(),
      log,
    })(signal),
  ]);
}
