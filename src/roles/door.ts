import { compilePolicy } from '../config/policy.ts';
import { waitingForRestart, type Renewal } from '../config/reload/renewal.ts';
import type { Settings } from '../config/settings.ts';
import type { Policy } from '../domain/policy.ts';
import { rehearse } from '../http/doors/rehearsal.ts';
import { createSlackDesks, type SlackDesks } from '../http/doors/slack-desks.ts';
import { createHttpApp, type HttpApp } from '../http/http-app.ts';
import { closeDoors } from '../http/close-doors.ts';
import { listen } from '../http/listen.ts';
import { createServer, type Server } from '../http/node-http.ts';
import { serverOptions } from '../http/server-options.ts';
import type { Healing } from '../ingest/healing.ts';
import type { Inbox } from '../ingest/inbox.ts';
import type { Heart } from '../observe/heartbeat/heart.ts';
import type { Canary } from '../pipeline/canary.ts';
import { createFeed, type Feed } from '../observe/feed.ts';
import type { HealthFacts } from '../observe/health.ts';
import { createInstruments, type Instruments } from '../observe/instruments.ts';
import { createOverview, type Overview } from '../observe/overview.ts';
import { toldRefusals } from '../observe/log/refusal-log.ts';
import type { Refusals } from '../observe/refusals.ts';
import { createStanding, type DoorFacts, type Standing } from '../observe/standing.ts';
import { createApplied, type Applied } from '../pipeline/applied.ts';
import type { Drills } from '../pipeline/drills.ts';
import { systemClock, type Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { Holding } from '../seams/store.ts';
import type { Wake } from '../seams/wake.ts';
import type { SqliteStore } from '../store/sqlite/assemble.ts';
import { createJsonCheck } from '../store/sqlite/json-check.ts';
import { createDoorSecrets, type DoorSecrets } from './door-secrets.ts';
import { doorDrills } from './door-drills.ts';
import { openDoorInbox } from './door-inbox.ts';
import { createCanary } from './canary.ts';
import { createDeadLetterDesk } from './dead-letter-desk.ts';
import { tendAppends, type TendedAppends } from './recovered-store.ts';
import { runTogether } from './run-together.ts';
import { createHeartbeat } from './heartbeat.ts';
import { healSentry } from './heal-sentry.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { peopleWords } from './people-words.ts';
import { createQuestions, type Questions } from './questions.ts';
import { createTraces, type Traces } from './traces.ts';

/** What the door needs. */
interface DoorDeps {
  readonly settings: Settings;
  readonly store: SqliteStore;
  readonly clock: Clock;
  readonly log: Log;
  /** To brain and dispatch. */
  readonly wake: Pick<Wake<ToWorker, FromWorker>, 'tell'>;
  /** Where it notes its commits. */
  readonly doorCrowd: SharedArrayBuffer;
}

/**
 * The role that answers: doors, API and live page. It writes what comes into the inbox and reads the store; what only
 * brain and dispatch know it asks them.
 */
export class Door {
  private readonly deps: DoorDeps;
  private readonly pace: Clock = systemClock();
  private readonly over = new AbortController();
  private readonly hangUp = new AbortController();
  private readonly rehearsal = new AbortController();
  private readonly looksWhole = createJsonCheck();
  private readonly instruments: Instruments;
  private readonly applied: Applied;
  private readonly appends: TendedAppends;
  private readonly traces: Traces;
  private readonly inbox: Inbox;
  private readonly questions: Questions;
  private readonly standing: Standing;
  private readonly feed: Feed<Overview>;
  private readonly refusals: Refusals;
  private readonly slack: SlackDesks;
  /** What goes on until nobody is talked to any more. */
  private talking: Promise<unknown> = Promise.resolve();
  private readonly healing: Healing;
  private readonly heart: Heart | null;
  private readonly canary: Canary | null;
  private readonly http: HttpApp;
  private readonly server: Server;
  private policy: Policy;
  private gone: readonly Holding[] = [];
  private brokenConfig: string | null = null;
  /** What of the newest configuration takes effect at the next start. */
  private waiting: readonly string[] = [];
  private readonly secrets: DoorSecrets;
  private phase: HealthFacts['phase'] = 'starting';
  private brainStopped: string | null = null;

  constructor(deps: DoorDeps) {
    const { settings, store, clock, log, wake } = deps;
    this.deps = deps;
    this.policy = compilePolicy(settings);
    this.secrets = createDoorSecrets(settings);
    this.instruments = createInstruments(clock);
    this.instruments.metrics.gauges.configReloadSuccessful.set(1);
    this.applied = createApplied(0, this.pace, async () => (await store.stats()).cursor);
    this.appends = tendAppends(store, { ...deps, inbox: () => this.inbox });
    const { metrics } = this.instruments;
    this.traces = createTraces({ ...deps, pace: this.pace, metrics });
    this.inbox = openDoorInbox({ ...deps, appends: this.appends, traces: this.traces });
    this.questions = createQuestions({ wake, pace: this.pace });
    this.refusals = toldRefusals(this.instruments.refusals, {
      ...deps,
      pace: this.pace,
      signal: this.over.signal,
    });
    this.slack = this.createSlack();
    const { looksWhole, pace } = this;
    this.healing = healSentry(this.secrets.sentry, { ...deps, looksWhole, pace, metrics });
    this.standing = this.createStanding();
    this.heart = createHeartbeat({
      ...deps,
      questions: this.questions,
      pace,
      standing: this.standing,
      facts: () => this.facts(),
    });
    const policy = (): Policy => this.policy;
    const drills = doorDrills({ store, wake, policy, questions: this.questions });
    this.canary = createCanary({ ...deps, drills, drillSecret: () => this.secrets.sentry.drillSecret });
    const overview = createOverview({ ...deps, ...this.standing, ...this.instruments, drills, policy });
    this.feed = createFeed({ build: overview, pace: this.pace, log });
    this.http = this.createHttp(overview, drills);
    this.server = createServer(serverOptions, this.http.listener);
    this.http.attach(this.server);
  }

  /** Brain or dispatch told something. */
  hear(message: FromWorker): void {
    this.traces.hear(message);
    switch (message.kind) {
      case 'ready':
        this.gone = message.gone;
        this.policy = message.policy;
        this.applied.note(message.cursor);
        break;
      case 'committed':
        this.policy = message.policy ?? this.policy;
        this.instruments.committed(message.became, message.realMs);
        this.applied.note(message.to);
        this.feed.changed();
        break;
      case 'sent':
        this.instruments.settled(message.send);
        this.feed.changed();
        break;
      case 'asked':
        this.instruments.metrics.asked(message.call);
        break;
      case 'answer':
        this.questions.answered(message.id, message.reply);
        break;
      case 'failed':
        this.brainStopped = message.reason;
        break;
      case 'line':
      case 'stopped':
    }
  }

  /** Has brain and dispatch go on by other settings, and takes other secrets at its doors. */
  async renew(renewal: Renewal): Promise<void> {
    const { settings } = renewal;
    // First those who send: a door that knew another workspace before could not answer there.
    this.gone = await this.questions.renew(settings);
    this.waiting = waitingForRestart(renewal);
    this.secrets.renew(settings);
    this.slack.renew(settings);
    this.healing.again();
  }

  /** The newest configuration is broken: why; null: it is not. */
  configTrouble(trouble: string | null): void {
    this.brokenConfig = trouble;
    this.instruments.metrics.gauges.configReloadSuccessful.set(trouble === null ? 1 : 0);
    this.feed.changed();
  }

  /** Sees the way of a webhook, while brain and dispatch recover; `open` ends it. */
  rehearse(): void {
    void rehearse({ clock: this.deps.clock, looksWhole: this.looksWhole, signal: this.rehearsal.signal });
  }

  /** Answers with the address. */
  async open(): Promise<string> {
    this.rehearsal.abort();
    await this.http.remember();
    const address = await listen(this.server, this.deps.settings.listen);
    if (this.phase === 'starting') this.phase = 'running';
    // Slack need not be there: nothing waits for it.
    const talking = [this.slack, this.healing, this.heart, this.appends, this.traces];
    this.talking = runTogether(talking, this.hangUp.signal);
    this.canary?.begin(address);
    this.deps.wake.tell({ kind: 'opened' });
    return address;
  }

  /** Takes nothing more; resolves once everything taken is durable and answered. */
  async close(): Promise<void> {
    this.phase = 'stopping';
    this.rehearsal.abort();
    // It ends its drill by the doors.
    await this.canary?.end();
    this.http.close();
    await closeDoors(this.server, this.pace);
    await this.inbox.close();
    // What was taken through Socket Mode is durable and acknowledged by now.
    this.hangUp.abort();
    await this.talking;
    await this.slack.close();
    this.over.abort();
    await this.feed.close();
  }

  private facts(): DoorFacts {
    return {
      phase: this.phase,
      brainStopped: this.brainStopped,
      storeFull: this.appends.trouble(),
      socketTrouble: this.slack.standing()?.trouble ?? null,
      configTrouble: this.brokenConfig,
      waitingForRestart: this.waiting,
    };
  }

  private createStanding(): Standing {
    return createStanding({
      ...this.deps,
      gone: () => this.gone,
      policy: () => this.policy,
      dispatch: () => this.questions.standing(),
      heart: () => this.heart?.standing() ?? null,
      canary: () => this.canary?.view() ?? null,
      facts: () => this.facts(),
    });
  }

  private createSlack(): SlackDesks {
    return createSlackDesks({
      ...this.deps,
      applied: (seq) => this.applied.wait(seq),
      pace: this.pace,
      onCall: this.questions,
      inbox: this.inbox,
      metrics: this.instruments.metrics,
      refusals: this.refusals,
    });
  }

  private createHttp(overview: () => Promise<Overview>, drills: Drills): HttpApp {
    const { settings, store, clock, log } = this.deps;
    const { sentry, pagerduty: pagerdutyWebhookSecrets, untold } = this.secrets;
    return createHttpApp({
      settings: { ...settings, sentry, pagerdutyWebhookSecrets },
      untold,
      inbox: this.inbox,
      looksWhole: this.looksWhole,
      store,
      clock,
      pace: this.pace,
      log,
      ...this.standing,
      ...this.instruments,
      refusals: this.refusals,
      overview,
      feed: this.feed,
      applied: (seq) => this.applied.wait(seq),
      drills,
      slackDesks: this.slack,
      policy: () => this.policy,
      refusedRules: () => this.brokenConfig,
      ...peopleWords(this.inbox),
      catchUp: (sinceMs) => this.questions.catchUp(sinceMs),
      deadLetters: createDeadLetterDesk({ ...this.deps, inbox: this.inbox }),
    });
  }
}
