import type { BrainState } from '../correlate/state/brain-state.ts';
import type { Entry } from '../domain/inbox/entry.ts';
import type { Reader } from '../ingest/reader.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { Batch, BrainStore, InboxStore } from '../seams/store.ts';
import { untilStored } from '../ingest/until-stored.ts';
import { applyRun } from './apply-inbox.ts';
import { timerDelivery } from './timer-entry.ts';

/** What the inbox loop needs. */
export interface InboxLoopDeps {
  readonly store: Pick<InboxStore, 'append' | 'read'> & Pick<BrainStore, 'commit'>;
  readonly state: BrainState;
  readonly epoch: number;
  readonly read: Reader;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether webhooks crowd at the door. */
  readonly doorIsCrowded: () => boolean;
  /** Called after every commit, with what it wrote (of dispositions only those that count) and how many real ms the run took. */
  readonly committed: (batch: Omit<Batch, 'epoch'>, realMs: number) => void;
}

/** Entries applied in one commit: few enough that an append never waits long for its turn to write. */
const entriesARun = 48;
/**
 * A run that was not full waits so long before the next, virtual ms: what comes meanwhile is applied together. Each run
 * works out anew what every incident that it touched should show, and each commit takes a turn at writing.
 */
const gatherMs = 20;
/** Whoever appends wakes the brain; this is for what nobody has told. */
const idleMs = 5_000;
/**
 * So long an entry may wait because webhooks crowd at the door, virtual ms. Sentry gives the door one second and one attempt;
 * nobody sees whether a page comes half a second later.
 */
const givesWayMs = 500;
/** So often it is asked meanwhile whether they still do. */
const askAgainMs = 10;

/** Applies the inbox in order, commit by commit, for as long as the signal lets it. */
export class InboxLoop {
  private readonly deps: InboxLoopDeps;
  private waker = new AbortController();
  /** What came until then has waited for the door, if it had to. */
  private waitedAt = Number.NEGATIVE_INFINITY;

  constructor(deps: InboxLoopDeps) {
    this.deps = deps;
  }

  /** There may be new entries. */
  wake(): void {
    this.waker.abort();
  }

  /**
   * Runs until the signal aborts.
   * @throws StaleCursor or LostLease when another process took over: this one must stop.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { store, state, clock } = this.deps;
    while (!signal.aborted) {
      this.waker = new AbortController();
      const entries = await store.read(state.meta.cursor, entriesARun);
      const [oldest] = entries;
      if (oldest !== undefined) {
        await this.giveWay(oldest, signal);
        await this.apply(entries, signal);
        // Dispatch, and the door's questions, have their turn between two runs.
        await (entries.length < entriesARun ? clock.sleep(gatherMs, signal) : yieldToOthers());
        continue;
      }
      const now = clock.now();
      if (state.timersFrom <= now) {
        await this.appendTimer(now, signal);
        continue;
      }
      const pause = Math.min(idleMs, state.timersFrom - now);
      await clock.sleep(pause, AbortSignal.any([signal, this.waker.signal]));
    }
  }

  /**
   * Lets a crowded door have the machine, for a while: a burst is taken first and thought about afterwards. What came until
   * the wait was over is then applied without another, so that nothing waits twice.
   */
  private async giveWay({ receivedAt }: Entry, signal: AbortSignal): Promise<void> {
    const { clock, doorIsCrowded } = this.deps;
    if (receivedAt <= this.waitedAt) return;
    while (!signal.aborted && clock.now() - receivedAt < givesWayMs && doorIsCrowded())
      await clock.sleep(askAgainMs, signal);
    this.waitedAt = clock.now();
  }

  private async apply(entries: readonly Entry[], signal: AbortSignal): Promise<void> {
    const began = performance.now();
    const batch = applyRun(this.deps.state, entries, this.deps.read);
    await this.commit(batch, signal);
    const counted = new Set(entries.filter(isCounted).map((entry) => entry.seq));
    const dispositions = batch.dispositions.filter(({ seq }) => counted.has(seq));
    this.deps.committed({ ...batch, dispositions }, performance.now() - began);
  }

  /** The state has moved already, so a commit that fails (a full disk) is repeated until it holds. */
  private commit(batch: Omit<Batch, 'epoch'>, signal: AbortSignal): Promise<void> {
    const { store, epoch, clock, log } = this.deps;
    const { from, to } = batch;
    return untilStored({ what: 'a commit', fields: { from, to }, clock, log }, signal, () =>
      store.commit({ ...batch, epoch }, clock.now()),
    );
  }

  /** What is due stays due: a full disk only delays it. */
  private async appendTimer(now: number, signal: AbortSignal): Promise<void> {
    const { store, state, clock, log } = this.deps;
    const timer = timerDelivery(state);
    await untilStored({ what: 'a timer', fields: { id: timer.id }, clock, log }, signal, () =>
      store.append([timer], now),
    );
  }
}

/** Drills, and what the relay tells itself, are in no statistics. */
function isCounted({ source, kind, verifiedBy }: Entry): boolean {
  return source !== 'drill' && kind !== 'drill' && verifiedBy !== 'self';
}

function yieldToOthers(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
