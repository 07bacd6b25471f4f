import type { Lane } from '../domain/sending/lane.ts';
import type { Notification } from '../domain/sending/notification.ts';
import type { Outcome, Step } from '../domain/sending/outcome.ts';
import { overdueMs } from '../domain/sending/page-answer.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { Notifier } from '../seams/notifier.ts';
import type { Random } from '../seams/random.ts';
import { LostLease, StoreGone, type DispatchStore, type Settlement } from '../seams/store.ts';
import { untilStored } from '../ingest/storing/until-stored.ts';
import type { BucketSpec, Debit } from '../domain/sending/budget.ts';
import { purseOf, type Purse } from './budget.ts';
import { bucketsOf, keepEmptied, pays, type Payer } from './paying.ts';
import { besideIt, type Beside } from './beside-it.ts';
import { Caution } from './caution.ts';
import { lagOf } from './lag.ts';
import { heardUntil } from './heard-until.ts';
import { bounded } from './lane-states.ts';
import { LaneBook } from './lane-book.ts';
import { resetNow } from './lane-reset.ts';
import { OverflowDesk } from './overflow-desk.ts';
import { kindOf, type InFlight } from './places.ts';
import { PageDesk } from './page-desk.ts';
import { plan, type Planned, type Situation } from './plan.ts';
import type { PageAnswered } from './outcome/page-answered.ts';
import { recovered } from './outcome/recover.ts';
import { roundRows } from './round-rows.ts';
import { settle } from './outcome/settle.ts';
import type { DispatcherSnapshot } from './snapshot.ts';

/** What a dispatcher needs. */
export interface DispatcherDeps {
  readonly notifier: Notifier;
  readonly store: DispatchStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Called when people have to know about a lane: it is blocked, a page waits too long, or it flows again. */
  readonly reportLane: (lane: Lane) => void;
  /** Called when a pager has answered to a page what it had not before, or when one needs no answer any more. */
  readonly reportPage: (answered: PageAnswered) => void;
  readonly observe: (send: ObservedSend) => void;
}

/** One finished send, for metrics and the live page. */
export interface ObservedSend {
  readonly row: Notification;
  readonly step: Step;
  readonly outcome: Outcome['kind'];
  /** Virtual ms. */
  readonly at: { readonly started: number; readonly settled: number };
}

/** Commits come in bursts; looking after each of them would find nothing new. */
const roundPauseMs = 20;
const retryMs = 1_000;

/** Sends with one credential: one round at a time, up to four sends in flight. */
export class Dispatcher {
  private readonly deps: DispatcherDeps;
  private readonly book: LaneBook;
  private readonly overflow: OverflowDesk;
  private readonly pages: PageDesk;
  private readonly inFlight = new Map<string, InFlight & { done: Promise<void> }>();
  private readonly specs = new Map<string, BucketSpec>();
  private readonly caution = new Caution();
  private recovered = false;
  private purse: Purse = new Map();
  private waker = new AbortController();
  /** One thing after the other: rounds, and whatever must not meet one. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(deps: DispatcherDeps) {
    this.deps = deps;
    const { log, reportLane } = deps;
    this.overflow = new OverflowDesk(deps);
    this.pages = new PageDesk(deps.reportPage);
    this.book = new LaneBook({ credential: deps.notifier.credential, log, reportLane });
  }

  /** There may be new work. */
  wake(): void {
    this.waker.abort();
  }

  /** Pays for a look at the vendor that belongs to no notification; false: nobody may look now (see `pays`). */
  async pay(debits: readonly Debit[]): Promise<boolean> {
    const now = this.deps.clock.now();
    const tempered = this.noted(debits, now);
    return this.recovered && pays(this.payer(), tempered, now);
  }

  /** Such a look was told to wait: until then nothing is sent out of what it was paid from. */
  async told(debits: readonly Debit[], waitMs: number): Promise<void> {
    await keepEmptied(this.payer(), this.caution.limited(debits, this.purse, waitMs, this.deps.clock.now()));
  }

