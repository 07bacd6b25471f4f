import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Became } from '../domain/inbox/disposition.ts';
import type { SentryCall } from '../seams/sentry-desk.ts';
import type { Outcome, Step } from '../domain/sending/outcome.ts';

/** What became of a webhook at its door. */
type WebhookOutcome =
  'accepted' | 'duplicate' | 'answered' | 'refused' | 'unavailable' | 'drill' | 'press' | 'command' | 'pager';

/** The instruments that the doors, the brain's loop and dispatch play; all names begin with `stormrelay_`. */
export interface Metrics {
  readonly registry: Registry;
  /** One answer of a door. `reason` is its error code or `ok`; `secret` which one matched or `none`; real ms. */
  webhook(outcome: WebhookOutcome, reason: string, secret: string, realMs: number): void;
  /** A wrong token for the API or the page, by how it was shown. */
  wrongToken(as: string): void;
  /** Refused deliveries that a later secret let in. */
  healed(count: number): void;
  /** One batch of the brain: what its entries came to, and how long it took in real ms. */
  applied(became: readonly Became[], realMs: number): void;
  /** One settled send. `lagMs`: virtual ms since the shown version was outdated. */
  sent(lane: string, step: Step, outcome: Outcome['kind'], lagMs: number | null): void;
  /** Spans of traces that a collector took, or that are lost. */
  spans(outcome: 'exported' | 'dropped', spans: number): void;
  /** One call of Sentry's Web API. */
  asked(call: SentryCall): void;
  readonly gauges: Gauges;
}

/** What is read afresh for every scrape. */
export interface Gauges {
  readonly inboxLagEntries: Gauge;
  readonly inboxUnappliedBytes: Gauge;
  readonly storeBodyBytes: Gauge;
  readonly lanePending: Gauge<'lane'>;
  readonly laneOldestPendingSeconds: Gauge<'lane'>;
  readonly laneInFlight: Gauge<'lane'>;
  readonly laneState: Gauge<'lane' | 'state'>;
  readonly budgetLeft: Gauge<'lane' | 'bucket'>;
  readonly deadLettersOpen: Gauge;
  readonly configReloadSuccessful: Gauge;
  readonly quarantined: Gauge;
  readonly books: Gauge<'column'>;
  readonly objectiveReached: Gauge<'objective' | 'window'>;
  readonly objectiveInTime: Gauge<'objective' | 'window'>;
  readonly objectiveOverdue: Gauge<'objective'>;
  readonly lastWebhookAt: Gauge;
  readonly lastPassedDrillAt: Gauge;
  readonly lastCanaryAt: Gauge;
  readonly lastPassedCanaryAt: Gauge;
  readonly slackSocketLines: Gauge;
  readonly heartbeatSentAt: Gauge;
  readonly heartbeatSilent: Gauge<'reason'>;
  readonly ready: Gauge;
}

