import { createEdges } from '../config/edges.ts';
import { compilePolicy } from '../config/policy.ts';
import type { Settings } from '../config/settings.ts';
import { asksTheSame, changedSenders, keepBudget, leftBy, movesBetween } from './handing-over.ts';
import { VendorLoops } from './vendor-loops.ts';
import type { DispatcherDeps } from '../deliver/dispatcher.ts';
import type { Policy } from '../domain/policy.ts';
import type { Trouble } from '../domain/sending/trouble.ts';
import { drillReport } from '../observe/drills/drill-desk.ts';
import { Looks } from '../observe/drills/looks.ts';
import { goneOf, type Held } from '../observe/held.ts';
import { SelfCheck } from '../observe/self-check.ts';
import type { DispatchStanding } from '../observe/standing.ts';
import type { Drills } from '../pipeline/drills.ts';
import { Dispatchers } from '../pipeline/run-dispatchers.ts';
import type { Clock } from '../seams/clock.ts';
import type { Inspector } from '../seams/inspector.ts';
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
  readonly gone: () => readonly Holding[];
  /** Some notification may have changed. */
  readonly wake: () => void;
  /** Resolves when everything in flight is settled after the signal aborted. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Asks the vendors whether the configuration would work, until nothing is left to ask. */
  readonly check: (signal: AbortSignal) => void;
  /**
   * Sends by other settings from now on. `applied` has the brain take the policy that they mean, and resolves once it
   * has: from then on what is new is another's, and what is not sent yet goes over.
   */
  readonly renew: (settings: Settings, applied: (policy: Policy) => Promise<void>) => Promise<void>;
  /** A person says that a lane works again. */
  readonly reset: (lane: string) => void;
  readonly standing: () => Omit<DispatchStanding, 'troubles'>;
  readonly close: () => Promise<void>;
}

const retireEveryMs = 60_000;

/** Makes the dispatchers of the settings, and of what rows depend on. */
export function openDispatch(deps: DispatchDeps): Dispatch {
  return new Sending(deps);
}

class Sending implements Dispatch {
  private readonly deps: DispatchDeps;
  private readonly dispatchers: Dispatchers;
  private readonly loops: VendorLoops;
  /** Held by those who look, and replaced in place. */
  private readonly inspectors: Inspector[];
  private readonly looks: Looks;
  private settings: Settings;
  private missing: readonly Holding[];
  private selfCheck: SelfCheck;
  private checking = new AbortController();
  private opened: AbortSignal | null = null;

  constructor(deps: DispatchDeps) {
    const { settings, store, clock, log, reportLane, reportPage, observe } = deps;
    const edges = createEdges(settings, { clock, log });
    this.deps = deps;
    this.settings = settings;
    this.missing = goneOf(deps.held, edges.notifiers);
    const random = systemRandom;
    const parts = { store, clock, random, log, reportLane, reportPage, observe };
    this.dispatchers = new Dispatchers(edges.notifiers, this.missing, parts);
    this.inspectors = [...edges.inspectors];
    const { pay, told, wake } = this.dispatchers;
    this.looks = new Looks({ inspectors: this.inspectors, clock, pay, told });
    this.loops = new VendorLoops({ store, pay, onLinked: wake, clock, log }, edges);
    this.selfCheck = this.checkOf(settings);
  }

  readonly gone = (): readonly Holding[] => this.missing;

  readonly wake = (): void => this.dispatchers.wake();

  readonly run = async (signal: AbortSignal): Promise<void> => {
    await Promise.all([this.dispatchers.run(signal), this.loops.run(signal), this.retire(signal)]);
  };

  readonly check = (signal: AbortSignal): void => {
    this.opened = signal;
    const { log } = this.deps;
    // That receivers cannot be asked must not end those who send.
    this.selfCheck.run(AbortSignal.any([signal, this.checking.signal])).catch((error: unknown) => {
      log.error({ error: String(error) }, 'The receivers could not be asked whether they are well.');
    });
  };

