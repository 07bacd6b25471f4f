import { createEdges } from '../config/edges.ts';
import { compilePolicy } from '../config/policy.ts';
import type { Settings } from '../config/settings.ts';
import type { DispatcherDeps } from '../deliver/dispatcher.ts';
import type { Policy } from '../domain/policy.ts';
import { drillReport } from '../observe/drills/drill-desk.ts';
import { Looks } from '../observe/drills/looks.ts';
import { goneOf, type Held } from '../observe/held.ts';
import { SelfCheck } from '../observe/self-check.ts';
import type { DispatchStanding } from '../observe/standing.ts';
import { askForForms } from '../pipeline/asking/forms-loop.ts';
import { followLinks } from '../pipeline/asking/links-loop.ts';
import type { Drills } from '../pipeline/drills.ts';
import { createDispatchers } from '../pipeline/run-dispatchers.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import { systemRandom } from '../seams/random.ts';
import type { Holding } from '../seams/store.ts';
import type { SqliteStore } from '../store/sqlite/assemble.ts';

/** What dispatch needs. */
interface DispatchDeps extends Pick<DispatcherDeps, 'reportLane' | 'reportPage' | 'observe'> {
  readonly settings: Settings;
  readonly store: SqliteStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly held: Held['held'];
  /** The brain's. */
  readonly policy: () => Policy;
}

/** The role that sends, and looks at the vendors: one dispatcher a credential. */
export interface Dispatch extends Pick<Drills, 'prepare' | 'report'> {
  /** Credentials that rows depend on and nobody can send with. */
  readonly gone: readonly Holding[];
  /** Some notification may have changed. */
  readonly wake: () => void;
  /** Resolves when everything in flight is settled after the signal aborted. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Asks the vendors whether the configuration would work, until nothing is left to ask. */
  readonly check: (signal: AbortSignal) => Promise<void>;
  readonly standing: () => Omit<DispatchStanding, 'troubles'>;
  readonly close: () => Promise<void>;
}

/** Makes the dispatchers of the settings, and of what rows depend on. */
export function openDispatch(deps: DispatchDeps): Dispatch {
  const { settings, store, clock, log, policy, reportLane, reportPage, observe } = deps;
  const edges = createEdges(settings, { clock, log });
  const gone = goneOf(deps.held, edges.notifiers);
  const random = systemRandom;
  const dispatchers = createDispatchers(edges.notifiers, gone, {
    store,
    clock,
    random,
    log,
    reportLane,
    reportPage,
    observe,
  });
  const { pay, wake } = dispatchers;
  const desk = {
    store,
    clock,
    policy,
    looks: new Looks({ ...edges, clock, pay }),
    lane: (id: string) => dispatchers.lane(id),
    isSending: (id: string) => dispatchers.all().some((one) => one.snapshot().inFlight.includes(id)),
  };
  const links = followLinks({ ...edges, store, pay, onLinked: wake, clock, log });
  const forms = askForForms({ ...edges, pay, clock });
  const check = new SelfCheck({ ...edges, clock, log, policy: compilePolicy(settings), dispatchers });
  return {
    gone,
    wake,
    run: async (signal) => {
      await Promise.all([dispatchers.run(signal), links(signal), forms(signal)]);
    },
    check: (signal) => check.run(signal),
    standing: () => ({
      snapshots: dispatchers.all().map((dispatcher) => dispatcher.snapshot()),
      answers: check.answers(),
    }),
    prepare: () => {
      const { receivers, drillReceivers } = policy();
      const lanes = [...receivers, ...drillReceivers].map((receiver) => receiver.lane);
      for (const dispatcher of dispatchers.all()) dispatcher.retryBlocked(lanes);
    },
    report: (id) => drillReport(desk, id),
    close: async () => {
      await Promise.all(edges.notifiers.map((notifier) => notifier.close()));
    },
  };
}
