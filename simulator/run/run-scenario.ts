import { createSimClock, patient, type SimClock } from '../clock.ts';
import { startFakes, type Fakes } from '../fakes/start.ts';
import { newBlocks } from '../fakes/slack/new-blocks.ts';
import type { Observed } from '../observed.ts';
import type { DoneAct, DownTime, Escalation, Evidence } from '../referee/evidence.ts';
import { bindChecks, judgeRun, type Judgement } from '../referee/referee.ts';
import type { NaiveFigures } from '../naive/messages.ts';
import type { StartRival } from '../naive/rival.ts';
import type { Scenario } from '../storm/scenario.ts';
import { planTimeline, type Timeline } from '../storm/timeline.ts';
import { awaitRest } from './drain.ts';
import type { ExistingRelay } from './existing-relay.ts';
import { freePort } from './free-port.ts';
import { receivedBy } from './received.ts';
import { besideOwnChannels } from '../referee/own-channels.ts';
import { booksSince, type BooksNow, type RelayApi } from './relay-api.ts';
import type { RelaySetup } from './relay-process.ts';
import { foreignRelay, ownRelay, type RelayUnderTest } from './relay-under-test.ts';
import { nextSecret, replayStorm, type Arena } from './replay-storm.ts';
import type { ShownMessage } from '../ui/show/messages.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What to run. */
interface RunOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly speed: number;
  /** So long, in real ms, Sentry waits for an answer at least, where the relay's pace is not what is judged; default 0. */
  readonly sentryWaitsMs?: number;
  readonly signal: AbortSignal;
  /** Storm a relay that already runs (at speed 1), and how to ask the fakes behind it what they saw. */
  readonly existing?: Pick<ExistingRelay, 'url' | 'secret' | 'adminToken' | 'control'>;
  /** Starts the relay to storm; default: this repository's own, as a process. */
  readonly startRelay?: (setup: RelaySetup) => Promise<RelayUnderTest>;
  /** Starts another relay that is stormed beside it, and never judged. */
  readonly startRival?: StartRival;
  /** Told where the page of this run's fakes is, before the relay is started. */
  readonly opened?: (windowUrl: string) => void;
  /** Somebody may act on the page: PagerDuty then tells the relay of it, whether the scenario wants that or not. */
  readonly attended?: boolean;
  /** Told when the storm begins; what it returns is called when the storm is over. */
  readonly watch?: (live: LiveRun) => () => void;
  /** Waited for before the relay is stopped, so that a person can look around. */
  readonly hold?: () => Promise<void>;
}

/** A run while it goes on, for those who watch. */
export interface LiveRun {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly timeline: Timeline;
  readonly clock: SimClock;
  readonly api: RelayApi;
  readonly relayUrl: string;
  /** What the fakes of this process saw so far. */
  readonly observed: () => Observed;
  /** False where the relay sends to others: then these fakes know nothing of Slack and PagerDuty. */
  readonly seesReceivers: boolean;
}

/** A run that is over. */
export interface RunOutcome {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly timeline: Timeline;
  readonly evidence: Evidence;
  readonly judgements: readonly Judgement[];
  /** Somebody turned the storm's pace on the page: it is not the one that was planned. */
  readonly turned: boolean;
  /** What stood in Slack at the end, oldest first; empty where these fakes were not told. */
  readonly messages: readonly ShownMessage[];
  /** What the other relay came to; `unknown`: it did not start, or was not over in time. Null: none was wanted. */
  readonly rival: NaiveFigures | 'unknown' | null;
  /** The relay's last lines, when it said anything. */
  readonly relayTail: string;
}

/** The run was ended by its user. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** Virtual time between the relay's readiness and the start of the timeline. */
const LEAD_MS = 1000;

/** Starts the fakes and the relay, replays the scenario, judges it, and leaves nothing behind. */
export async function runScenario(options: RunOptions): Promise<RunOutcome> {
  const checks = bindChecks(options.scenario.name, options.scenario.checks);
  const clock = createSimClock(options.existing === undefined ? options.speed : 1, Date.now());
  const { seed, sentryWaitsMs = 0 } = options;
  const fakes = await startFakes({
    clock: patient(clock, sentryWaitsMs),
    seed,
    https: false,
    newBlocks: options.scenario.newBlocks ? newBlocks : [],
  });
  options.opened?.(fakes.connection.window.url);
  const folder = await temporaryFolder();
  const rival = (await options.startRival?.({ scenario: options.scenario, seed, clock })) ?? null;
  if (rival !== null) fakes.window.showBeside(rival);
  let relay: RelayUnderTest | null = null;
  try {
    const escalation = escalationOf(options, fakes);
    relay = await relayFor(options, { clock, fakes, folder: folder.path, escalation });
    const stormed = await storm(options, { clock, fakes, relay, rival, escalation });
    return {
      ...stormed,
      scenario: options.scenario,
      seed,
      judgements: judgementsOf(stormed, judgeRun(checks, stormed.evidence)),
      rival: options.startRival === undefined ? null : ((await rival?.figures()) ?? 'unknown'),
      relayTail: relay.tail(),
    };
  } finally {
    await rival?.end();
    await relay?.abandon();
    await fakes.close();
    await folder.remove();
  }
}

/** What a storm is judged by is what was planned: of another pace, what did not hold says nothing. */
function judgementsOf({ turned }: Stormed, judgements: readonly Judgement[]): readonly Judgement[] {
  if (!turned) return judgements;
  return judgements.map((one) =>
    one.ok === false
      ? { ...one, ok: null, detail: `${one.detail} (the pace was turned on the page, so this is not judged)` }
      : one,
  );
}

