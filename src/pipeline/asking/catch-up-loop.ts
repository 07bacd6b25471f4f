import type { CaughtUp } from '../../seams/sentry-desk.ts';
import type { OperatorStore } from '../../seams/store.ts';
import { catchUp, type CatchUpDeps, type Stretch } from './catch-up.ts';

/** What catching up again and again needs. */
interface CatchingUpDeps extends CatchUpDeps {
  readonly store: Pick<OperatorStore, 'owedReading' | 'oweReading'>;
}

/** What decides when it is caught up. */
interface CatchUpTimes {
  /** The newest moment that the store told of at the start, virtual ms; null: it was new. */
  readonly alive: number | null;
  /** How often it is looked whether something was lost, ms; null: never by itself. */
  readonly everyMs: number | null;
}

/** What has to be read next, and from virtual ms `at` on. */
interface Due extends Omit<Stretch, 'patienceMs'> {
  readonly at: number;
}

/** Who was away for so long may have missed something, ms: Sentry tries once. */
const awayMs = 60_000;
/** What is on its way is left to its webhook, and looked at once more the next time, ms. */
const overlapMs = 2 * 60_000;
/** Nobody is told by itself of what is older, ms. */
const longestMs = 24 * 60 * 60_000;
/** What could not be read is tried again so soon, ms, and each time after twice as long, up to what is scheduled. */
const firstAgainMs = 60_000;
/** Up to so long where nothing is, ms. */
const againMs = 15 * 60_000;
/** Somebody waits for what they asked for. */
const patience = { asked: 2 * 60_000, byItself: 15 * 60_000 } as const;
/** What was told of as it stood there is looked at once more so soon, ms: its end may have come by itself just before. */
const overtakenMs = 60_000;
/** A webhook may take so long, ms. */
const onItsWayMs = 60_000;
const idleMs = 1_000;
/** A store that fails now and then is waited for, ms. */
const settleMs = 5_000;

/**
 * Catches up with Sentry: at the start, after a time in which nothing was heard; then every while, in case that something
 * was lost; and whenever somebody asks for it. One go at a time.
 */
export class CatchUp {
  private readonly deps: CatchingUpDeps;
  private readonly everyMs: number | null;
  /** Null: nothing is read by itself. */
  private due: Due | null;
  /** Since when the store knows that Sentry has to be read; undefined: what it knows was not asked yet. */
  private noted: number | null | undefined;
  /** Readings one after the other that could not be ended. */
  private failures = 0;
  private readonly asked: { readonly sinceMs: number; readonly told: (became: CaughtUp) => void }[] = [];

  constructor(deps: CatchingUpDeps, { alive, everyMs }: CatchUpTimes) {
    const now = deps.clock.now();
    const wasAway = alive !== null && now - alive > awayMs;
    this.deps = deps;
    this.everyMs = everyMs;
    const next = alive === null ? this.nextAfter(now) : this.afterStart(now);
    this.due = wasAway ? { since: alive - overlapMs, whole: true, at: now } : next;
  }

  /** Reads the last so many ms, as after a time in which nothing was heard; resolves with what came of it. */
  ask(sinceMs: number): Promise<CaughtUp> {
    return new Promise((told) => this.asked.push({ sinceMs, told }));
  }

  /** Nothing was taken for the last so many ms: they are read as after an absence, once it is clear that it is over. */
  owe(closedForMs: number): void {
    const now = this.deps.clock.now();
    this.add(now - closedForMs - overlapMs, now + settleMs);
    // What is being read meanwhile may take minutes.
    void this.note();
  }

  private add(since: number, at: number): void {
    const owed = this.due?.whole === true ? this.due : { since: Infinity, at };
    this.due = { since: Math.min(owed.since, since), whole: true, at: owed.at };
  }

  /** Runs until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.deps;
    while (!signal.aborted) {
      await this.note();
      const one = this.asked.shift();
      if (one !== undefined) one.told(await this.goAsAsked(one.sinceMs, signal));
      else if (this.due !== null && this.due.at <= clock.now()) await this.goByItself(this.due, signal);
      else await clock.sleep(idleMs, signal);
    }
  }

  /** What is owed stands in the store until it is read: whoever ends before that still owes it, however short it is away. */
  private async note(): Promise<void> {
    const { store, clock, log } = this.deps;
    try {
      if (this.noted === undefined) {
        this.noted = await store.owedReading();
        if (this.noted !== null) this.add(this.noted, clock.now());
      }
      const owed = this.due?.whole === true ? this.due.since : null;
      if (owed === this.noted) return;
      await store.oweReading(owed);
      this.noted = owed;
    } catch (error) {
      log.debug({ error: String(error) }, 'What has to be read in Sentry could not be noted.');
    }
  }

  private async goAsAsked(sinceMs: number, signal: AbortSignal): Promise<CaughtUp> {
    const since = this.deps.clock.now() - sinceMs;
    const became = await this.go({ since, whole: true, patienceMs: patience.asked }, signal);
    this.lookAgain(became);
    return became;
  }

  private async goByItself(due: Due, signal: AbortSignal): Promise<void> {
    const since = Math.max(due.since, this.deps.clock.now() - longestMs);
    const became = await this.go({ since, whole: due.whole, patienceMs: patience.byItself }, signal);
    const { why, until } = became;
    // What could not be read is still owed, and so is what was missed meanwhile.
    const more = this.due === due ? null : this.due;
    const againAfter = Math.min(firstAgainMs * 2 ** Math.min(this.failures, 10), this.everyMs ?? againMs);
    const at = until + againAfter;
    this.failures = why === null ? 0 : this.failures + 1;
    if (why === null) this.due = more ?? this.nextAfter(until);
    else this.due = more === null ? { ...due, at } : { ...more, since: Math.min(more.since, due.since) };
    this.lookAgain(became);
  }

  /** Its webhook found nothing to end where it came while this was read, so nobody else would end it. */
  private lookAgain({ told, until }: CaughtUp): void {
    if (told === 0) return;
    const next = this.due ?? { since: until - overlapMs, whole: false, at: Infinity };
    this.due = { ...next, at: Math.min(next.at, until + overtakenMs) };
  }

  /** The life before may have ended just before it read: so this one does, as soon as nothing of it is on its way any more. */
  private afterStart(now: number): Due | null {
    const { everyMs } = this;
    if (everyMs === null) return null;
    return { since: now - everyMs - overlapMs, whole: false, at: now + onItsWayMs };
  }

  private nextAfter(until: number): Due | null {
    const { everyMs } = this;
    return everyMs === null ? null : { since: until - overlapMs, whole: false, at: until + everyMs };
  }

  private async go(stretch: Stretch, signal: AbortSignal): Promise<CaughtUp> {
    const became = await catchUp(this.deps, stretch, signal);
    const { looked, told, why } = became;
    const fields = { event: 'caught-up', since: new Date(stretch.since).toISOString(), looked, told };
    const { log } = this.deps;
    if (why !== null) log.warn(fields, `What Sentry knows could not all be read. ${why}`);
    else if (told > 0) log.info(fields, `Read in Sentry: ${told} of ${looked} issues had not been heard of.`);
    return became;
  }
}