  /** Somebody wants to know now: a lane that its configuration blocks is tried at once. A wait is never cut short. */
  retryBlocked(lanes: readonly string[]): void {
    this.book.retryBlocked(lanes, this.deps.clock.now());
    this.wake();
  }

  /** A person says that a lane works again: whatever it was told to wait for, one of its rows probes it at once. */
  async reset(id: string): Promise<void> {
    const release = await this.hold();
    try {
      await this.ready();
      const { deps, book, purse, inFlight } = this;
      await resetNow({ ...deps, book, purse, inFlight }, id, deps.clock.now());
    } finally {
      release();
      this.wake();
    }
  }

  /** Lanes and buckets as they are, for operators. */
  snapshot(): DispatcherSnapshot {
    const inFlight = [...this.inFlight.values()].map((one) => one.lane);
    return {
      credential: this.deps.notifier.credential,
      lanes: this.book.lanes,
      purse: this.purse,
      specs: this.specs,
      inFlight,
      lagMs: this.book.lagMs,
    };
  }

  /** Loads what the store remembers, before the first round. Calling it again is legal. */
  async ready(): Promise<void> {
    if (!this.recovered) await this.recover();
  }

  /** Resolves when no round is under way; until what it answers with is called, none begins. */
  async hold(): Promise<() => void> {
    const before = this.turn;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    this.turn = before.then(() => held);
    await before;
    return release;
  }

  /** Runs until the signal aborts; then waits for what is in flight. @throws LostLease when another process sends now. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.waker = new AbortController();
      const wakeAt = await this.inTurn(signal);
      await this.deps.clock.sleep(roundPauseMs, signal);
      const now = this.deps.clock.now();
      const pause = wakeAt === null ? overdueMs : Math.min(overdueMs, Math.max(1, wakeAt - now));
      await this.deps.clock.sleep(pause, AbortSignal.any([signal, this.waker.signal]));
    }
    await Promise.all([...this.inFlight.values()].map((one) => one.done));
  }

  /** Loads what is remembered, and counts starts that were never settled as ambiguous. */
  private async recover(): Promise<void> {
    const { store, notifier, clock } = this.deps;
    const now = clock.now();
    this.book.load(await store.lanes(notifier.credential), await store.laneUse(), now);
    this.purse = purseOf(await store.buckets(notifier.credential), now);
    const rows = await store.pending(notifier.credential, 100_000);
    const settlements = rows.flatMap((row) => recovered(row, now) ?? []);
    if (settlements.length > 0) await store.settle(settlements, now);
    this.recovered = true;
  }

  private inTurn(signal: AbortSignal): Promise<number | null> {
    const round = this.turn.then(() => this.roundOrRetry(signal));
    this.turn = round.catch(() => undefined);
    return round;
  }

  /** A store that refuses for a while (a full disk) ends a round, never the dispatcher. */
  private async roundOrRetry(signal: AbortSignal): Promise<number | null> {
    const { clock, log, notifier } = this.deps;
    try {
      await this.ready();
      return await this.round(signal);
    } catch (error) {
      if (error instanceof LostLease || error instanceof StoreGone) throw error;
      log.error(
        { error: String(error), credential: notifier.credential },
        'A round of dispatch failed; trying again in a second.',
      );
      return clock.now() + retryMs;
    }
  }

