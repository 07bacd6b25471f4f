import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { createEdges, createReaderBy, type Edges } from './config/edges.ts';
import { compilePolicy } from './config/policy.ts';
import type { Settings } from './config/settings.ts';
import { newState, stateFromRows, type BrainState } from './correlate/state/brain-state.ts';
import type { DeadLetter } from './domain/dead-letter.ts';
import { createHttpApp, type HttpApp } from './http/http-app.ts';
import { closeDoors, listen } from './http/listen.ts';
import { serverOptions } from './http/server-options.ts';
import { createInbox, type Inbox } from './ingest/inbox.ts';
import { operatorDelivery } from './ingest/operator-command.ts';
import type { Reader } from './ingest/reader.ts';
import { replayDeadLetter } from './ingest/replay-dead-letter.ts';
import { watchAppends, type WatchedAppend } from './ingest/watched-append.ts';
import { sampleEntries } from './integrations/sentry/sample-entries.ts';
import { createFeed, type Feed } from './observe/feed.ts';
import { reportClock, reportFound } from './observe/found.ts';
import { goneNotes, goneOf, takeStock, type Held } from './observe/held.ts';
import type { HealthFacts } from './observe/health.ts';
import { createOverview, type Overview } from './observe/overview.ts';
import { SelfCheck } from './observe/self-check.ts';
import { createStanding, type Standing } from './observe/standing.ts';
import { createTelling, type Telling } from './observe/telling.ts';
import { createInstruments, type Instruments } from './observe/instruments.ts';
import { createApplied, type Applied } from './pipeline/applied.ts';
import { createDrills, type Drills } from './pipeline/drills.ts';
import { InboxLoop } from './pipeline/inbox-loop.ts';
import { housekeeping } from './pipeline/housekeeping.ts';
import { createDispatchers, type Dispatchers } from './pipeline/run-dispatchers.ts';
import { warmUp } from './pipeline/warm-up.ts';
import { followLanes, followPolicy, reportLane } from './pipeline/self-entries.ts';
import { systemClock, type Clock } from './seams/clock.ts';
import type { Log } from './seams/log.ts';
import { systemRandom } from './seams/random.ts';
import type { Holding } from './seams/store.ts';
import { openSqliteStore, type SqliteStore } from './store/sqlite/open.ts';

/** The embedded store is guarded by its lock file, so the lease changes hands only with the file. */
const warmUpRounds = 24;
const leaseMs = 100 * 365 * 24 * 3_600_000;

/**
 * The relay as a library: everything is wired here and nowhere else. `start` recovers and opens the doors, `stop`
 * closes them, settles what is in flight and lets the store go. Both may be called once.
 */
export class App {
  /** Resolves with null after `stop`, or with the error that ended the relay. */
  readonly ended: Promise<Error | null>;
  private readonly settings: Settings;
  private readonly log: Log;
  private readonly clock: Clock;
  private readonly pace: Clock = systemClock();
  private readonly instruments: Instruments;
  private readonly read: Reader;
  private readonly abort = new AbortController();
  private readonly store: SqliteStore;
  private readonly state: BrainState;
  private readonly edges: Edges;
  private readonly applied: Applied;
  private readonly gone: readonly Holding[];
  private readonly dispatchers: Dispatchers;
  private readonly drills: Drills;
  private readonly selfCheck: SelfCheck;
  private readonly telling: Telling;
  private readonly standing: Standing;
  private readonly appends: WatchedAppend;
  private readonly inbox: Inbox;
  private readonly feed: Feed<Overview>;
  private readonly http: HttpApp;
  private readonly server: Server;
  private end: (error: Error | null) => void = () => undefined;
  private phase: HealthFacts['phase'] = 'starting';
  private brainStopped: string | null = null;
  private loops: Promise<unknown> = Promise.resolve();
  private inboxLoop: InboxLoop | null = null;

  private constructor(
    settings: Settings,
    log: Log,
    { store, state, newest, held }: { store: SqliteStore; state: BrainState } & Held,
  ) {
    this.settings = settings;
    this.log = log;
    this.store = store;
    this.state = state;
    this.clock = systemClock(settings.clock, newest === null ? {} : { from: newest });
    this.instruments = createInstruments(this.clock);
    this.read = createReaderBy(settings);
    this.applied = createApplied(state.meta.cursor, this.pace);
    this.ended = new Promise((resolve) => (this.end = resolve));
    this.edges = createEdges(settings, { clock: this.clock, log });
    this.telling = createTelling({ log, pace: this.pace, signal: this.abort.signal, state });
    this.gone = goneOf(held, this.edges.notifiers);
    this.dispatchers = this.createDispatchers();
    this.appends = watchAppends(store);
    this.inbox = createInbox({
      store: this.appends,
      clock: this.clock,
      onAppended: () => this.inboxLoop?.wake(),
    });
    this.drills = this.createDrills();
    this.selfCheck = this.createSelfCheck();
    this.standing = this.createStanding();
    const overview = createOverview({
      store,
      clock: this.clock,
      rates: this.instruments.rates,
      lanes: () => this.standing.lanes(),
      readiness: () => this.standing.readiness(),
      drills: this.drills,
    });
    this.feed = createFeed({ build: overview, pace: this.pace, log });
    this.http = this.createHttp(overview);
    this.server = createServer(serverOptions, this.http.app);
    this.http.attach(this.server);
  }

