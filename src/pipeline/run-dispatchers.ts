import { Dispatcher, type DispatcherDeps } from '../deliver/dispatcher.ts';
import { goneNotifier } from '../deliver/gone-notifier.ts';
import { renewableNotifier, type RenewableNotifier } from '../deliver/renewable-notifier.ts';
import type { Debit } from '../domain/sending/budget.ts';
import type { LaneState } from '../domain/sending/lane.ts';
import type { Trouble } from '../domain/sending/trouble.ts';
import type { Notifier } from '../seams/notifier.ts';
import type { Told } from '../seams/outcome-finding.ts';
import type { Holding } from '../seams/store.ts';

/** Who sends from now on. */
interface NextSenders {
  /** Those who are new, or send by other settings. */
  readonly notifiers: readonly Notifier[];
  /** Credentials that get what is new. */
  readonly present: ReadonlySet<string>;
  /** Credentials of which rows go over to another. */
  readonly losing: readonly string[];
  /** Lets the rows go over. Meanwhile those who lose them plan nothing: no row is sent by two. */
  readonly handOver: () => Promise<void>;
}

/** A credential that is sent with. */
interface Sending {
  readonly dispatcher: Dispatcher;
  readonly notifier: RenewableNotifier;
  readonly over: AbortController;
  /** False: it has left, and finishes what is open. */
  present: boolean;
  done: Promise<void>;
}

/** All dispatchers of the relay: one a credential, so that no credential's trouble delays another's. */
export class Dispatchers {
  private readonly deps: Omit<DispatcherDeps, 'notifier'>;
  private readonly sending = new Map<string, Sending>();
  /** What silent looks were told last, by credential. */
  private readonly waits = new Map<string, { readonly until: number; readonly trouble: Trouble }>();
  private begin: ((one: Sending) => void) | null = null;

  /** One for each notifier, and for each credential that is gone while rows depend on it. */
  constructor(
    notifiers: readonly Notifier[],
    gone: readonly Holding[],
    deps: Omit<DispatcherDeps, 'notifier'>,
  ) {
    this.deps = deps;
    for (const notifier of notifiers) this.add(notifier);
    for (const { credential } of gone) this.add(goneNotifier(credential));
  }

  /** Some notification may have changed. */
  readonly wake = (): void => {
    for (const dispatcher of this.all()) dispatcher.wake();
  };

  /** Pays for a silent look out of a credential's budget; false when it allows none now, or is nobody's. */
  readonly pay = async (credential: string, debits: readonly Debit[]): Promise<boolean> =>
    (await this.sending.get(credential)?.dispatcher.pay(debits)) ?? false;

  /** What a silent look was told to wait holds for all that is paid from the same. */
  readonly told: Told = async (credential, debits, { waitMs, trouble }) => {
    this.waits.set(credential, { until: this.deps.clock.now() + waitMs, trouble });
    await this.sending.get(credential)?.dispatcher.told(debits, waitMs);
  };

  /** Why nothing is sent with a credential, where nothing but a silent look was told so; null: it may be. */
  waitOf(credential: string): Trouble | null {
    const wait = this.waits.get(credential);
    return wait !== undefined && wait.until > this.deps.clock.now() ? wait.trouble : null;
  }

  /** Those that get what is new first. */
  all(): readonly Dispatcher[] {
    const all = [...this.sending.values()];
    return [...all.filter(({ present }) => present), ...all.filter(({ present }) => !present)].map(
      ({ dispatcher }) => dispatcher,
    );
  }

  /** How a lane is doing; undefined for one that nothing was sent to. */
  lane(id: string): LaneState | undefined {
    return this.all()
      .map((one) => one.snapshot().lanes.get(id)?.state)
      .find((state) => state !== undefined);
  }

  /** Credentials that have left, and finish what is open. */
  left(): readonly string[] {
    return [...this.sending].flatMap(([credential, { present }]) => (present ? [] : [credential]));
  }

  /** Resolves when every dispatcher has settled what was in flight after the signal aborted. */
  run(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.begin = (one) => {
        one.done = one.dispatcher.run(AbortSignal.any([signal, one.over.signal]));
        one.done.catch(reject);
      };
      for (const one of this.sending.values()) this.begin(one);
      const end = (): void => {
        Promise.all([...this.sending.values()].map(({ done }) => done)).then(() => resolve(), reject);
      };
      if (signal.aborted) end();
      else signal.addEventListener('abort', end, { once: true });
    });
  }

  /**
   * Sends with other credentials from now on. Whoever stays goes on as before, with its lanes and its budget; what is
   * under way is settled by whoever has started it; whoever leaves finishes what is open there.
   */
  async renew({ notifiers, present, losing, handOver }: NextSenders): Promise<void> {
    const fresh: Sending[] = [];
    for (const notifier of notifiers) {
      const known = this.sending.get(notifier.credential);
      if (known === undefined) fresh.push(this.add(notifier));
      else known.notifier.renew(notifier);
    }
    for (const [credential, one] of this.sending) one.present = present.has(credential);
    // Before rows come over: one that somebody else is sending must not be taken for one whose end nobody knows.
    for (const { dispatcher } of fresh) await dispatcher.ready();
    const losers = losing.flatMap((credential) => this.sending.get(credential)?.dispatcher ?? []);
    const releases = await Promise.all(losers.map((dispatcher) => dispatcher.hold()));
    try {
      await handOver();
    } finally {
      for (const release of releases) release();
      for (const one of fresh) this.begin?.(one);
    }
    this.wake();
  }

  /** Lets those go who have left. @param needed Credentials on which something depends, or may once more. */
  async retire(needed: ReadonlySet<string>): Promise<void> {
    for (const [credential, one] of this.sending) {
      if (one.present || needed.has(credential) || one.dispatcher.snapshot().inFlight.length > 0) continue;
      one.over.abort();
      await one.done;
      this.sending.delete(credential);
      await one.notifier.close();
    }
  }

  /** Ends connections. */
  async close(): Promise<void> {
    await Promise.all([...this.sending.values()].map(({ notifier }) => notifier.close()));
  }

  private add(first: Notifier): Sending {
    const notifier = renewableNotifier(first);
    const { credential } = notifier;
    const dispatcher = new Dispatcher({
      ...this.deps,
      notifier,
      observe: (send) => {
        this.deps.observe(send);
        // What it has sent last may be another's by now.
        if (this.sending.get(credential)?.present === false) this.wake();
      },
    });
    const one: Sending = {
      dispatcher,
      notifier,
      over: new AbortController(),
      present: true,
      done: Promise.resolve(),
    };
    this.sending.set(credential, one);
    return one;
  }
}
