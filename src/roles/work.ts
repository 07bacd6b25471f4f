import { randomUUID } from 'node:crypto';
import type { MessagePort } from 'node:worker_threads';
import { createOnCall, createPageReading } from '../config/edges.ts';
import { createRoomPeople, type RenewableRoomPeople } from '../config/room-people.ts';
import type { Settings } from '../config/settings.ts';
import { followRooms } from '../pipeline/asking/rooms-loop.ts';
import { createInbox, type Inbox } from '../ingest/inbox.ts';
import { policyDelivery, samePolicy } from '../ingest/policy-entry.ts';
import { reportClock, reportFound } from '../observe/found.ts';
import { goneNotes } from '../observe/held.ts';
import { countedSend } from '../observe/counted-send.ts';
import { Troubles } from '../observe/troubles.ts';
import { createTelling } from '../observe/log/telling.ts';
import { createApplied } from '../pipeline/applied.ts';
import type { InboxLoop } from '../pipeline/inbox-loop.ts';
import { keepLeases, takeLease } from '../pipeline/leases.ts';
import { readPages } from '../pipeline/asking/page-reads.ts';
import { watchOnCall } from '../pipeline/asking/on-call-watch.ts';
import { followLanes, followPages, reportLane, reportPage } from '../pipeline/self-entries.ts';
import { systemClock, type Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { OnCall } from '../seams/on-call.ts';
import { onFloor } from '../seams/shared-floor.ts';
import type { Lease } from '../seams/store.ts';
import type { SqliteStore } from '../store/sqlite/assemble.ts';
import { joinSqliteStore } from '../store/sqlite/join.ts';
import { openBrain, type Brain } from './brain.ts';
import { openDispatch, type Dispatch } from './dispatch.ts';
import { sentLines } from './lines.ts';
import { SentryLoops } from './sentry-loops.ts';
import type { Beginning, FromWorker, Question, Reply, ToWorker } from './messages.ts';
import { upkeep } from './upkeep.ts';
import { becameOf, type Disposition } from '../domain/inbox/disposition.ts';
import { decidedIn } from '../domain/inbox/journey.ts';
import { sentenceOf } from '../domain/decision/words.ts';

type Tell = (message: FromWorker) => void;

/** The thread of brain and dispatch: begins when it is told to, and ends when it is told to. */
export function work(port: MessagePort): void {
  const tell: Tell = (message) => port.postMessage(message);
  let crew: Crew | null = null;
  port.on('message', (message: ToWorker) => {
    if (message.kind !== 'begin') {
      crew?.hear(message);
      return;
    }
    begin(message.with, tell).then(
      (begun) => (crew = begun),
      (error: unknown) => tell({ kind: 'failed', what: null, reason: reasonOf(error) }),
    );
  });
}

/** Recovers, and lets both roles run. */
async function begin(beginning: Beginning, tell: Tell): Promise<Crew> {
  const { settings, newest } = beginning;
  const log = sentLines(settings.logLevel, (line) => tell({ kind: 'line', ...line }));
  const own = systemClock(settings.clock, newest === null ? {} : { from: newest });
  const clock = onFloor(own, beginning.floor);
  const store = await joinSqliteStore({ path: settings.storePath, memory: beginning.store });
  const holder = `process ${process.pid}, ${randomUUID()}`;
  const lease = await takeLease({ store, clock }, 'brain', holder);
  const leases = { brain: lease, dispatch: await takeLease({ store, clock }, 'dispatch', holder) };
  const brain = await openBrain({ settings, store, clock, log, lease, doorCrowd: beginning.doorCrowd });
  const crew = new Crew({ beginning, store, clock, log, brain, leases, tell });
  await crew.recover();
  crew.run();
  return crew;
}

interface CrewParts {
  readonly beginning: Beginning;
  readonly store: SqliteStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly brain: Brain;
  readonly leases: { readonly brain: Lease; readonly dispatch: Lease };
  readonly tell: Tell;
}

/** Brain and dispatch at work in one thread. */
class Crew {
  private readonly parts: CrewParts;
  private readonly abort = new AbortController();
  private readonly inbox: Inbox;
  private readonly loop: InboxLoop;
  private readonly dispatch: Dispatch;
  private readonly onCall: OnCall;
  private readonly troubles = new Troubles();
  private readonly applied = createApplied(0, systemClock());
  private readonly roomPeople: RenewableRoomPeople | null;
  private readonly sentry: SentryLoops;
  private loops: Promise<unknown> = Promise.resolve();

  constructor(parts: CrewParts) {
    const { store, clock, log, brain, beginning, leases, tell } = parts;
    const { state } = brain;
    this.parts = parts;
    // What stood still and was replaced meanwhile neither sends nor tells anything any more.
    const own = store.under(leases.dispatch);
    const telling = createTelling({ log, pace: systemClock(), signal: this.abort.signal, state });
    this.dispatch = openDispatch({
      settings: beginning.settings,
      store: telling.dispatch({ ...store, ...own }),
      clock,
      log,
      held: beginning.held,
      policy: () => state.meta.policy,
      reportLane: (lane) => void reportLane(this.inbox, lane, log),
      reportPage: (answered) => void reportPage(this.inbox, answered, log),
      observe: (send) => tell({ kind: 'sent', send: countedSend(send) }),
    });
    this.onCall = createOnCall(beginning.settings, {
      clock,
      log,
      policySeen: () => state.meta.pagerPolicy ?? null,
    });
    let told = state.meta.policy;
    const { traces } = beginning.settings;
    this.loop = brain.loop((batch, realMs, entries) => {
      telling.committed(batch);
      const became = batch.dispositions.map(({ disposition }) => becameOf(disposition));
      for (const { disposition } of batch.dispositions) this.follow(disposition);
      const { policy } = state.meta;
      const decided = traces === null ? {} : { decided: decidedIn(entries, batch.dispositions) };
      const changed = policy === told ? {} : { policy };
      tell({ kind: 'committed', to: batch.to, became, realMs, ...changed, ...decided });
      told = policy;
      this.applied.note(batch.to);
      if (batch.wanted.length > 0) this.dispatch.wake();
    });
    this.roomPeople = createRoomPeople(beginning.settings, {
      clock,
      log,
      policySeen: () => state.meta.pagerPolicy ?? null,
    });
    this.inbox = createInbox({ store: own, clock, onAppended: () => this.loop.wake() });
    const { signal } = this.abort;
    this.sentry = new SentryLoops({ ...parts, state, inbox: this.inbox, troubles: this.troubles, signal });
  }

  /** Says what was found, and tells the brain what it has not heard of. */
  async recover(): Promise<void> {
    const { store, clock, log, brain } = this.parts;
    await reportFound(brain.state, store, log);
    reportClock(clock, log);
    for (const note of await goneNotes(store, this.dispatch.gone())) log.warn({}, note);
    await followLanes(this.inbox, store, brain.state, log);
    await followPages(this.inbox, store, { state: brain.state, log, now: clock.now() });
  }

  /** Starts the loops. One that cannot go on ends the relay. */
  run(): void {
    const { store, clock, log, brain, beginning, leases, tell } = this.parts;
    const { meta } = brain.state;
    const { signal } = this.abort;
    const reader = createPageReading(beginning.settings, clock);
    const { roomPeople: rooms } = this;
    const failed = (what: string) => (error: unknown) =>
      tell({ kind: 'failed', what, reason: reasonOf(error) });
    tell({ kind: 'ready', cursor: meta.cursor, policy: meta.policy, gone: this.dispatch.gone() });
    this.loops = Promise.all([
      brain.warmUp(signal),
      this.loop.run(signal).catch(failed('The brain stopped')),
      this.dispatch.run(signal).catch(failed('A dispatcher stopped')),
      keepLeases(
        { store, clock, log, note: (why) => this.troubles.note('leases', why) },
        [leases.brain, leases.dispatch],
        signal,
      ).catch(failed('A lease was lost')),
      this.watchOnCall(signal),
      reader === null
        ? null
        : readPages({ reader, state: brain.state, store, inbox: this.inbox, clock, log })(signal),
      rooms === null
        ? null
        : followRooms({ people: rooms, state: brain.state, store, inbox: this.inbox, clock, log })(signal),
      this.sentry.run(),
      upkeep({ ...this.parts, inbox: this.inbox, dispatch: this.dispatch }, signal),
    ]);
  }

  /** Where nobody can be asked, that nobody is known is no trouble. */
  private watchOnCall(signal: AbortSignal): Promise<void> {
    const { clock, log, brain, beginning } = this.parts;
    const { pagerduty, pagerdutyRest } = beginning.settings;
    const isAsked = pagerduty !== null && pagerdutyRest !== null;
    const note = (why: string | null): void => this.troubles.note('on-call', isAsked ? why : null);
    return watchOnCall({ onCall: this.onCall, state: brain.state, inbox: this.inbox, clock, log, note })(
      signal,
    );
  }

  /** What a person has said of a lane is durable by now, and dispatch does it. */
  private follow({ decision }: Disposition): void {
    if (decision.code !== 'lane-reset') return;
    this.parts.log.info({ event: 'lane-reset', ...decision }, sentenceOf(decision));
    this.dispatch.reset(decision.lane);
  }

  hear(message: Exclude<ToWorker, { readonly kind: 'begin' }>): void {
    switch (message.kind) {
      case 'opened':
        this.dispatch.check(this.abort.signal);
        break;
      case 'appended':
        this.loop.wake();
        break;
      case 'missed':
        this.sentry.missed(message.closedForMs);
        break;
      case 'replayed':
        this.dispatch.wake();
        break;
      case 'prepare':
        this.dispatch.prepare();
        break;
      case 'ask':
        void this.reply(message.question).then((reply) =>
          this.parts.tell({ kind: 'answer', id: message.id, reply }),
        );
        break;
      case 'stop':
        void this.stop();
    }
  }

  private async reply(question: Question): Promise<Reply> {
    try {
      if (question.about === 'standing')
        return {
          about: 'standing',
          standing: { ...this.dispatch.standing(), troubles: this.troubles.list() },
        };
      if (question.about === 'on-call') return { about: 'on-call', answer: await this.onCall.whoIsOnCall() };
      if (question.about === 'catch-up')
        return { about: 'catch-up', became: await this.sentry.catchUp(question.sinceMs) };
      if (question.about === 'renewal') return await this.renew(question.settings);
      return { about: 'drill', report: await this.dispatch.report(question.drill) };
    } catch (error) {
      return { about: 'failure', reason: reasonOf(error) };
    }
  }

  /** Goes on by other settings: the brain learns of their policy as of everything else, by its inbox. */
  private async renew(settings: Settings): Promise<Reply> {
    const { brain, store, log } = this.parts;
    const { state } = brain;
    this.roomPeople?.renew(settings);
    brain.renew(settings);
    await this.dispatch.renew(settings, async (policy) => {
      if (samePolicy(policy, state.meta.policy)) return;
      const { seq } = await this.inbox.accept(policyDelivery(policy, `policy:${randomUUID()}`));
      while (state.meta.cursor < seq && !this.abort.signal.aborted) await this.applied.wait(seq);
    });
    // A lane that was blocked with the credential before is not, with this one.
    await followLanes(this.inbox, store, state, log);
    return { about: 'renewal', gone: this.dispatch.gone() };
  }

  /** Settles what is in flight, and lets the store go. */
  private async stop(): Promise<void> {
    const { store, tell } = this.parts;
    await this.inbox.close();
    this.abort.abort();
    await this.loops;
    await this.dispatch.close();
    await store.close();
    tell({ kind: 'stopped' });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