  /**
   * Opens the store and loads what the brain remembers.
   * @throws StoreLocked when another process holds the store's file, StoreUnusable when it cannot be used.
   */
  static async open(settings: Settings, log: Log): Promise<App> {
    const store = await openSqliteStore({
      path: settings.storePath,
      holder: `process ${process.pid}`,
      install: () => randomUUID().slice(0, 8),
    });
    const rows = await store.loadBrain();
    const state = rows === null ? newState(store.install) : stateFromRows(rows);
    return new App(settings, log, { store, state, ...(await takeStock(store, compilePolicy(settings))) });
  }

  /** Recovers, starts the loops and opens the doors. Answers with the address. */
  async start(): Promise<string> {
    const epoch = await this.store.acquireLease('brain', `process ${process.pid}`, this.clock.now(), leaseMs);
    if (epoch === null)
      throw new Error('Another process still holds the brain lease of this store. Stop it first.');
    const policy = compilePolicy(this.settings);
    warmUp(this.read, sampleEntries(warmUpRounds), policy);
    await followPolicy(this.store, this.state, policy, this.clock.now());
    await reportFound(this.state, this.store, this.log);
    reportClock(this.clock, this.log);
    for (const note of await goneNotes(this.store, this.gone)) this.log.warn({}, note);
    await followLanes(this.inbox, this.store, this.state, this.log);
    this.inboxLoop = this.createInboxLoop(epoch);
    this.loops = this.runLoops(this.inboxLoop);
    const address = await listen(this.server, this.settings.listen);
    this.phase = 'running';
    void this.selfCheck.run(this.abort.signal);
    return address;
  }

  /** Closes the doors, settles what is in flight, and lets the store go. */
  async stop(): Promise<void> {
    if (this.phase === 'stopping') return;
    this.phase = 'stopping';
    this.http.close();
    await closeDoors(this.server, this.pace);
    await this.inbox.close();
    this.abort.abort();
    await this.loops;
    await Promise.all(this.edges.notifiers.map((notifier) => notifier.close()));
    await this.feed.close();
    await this.store.close();
    this.end(null);
  }

  private createDrills(): Drills {
    const { store, clock, dispatchers, state } = this;
    return createDrills({ store, clock, dispatchers, ...this.edges, policy: () => state.meta.policy });
  }

  private createSelfCheck(): SelfCheck {
    const { clock, log, dispatchers } = this;
    return new SelfCheck({ ...this.edges, clock, log, policy: compilePolicy(this.settings), dispatchers });
  }

  private createStanding(): Standing {
    const { store, clock, gone, state } = this;
    return createStanding({
      store,
      clock,
      gone,
      policy: () => state.meta.policy,
      snapshots: () => this.dispatchers.all().map((dispatcher) => dispatcher.snapshot()),
      facts: () => ({
        phase: this.phase,
        brainStopped: this.brainStopped,
        storeFull: this.appends.trouble(),
        answers: this.selfCheck.answers(),
      }),
    });
  }

  private createDispatchers(): Dispatchers {
    return createDispatchers(this.edges.notifiers, this.gone, {
      store: this.telling.dispatch(this.store),
      clock: this.clock,
      random: systemRandom,
      log: this.log,
      reportLane: (lane) => void reportLane(this.inbox, lane, this.log),
      observe: (send) => {
        this.instruments.settled(send);
        this.feed.changed();
      },
    });
  }

  private createInboxLoop(epoch: number): InboxLoop {
    return new InboxLoop({
      store: this.store,
      state: this.state,
      epoch,
      read: this.read,
      clock: this.clock,
      log: this.log,
      committed: (batch, realMs) => {
        this.telling.committed(batch);
        this.instruments.committed(batch, realMs);
        this.applied.note(batch.to);
        if (batch.wanted.length > 0) this.dispatchers.wake();
        this.feed.changed();
      },
    });
  }

  private createHttp(overview: () => Promise<Overview>): HttpApp {
    return createHttpApp({
      settings: this.settings,
      inbox: this.inbox,
      store: this.store,
      clock: this.clock,
      pace: this.pace,
      log: this.log,
      lanes: () => this.standing.lanes(),
      readiness: () => this.standing.readiness(),
      ...this.instruments,
      refusals: this.telling.refusals(this.instruments.refusals),
      overview,
      feed: this.feed,
      applied: (seq) => this.applied.wait(seq),
      drills: this.drills,
      operator: (command) => this.inbox.accept(operatorDelivery(command, randomUUID(), 'operator')),
      deadLetters: {
        replay: (id) => this.replay(id),
        discard: (id) => this.store.closeDeadLetter(id, 'discarded', this.clock.now()),
      },
    });
  }

  private async runLoops(inboxLoop: InboxLoop): Promise<void> {
    const { signal } = this.abort;
    const { store, clock, log } = this;
    const keep = housekeeping({ store, clock, log, retention: this.settings.retention });
    await Promise.all([
      inboxLoop.run(signal).catch((error: unknown) => this.fail('The brain stopped', error)),
      this.dispatchers.run(signal).catch((error: unknown) => this.fail('A dispatcher stopped', error)),
      keep(signal),
    ]);
  }

  /** A loop that cannot go on ends the relay: a supervisor starts it again, and it recovers from its store. */
  private fail(what: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.brainStopped = reason;
    if (this.phase === 'stopping') return;
    this.log.error({ error: reason }, what);
    this.end(new Error(`${what}: ${reason}`));
  }

  private async replay(id: number): Promise<DeadLetter | null> {
    const closed = await replayDeadLetter({ store: this.store, inbox: this.inbox }, id, this.clock.now());
    this.dispatchers.wake();
    return closed;
  }
}