/** Instruments in a registry of their own, so that two relays in one process do not share figures. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    ...doorInstruments(registry),
    ...workInstruments(registry),
    ...askingInstruments(registry),
    ...accessInstruments(registry),
    gauges: createGauges(registry),
  };
}

function doorInstruments(registry: Registry): Pick<Metrics, 'webhook' | 'healed'> {
  const registers = [registry];
  const webhooks = new Counter({
    name: 'stormrelay_webhooks_total',
    help: 'Webhooks by what they were answered, why, and which secret matched.',
    labelNames: ['outcome', 'reason', 'secret'] as const,
    registers,
  });
  const answer = new Histogram({
    name: 'stormrelay_webhook_answer_seconds',
    help: 'Real seconds from the first byte of a webhook to its answer.',
    labelNames: ['outcome'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const healed = new Counter({
    name: 'stormrelay_healed_total',
    help: 'Deliveries refused for their signature that went into the inbox once a secret fit.',
    registers,
  });
  // Looking labels up costs more than counting, and there are few of them.
  const counters = new Map<string, (realMs: number) => void>();
  const counterOf = (outcome: WebhookOutcome, reason: string, secret: string): ((realMs: number) => void) => {
    const counter = webhooks.labels({ outcome, reason, secret });
    const histogram = answer.labels({ outcome });
    return (realMs) => {
      counter.inc();
      histogram.observe(realMs / 1_000);
    };
  };
  return {
    webhook: (outcome, reason, secret, realMs) => {
      const labels = `${outcome} ${reason} ${secret}`;
      const count = counters.get(labels) ?? counterOf(outcome, reason, secret);
      counters.set(labels, count);
      count(realMs);
    },
    healed: (count) => healed.inc(count),
  };
}

function workInstruments(registry: Registry): Pick<Metrics, 'applied' | 'sent'> {
  const registers = [registry];
  const entries = new Counter({
    name: 'stormrelay_entries_applied_total',
    help: 'Entries from outside that the brain applied, by what became of them and why; none of drills.',
    labelNames: ['disposition', 'code'] as const,
    registers,
  });
  const batch = new Histogram({
    name: 'stormrelay_brain_batch_seconds',
    help: 'Real seconds that one batch of the brain took, commit included.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  });
  const sends = new Counter({
    name: 'stormrelay_sends_total',
    help: 'Settled sends by lane, step and outcome; none of drills.',
    labelNames: ['lane', 'step', 'outcome'] as const,
    registers,
  });
  const lag = new Histogram({
    name: 'stormrelay_send_lag_seconds',
    help: 'Seconds from the moment a shown version was outdated until its successor was delivered.',
    labelNames: ['lane'] as const,
    buckets: [0.25, 0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300, 900],
    registers,
  });
  return {
    applied: (became, realMs) => {
      for (const { disposition, code } of became) entries.inc({ disposition, code });
      batch.observe(realMs / 1_000);
    },
    sent: (lane, step, outcome, lagMs) => {
      sends.inc({ lane, step, outcome });
      if (lagMs !== null) lag.observe({ lane }, lagMs / 1_000);
    },
  };
}

function askingInstruments(registry: Registry): Pick<Metrics, 'asked' | 'spans'> {
  const registers = [registry];
  const calls = new Counter({
    name: 'stormrelay_sentry_calls_total',
    help: "Calls of Sentry's Web API by what they were about and what became of them.",
    labelNames: ['route', 'outcome'] as const,
    registers,
  });
  const spans = new Counter({
    name: 'stormrelay_trace_spans_total',
    help: 'Spans of traces that the collector took, or that were dropped.',
    labelNames: ['outcome'] as const,
    registers,
  });
  return {
    asked: ({ route, outcome }) => calls.inc({ route, outcome }),
    spans: (outcome, count) => spans.inc({ outcome }, count),
  };
}

function accessInstruments(registry: Registry): Pick<Metrics, 'wrongToken'> {
  const wrong = new Counter({
    name: 'stormrelay_wrong_tokens_total',
    help: 'Wrong tokens for API and page, by how they were shown.',
    labelNames: ['as'] as const,
    registers: [registry],
  });
  return { wrongToken: (as) => wrong.inc({ as }) };
}

type Labelled = <L extends string>(name: string, help: string, ...labelNames: L[]) => Gauge<L>;

function createGauges(registry: Registry): Gauges {
  const registers = [registry];
  const plain = (name: string, help: string): Gauge =>
    new Gauge({ name: `stormrelay_${name}`, help, registers });
  const labelled: Labelled = (name, help, ...labelNames) =>
    new Gauge({ name: `stormrelay_${name}`, help, labelNames, registers });
  return {
    inboxLagEntries: plain('inbox_lag_entries', 'Durable entries that the brain has not applied yet.'),
    inboxUnappliedBytes: plain('inbox_unapplied_bytes', 'Bytes of bodies that are not applied yet.'),
    storeBodyBytes: plain('store_body_bytes', 'Bytes of bodies kept for the retention.'),
    lanePending: labelled('lane_pending', 'Notifications whose shown version is outdated.', 'lane'),
    laneOldestPendingSeconds: labelled('lane_oldest_pending_seconds', 'Age of the oldest one.', 'lane'),
    laneInFlight: labelled('lane_in_flight', 'Sends that wait for an answer.', 'lane'),
    laneState: labelled('lane_state', '1 for the state the lane is in.', 'lane', 'state'),
    budgetLeft: labelled('budget_left', 'Sends that may start now.', 'lane', 'bucket'),
    deadLettersOpen: plain('dead_letters_open', 'Dead letters that nobody has replayed or discarded.'),
    configReloadSuccessful: plain(
      'config_last_reload_successful',
      '1 while the newest configuration holds, 0 while it is broken and the one before does.',
    ),
    quarantined: plain('quarantined', 'Deliveries kept because their signature did not match.'),
    books: labelled('books', 'The books: every accepted Sentry entry is in one column.', 'column'),
    ...objectiveGauges(labelled),
    lastWebhookAt: plain(
      'last_webhook_timestamp_seconds',
      'When the newest Sentry entry came; 0 before the first.',
    ),
    lastPassedDrillAt: plain(
      'last_passed_drill_timestamp_seconds',
      'When the newest drill that passed was ended; 0 when none did within a day.',
    ),
    lastCanaryAt: plain('last_canary_timestamp_seconds', 'When the newest canary ended; 0 before the first.'),
    lastPassedCanaryAt: plain(
      'last_passed_canary_timestamp_seconds',
      'When the newest canary that passed ended; 0 before the first.',
    ),
    slackSocketLines: plain('slack_socket_lines', 'Open connections of Socket Mode; 0 where it is not used.'),
    heartbeatSentAt: plain(
      'heartbeat_last_sent_timestamp_seconds',
      "When the dead man's switch was told last; 0 when it was not since the start.",
    ),
    heartbeatSilent: labelled(
      'heartbeat_silent',
      "1 for each reason for which the dead man's switch is told nothing.",
      'reason',
    ),
    ready: plain('ready', '1 when webhooks can be taken.'),
  };
}

function objectiveGauges(
  labelled: Labelled,
): Pick<Gauges, 'objectiveReached' | 'objectiveInTime' | 'objectiveOverdue'> {
  return {
    objectiveReached: labelled(
      'objective_reached',
      'Incidents shown and pages taken for the first time, of a window that ends now; none of drills.',
      'objective',
      'window',
    ),
    objectiveInTime: labelled(
      'objective_in_time',
      'Of these, so many in time: shown within 5 s, paged within 10 s.',
      'objective',
      'window',
    ),
    objectiveOverdue: labelled(
      'objective_overdue',
      'Incidents and pages whose time is over, and which have reached nobody yet.',
      'objective',
    ),
  };
}
