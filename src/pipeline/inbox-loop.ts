import type { BrainState } from '../correlate/state/brain-state.ts';
import type { Entry } from '../domain/inbox/entry.ts';
import type { Reader } from '../ingest/reader.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { Batch, BrainStore, InboxStore } from '../seams/store.ts';
import { untilStored } from '../ingest/storing/until-stored.ts';
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
  readonly committed: (batch: Omit<Batch, 'epoch'>, realMs: number, entries: readonly Entry[]) => void;
}

/** Entries applied in one commit: few enough that an append never waits long for its turn to write. */
const entriesARun = 48;
/** While webhooks crowd at the door: each of its appends waits for the commit that is being written. */
const entriesBesideACrowd = 16;
/**
 * A run that was not full waits so long before the next, virtual ms: what comes meanwhile is applied together. Each run
 * works out anew what every incident that it touched should show, and each commit takes a turn at writing.
 */
const gatherMs = 20;
/** Whoever appends wakes the brain; this is for what nobody has told. */
const idleMs = 5_000;
/**
 * While webhooks crowd at the door the brain rests so many times as long as it has worked: the door gets the machine, and what
 * comes first is still seen at once. Sentry gives the door one second and one attempt.
 */
const restsTimes = 12;
/** Nothing waits longer than that for such rests, virtual ms; first messages wait with it (`deliver/heard-until.ts`). */
const restsUntilMs = 2_000;
/** So often it is asked meanwhile whether they still do. */
const askAgainMs = 10;

/** Applies the inbox in order, commit by commit, for as long as the signal lets it. */
export class InboxLoop {
  private readonly deps: InboxLoopDeps;
  private waker = new AbortController();

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
    const { store, state, clock, doorIsCrowded } = this.deps;
    while (!signal.aborted) {
      this.waker = new AbortController();
      const limit = doorIsCrowded() ? entriesBesideACrowd : entriesARun;
      state.sleepers.sweep(clock.now());
      const entries = await store.read(state.meta.cursor, limit);
      const newest = entries.at(-1);
      if (newest !== undefined) {
        const began = clock.now();
        await this.apply(entries, signal);
        await this.giveWay(clock.now() - began, newest, signal);
        // Dispatch, and the door's questions, have their turn between two runs.
        await (entries.length < limit ? clock.sleep(gatherMs, signal) : yieldToOthers());
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

  /** Rests for a crowded door after a run that took so long; what comes next is no older than that run's newest entry. */
  private async giveWay(tookMs: number, { receivedAt }: Entry, signal: AbortSignal): Promise<void> {
    const { clock, doorIsCrowded } = this.deps;
    const until = Math.min(clock.now() + restsTimes * tookMs, receivedAt + restsUntilMs);
    for (let now = clock.now(); !signal.aborted && now < until && doorIsCrowded(); now = clock.now())
      await clock.sleep(Math.min(askAgainMs, until - now), signal);
  }

  private async apply(entries: readonly Entry[], signal: AbortSignal): Promise<void> {
    const began = performance.now();
    const batch = applyRun(this.deps.state, entries, this.deps.read);
    await this.commit(batch, signal);
    const counted = new Set(entries.filter(isCounted).map((entry) => entry.seq));
    const dispositions = batch.dispositions.filter(({ seq }) => counted.has(seq));
    this.deps.committed({ ...batch, dispositions }, performance.now() - began, entries);
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