  /** Plans, pays and starts what may go out now. Answers when to look again at the latest. */
  private async round(signal: AbortSignal): Promise<number | null> {
    const { store, notifier, clock } = this.deps;
    const { credential } = notifier;
    const closed = this.book.closedLanes(clock.now());
    const heard = await heardUntil(store, clock.now());
    const { lanes: overflowing, dueAt } = await this.overflow.refresh(clock.now(), heard);
    const read = await roundRows(store, { credential, except: closed.ids }, clock.now());
    const now = clock.now();
    const { lanes, shownAt, repliedLast } = this.book;
    const { purse, inFlight } = this;
    const ours = { lanes, shownAt, repliedLast, overflowing, purse, inFlight };
    const situation: Situation = { ...read, ...ours, heardUntil: heard, now };
    const next = plan(situation, {
      credential,
      debits: (...of) => this.noted(notifier.debits(...of), now),
    });
    if (next.settled.length > 0) await store.settle(next.settled, now);
    this.pages.settled(read.rows, next.settled, now);
    const starts = next.sends.map((send) => send.start);
    if (starts.length > 0) await store.start(starts, now);
    for (const send of next.sends) {
      this.launch(send, besideIt(read.related(send.row)), now, signal);
    }
    if (closed.ids.length > 0) this.book.reportOverdue(await store.backlog(credential), now);
    return earliestOf(next.wakeAt, closed.opensAt, dueAt);
  }

  private payer(): Payer {
    const { store, notifier, log } = this.deps;
    return { credential: notifier.credential, purse: this.purse, store, log };
  }

  private noted(debits: readonly Debit[], now: number): readonly Debit[] {
    for (const { bucket, spec } of debits) this.specs.set(bucket, spec);
    return this.caution.temper(debits, now);
  }

  private launch(send: Planned, beside: Beside, now: number, signal: AbortSignal): void {
    const done = this.deliver(send, beside, now, signal)
      .catch((error: unknown) => {
        this.deps.log.error(
          { error: String(error), notification: send.row.id },
          'A send failed in an unforeseen way.',
        );
      })
      .finally(() => {
        this.inFlight.delete(send.row.id);
        this.wake();
      });
    const { incident, lane } = send.row;
    this.inFlight.set(send.row.id, { incident, lane, kind: kindOf(send.step), done });
    if (send.step === 'create') this.book.posts(send.row);
  }

  private async deliver(
    send: Planned,
    beside: Beside,
    startedAt: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { notifier, clock, random, observe } = this.deps;
    const { row, step, sendClass } = send;
    const lag = lagOf(row, sendClass, startedAt);
    const outcome = bounded(await notifier.send({ row, step, sendClass, lag, ...beside, now: startedAt }));
    const now = clock.now();
    const emptied =
      outcome.kind === 'limited'
        ? this.caution.limited(notifier.debits(row, step, sendClass), this.purse, outcome.waitMs, now)
        : [];
    const settlement = settle({ row, step, startedAt, ...this.book.historyOf(row) }, outcome, now, random);
    // Before anything is awaited: a send that ends at the same moment has to know that its lane was told to wait.
    this.book.note(row, outcome, startedAt, now);
    if (settlement.lane !== null) this.book.follow(settlement.lane, outcome);
    await this.store(settlement, emptied, signal);
    this.pages.sent(row, step, { outcome, settlement, now });
    observe({ row, step, outcome: outcome.kind, at: { started: startedAt, settled: now } });
  }

  /** While its outcome is not stored, a row stays in flight: sent again it could appear twice. */
  private async store(
    settlement: Settlement,
    emptied: readonly string[],
    signal: AbortSignal,
  ): Promise<void> {
    const { store, clock, log } = this.deps;
    const fields = { notification: settlement.id };
    try {
      await untilStored({ what: 'an outcome', fields, clock, log }, signal, async () => {
        // Whoever sends next, after a kill or in place of this process, waits as long.
        if (emptied.length > 0) await store.saveBuckets(bucketsOf(this.payer(), emptied));
        await store.settle([settlement], clock.now());
      });
    } catch (error) {
      // Whoever has the lease now finds the row started, and so looks first whether it was sent.
      log.error(
        { error: String(error), ...fields },
        'An outcome was not stored: whoever sends next looks first.',
      );
    }
  }
}

/** The earliest of these times; null when there is none. */
function earliestOf(...times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.min(...known);
}