  readonly standing = (): Omit<DispatchStanding, 'troubles'> => ({
    snapshots: this.dispatchers.all().map((dispatcher) => dispatcher.snapshot()),
    answers: this.selfCheck.answers(),
    left: leftBy(
      this.settings,
      this.dispatchers.left().filter((left) => !this.missing.some(({ credential }) => credential === left)),
    ),
  });

  readonly prepare = (): void => {
    const { receivers, drillReceivers } = this.deps.policy();
    const lanes = [...receivers, ...drillReceivers].map((receiver) => receiver.lane);
    for (const dispatcher of this.dispatchers.all()) dispatcher.retryBlocked(lanes);
  };

  readonly reset = (lane: string): void => {
    const { log } = this.deps;
    for (const dispatcher of this.dispatchers.all())
      dispatcher.reset(lane).catch((error: unknown) => {
        log.warn({ error: String(error), lane }, 'A lane could not be tried at once.');
      });
  };

  readonly report = (id: string): ReturnType<Dispatch['report']> => {
    const { store, clock, policy } = this.deps;
    const { dispatchers, looks } = this;
    const lane = (of: string): ReturnType<Dispatchers['lane']> => dispatchers.lane(of);
    const isSending = (of: string): boolean =>
      dispatchers.all().some((one) => one.snapshot().inFlight.includes(of));
    const waitOf = (credential: string): Trouble | null => dispatchers.waitOf(credential);
    return drillReport({ store, clock, policy, looks, lane, waitOf, isSending }, id);
  };

  readonly close = (): Promise<void> => this.dispatchers.close();

  readonly renew: Dispatch['renew'] = async (settings, applied) => {
    const { store, clock, log } = this.deps;
    const changed = changedSenders(this.settings, settings);
    const edges = createEdges(settings, { clock, log });
    const isChanged = (one: { readonly credential: string }): boolean => changed.has(one.credential);
    const present = new Set(edges.notifiers.map(({ credential }) => credential));
    const [before, policy] = [compilePolicy(this.settings), compilePolicy(settings)];
    const moves = movesBetween(before, policy);
    for (const move of moves) await keepBudget(store, move);
    await this.dispatchers.renew({
      notifiers: edges.notifiers.filter(isChanged),
      present,
      losing: moves.map(({ from }) => from),
      handOver: async () => {
        await applied(policy);
        await store.adopt([...policy.receivers, ...policy.drillReceivers]);
      },
    });
    const stays = this.inspectors.filter((one) => present.has(one.credential) && !isChanged(one));
    this.inspectors.splice(0, Infinity, ...stays, ...edges.inspectors.filter(isChanged));
    this.loops.renew(
      { locators: edges.locators.filter(isChanged), askers: edges.askers.filter(isChanged) },
      present,
    );
    this.settings = settings;
    await this.letGo();
    this.missing = this.missing.filter(({ credential }) => !present.has(credential));
    if (changed.size > 0 || !asksTheSame(before, policy)) this.checkAgain(settings);
  };

  private checkOf(settings: Settings): SelfCheck {
    const { clock, log } = this.deps;
    const { inspectors, dispatchers } = this;
    return new SelfCheck({ inspectors, clock, log, policy: compilePolicy(settings), dispatchers });
  }

  private checkAgain(settings: Settings): void {
    this.checking.abort();
    this.checking = new AbortController();
    this.selfCheck = this.checkOf(settings);
    if (this.opened !== null) this.check(this.opened);
  }

  private async retire(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.deps.clock.sleep(retireEveryMs, signal);
      if (this.dispatchers.left().length > 0) await this.letGo();
    }
  }

  /** Whoever has left goes once nothing can be open there. */
  private async letGo(): Promise<void> {
    const { store, log } = this.deps;
    try {
      const held = await store.holdings();
      // What is shown by one that left, and current, changes once more when its incident goes on or ends.
      const { leaving } = compilePolicy(this.settings);
      await this.dispatchers.retire(new Set([...held, ...leaving].map(({ credential }) => credential)));
    } catch (error) {
      log.warn({ error: String(error) }, 'What has left the configuration could not be looked at.');
    }
  }
}
