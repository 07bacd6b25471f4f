import { Dispatcher, type DispatcherDeps } from '../deliver/dispatcher.ts';
import { goneNotifier } from '../deliver/gone-notifier.ts';
import type { Debit } from '../domain/sending/budget.ts';
import type { LaneState } from '../domain/sending/lane.ts';
import type { Notifier } from '../seams/notifier.ts';
import type { Holding } from '../seams/store.ts';

/** All dispatchers of the relay: one a credential, so that no credential's trouble delays another's. */
interface Dispatchers {
  /** Some notification may have changed. */
  readonly wake: () => void;
  /** Resolves when every dispatcher has settled what was in flight after the signal aborted. */
  run(signal: AbortSignal): Promise<void>;
  all(): readonly Dispatcher[];
  /** Pays for a silent look out of a credential's budget; false when it allows none now, or is nobody's. */
  readonly pay: (credential: string, debits: readonly Debit[]) => Promise<boolean>;
  /** How a lane is doing; undefined for one that nothing was sent to. */
  lane(id: string): LaneState | undefined;
}

/** Makes one dispatcher for each notifier, and for each credential that is gone while rows depend on it. */
export function createDispatchers(
  notifiers: readonly Notifier[],
  gone: readonly Holding[],
  deps: Omit<DispatcherDeps, 'notifier'>,
): Dispatchers {
  const all = [...notifiers, ...gone.map(({ credential }) => goneNotifier(credential))];
  const dispatchers = all.map((notifier) => new Dispatcher({ ...deps, notifier }));
  return {
    wake: () => {
      for (const dispatcher of dispatchers) dispatcher.wake();
    },
    run: async (signal) => {
      await Promise.all(dispatchers.map((dispatcher) => dispatcher.run(signal)));
    },
    all: () => dispatchers,
    pay: async (credential, debits) =>
      (await dispatchers.find((one) => one.snapshot().credential === credential)?.pay(debits)) ?? false,
    lane: (id) =>
      dispatchers.map((one) => one.snapshot().lanes.get(id)?.state).find((state) => state !== undefined),
  };
}