async function relayFor(
  options: RunOptions,
  of: { clock: SimClock; fakes: Fakes; folder: string; escalation: Escalation | null },
): Promise<RelayUnderTest> {
  const { fakes } = of;
  if (options.existing !== undefined) {
    fakes.sentry.setSecret(options.existing.secret);
    return foreignRelay(options.existing.url, options.existing.adminToken);
  }
  return (options.startRelay ?? ownRelay)({
    clock: of.clock,
    folder: of.folder,
    connection: fakes.connection,
    secrets: [nextSecret(fakes), fakes.connection.sentry.secret],
    port: await freePort(),
    hearsPagerDuty: hearsPagerDuty(options),
    ownChannels: options.scenario.ownChannels,
    tellsProgram: options.scenario.tellsProgram,
    escalation: of.escalation,
    asksAbout: options.scenario.asksSentry ? options.scenario.org : null,
  });
}

/** A second receiver with a key of its own, where the scenario wants one; whom somebody else's relay wakes, only that one knows. */
function escalationOf({ existing, scenario }: RunOptions, { pagerduty }: Fakes): Escalation | null {
  if (existing !== undefined || scenario.escalates === undefined) return null;
  return { to: 'managers', routingKey: pagerduty.addRoutingKey(), afterMs: scenario.escalates.after };
}

function hearsPagerDuty({ existing, scenario, attended }: RunOptions): boolean {
  return existing === undefined && (scenario.pagerdutyWebhooks !== undefined || attended === true);
}

/** PagerDuty tells the relay of what people do there. */
function subscribe({ pagerdutyWebhooks }: Scenario, { fakes, relay }: Arena): void {
  const { copies, lateBy } = pagerdutyWebhooks ?? { copies: 1, lateBy: 0 };
  fakes.pagerduty.setWebhookManner({ copies, lateByMs: lateBy });
  fakes.pagerduty.setWebhook(`${relay.url}/webhooks/pagerduty`);
}

/** What a storm came to. */
type Stormed = Pick<RunOutcome, 'evidence' | 'timeline' | 'turned' | 'messages'>;

async function storm(options: RunOptions, arena: Arena): Promise<Stormed> {
  const { clock, fakes, relay, rival } = arena;
  const { scenario, seed, signal } = options;
  fakes.sentry.setTarget(`${relay.url}/webhooks/sentry`);
  if (hearsPagerDuty(options)) subscribe(scenario, arena);
  const before = options.existing === undefined ? null : await relay.api.books();
  const timeline = planTimeline(scenario, seed, clock.now() + LEAD_MS);
  const story = { title: scenario.title, from: timeline.start, until: timeline.end, relayUrl: relay.url };
  fakes.window.tell({ ...story, phase: 'playing' });
  rival?.storm(timeline.start);
  const unwatch = options.watch?.({
    scenario,
    seed,
    timeline,
    clock,
    api: relay.api,
    relayUrl: relay.url,
    observed: () => fakes.observed(),
    seesReceivers: options.existing === undefined,
  });
  try {
    const { down, acts, turned } = await replayStorm(timeline, arena, options);
    const drainedAfterMs = await rest(options, arena);
    const books = await relay.api.books();
    refuseInterrupted(signal);
    // Before the relay stops answering, and before somebody is asked to press a key: a view that draws would write over it.
    unwatch?.();
    const seen = { books: books === null ? null : booksSince(books, before), down, acts, drainedAfterMs };
    const { hold } = options;
    if (hold === undefined) {
      const exit = await relay.end();
      const evidence = await evidenceOf(options, arena, timeline, { ...seen, exit });
      return { timeline, turned, messages: fakes.window.messages(), evidence };
    }
    // What somebody does while they look around is not judged.
    const evidence = structuredClone(await evidenceOf(options, arena, timeline, { ...seen, exit: null }));
    const messages = fakes.window.messages();
    fakes.window.tell({ ...story, phase: 'held' });
    await hold();
    refuseInterrupted(signal);
    return { timeline, turned, messages, evidence: { ...evidence, exit: await relay.end() } };
  } finally {
    unwatch?.();
  }
}

function refuseInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw new InterruptedError('The run was interrupted.');
}

function rest(options: RunOptions, { clock, fakes, relay }: Arena): Promise<number | null> {
  const pagesMustResolve = options.scenario.checks.some((check) => check.name === 'pages-resolved');
  const observed = options.existing === undefined ? () => fakes.observed() : () => null;
  return awaitRest({ clock, api: relay.api, observed, pagesMustResolve, signal: options.signal });
}

/** What only the end of a run knows. */
interface EndFacts {
  readonly books: BooksNow | null | Evidence['books'];
  readonly exit: Evidence['exit'];
  readonly down: readonly DownTime[];
  readonly acts: readonly DoneAct[];
  readonly drainedAfterMs: number | null;
}

async function evidenceOf(
  options: RunOptions,
  arena: Arena,
  timeline: Timeline,
  end: EndFacts,
): Promise<Evidence> {
  const own = arena.fakes.observed();
  const { existing } = options;
  const received = existing === undefined ? own : await receivedBy(existing.control, timeline.start);
  return {
    ...end,
    speed: arena.clock.speed,
    start: timeline.start,
    deliveries: own.sentry.deliveries,
    slack: received === null ? null : besideOwnChannels(received.slack),
    pagerduty: received?.pagerduty ?? null,
    webhook: toldProgram(options) ? (own.webhook?.calls ?? null) : null,
    escalation: arena.escalation,
    outages: timeline.outages,
    alone: timeline.alone,
    fatals: timeline.fatals,
  };
}

/** What a relay of somebody else tells, only that one knows. */
function toldProgram({ existing, scenario }: RunOptions): boolean {
  return existing === undefined && scenario.tellsProgram;
}
