import {
  afterCanary,
  canaryLeftMs,
  canaryTrouble,
  noCanary,
  type CanaryEnd,
  type CanaryStanding,
} from '../domain/drill/canary.ts';
import type { CanaryView } from '../observe/drills/canary-view.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { OperatorStore } from '../seams/store.ts';

/** What a canary needs. */
interface CanaryDeps {
  readonly store: Pick<OperatorStore, 'canary' | 'endCanary'>;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly log: Log;
  readonly everyMs: number;
  /** How many drills are open, whoever registered them. */
  readonly open: () => Promise<number>;
  /** Runs one drill to its end, at the relay's own address; null: it was broken off, and says nothing. */
  readonly sing: (address: string, signal: AbortSignal) => Promise<CanaryEnd | null>;
}

/** A start has more urgent work than what is overdue. */
const afterStartMs = 10_000;
/** While somebody drills, or after a round that failed. */
const againMs = 10_000;

/**
 * Runs a drill again and again. When the next is due follows from when the last one ended, which the store keeps: a relay
 * that is often started anew sings as often as one that never ends.
 */
export class Canary {
  private readonly deps: CanaryDeps;
  private readonly since: number;
  private readonly over = new AbortController();
  private standing: CanaryStanding = noCanary;
  private singing: Promise<void> = Promise.resolve();

  constructor(deps: CanaryDeps) {
    this.deps = deps;
    this.since = deps.clock.now();
  }

  /** How it stands now. */
  view(): CanaryView {
    const { standing, since } = this;
    const { everyMs, clock } = this.deps;
    return { ...standing, trouble: canaryTrouble(standing, { everyMs, since, now: clock.now() }) };
  }

  /** Begins to sing, at the door that is open there. */
  begin(address: string): void {
    this.singing = this.run(address, this.over.signal);
  }

  /** Resolves once it is silent: a drill that runs is broken off, and closed. */
  async end(): Promise<void> {
    this.over.abort();
    await this.singing;
  }

  /** Sings until the signal aborts; never two at once. Never rejects. */
  private async run(address: string, signal: AbortSignal): Promise<void> {
    const { clock, log } = this.deps;
    for (let waitMs = afterStartMs; ;) {
      await clock.sleep(waitMs, signal);
      if (signal.aborted) return;
      try {
        waitMs = await this.round(address, signal);
      } catch (error) {
        log.warn({ event: 'canary', error: String(error) }, 'The canary could not sing; trying again.');
        waitMs = againMs;
      }
    }
  }

  /** Sings if it is due, and answers after how long it may be due again. */
  private async round(address: string, signal: AbortSignal): Promise<number> {
    const { store, clock, everyMs, open, sing } = this.deps;
    this.standing = await store.canary();
    const leftMs = canaryLeftMs(this.standing, everyMs, clock.now());
    if (leftMs > 0) return leftMs;
    if ((await open()) > 0) return againMs;
    const end = await sing(address, signal);
    if (end === null) return againMs;
    this.tell(end);
    await store.endCanary(this.standing);
    return canaryLeftMs(this.standing, everyMs, clock.now());
  }

  private tell(end: CanaryEnd): void {
    const { clock, log } = this.deps;
    this.standing = afterCanary(this.standing, end, clock.now());
    const { failures } = this.standing;
    if (end.passed) log.info({ event: 'canary', passed: true }, 'The canary passed.');
    else
      log.warn({ event: 'canary', passed: false, failures, why: end.why }, `The canary failed: ${end.why}`);
  }
}
