/**
 * From a press in Slack to PagerDuty's acknowledge, through a real relay and the fakes, at the services' own pace and
 * with their limits, while a storm of 500 webhooks a minute goes on.
 *
 * `node bench/press.bench.ts [--rounds 20] [--socket]`: a round is a relay of its own with five pages (more within five
 * minutes would share one), each acknowledged by one press; with `--socket` presses come through Socket Mode. Exits 1
 * when a press had no effect, when PagerDuty or Slack had to answer 429, or when p99 is over a second.
 */
import { parseArgs } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import { createSimClock } from '../simulator/clock.ts';
import { runStorm, stormRequest } from '../simulator/fakes/control/small-storm.ts';
import { syntheticError } from '../simulator/fakes/control/synthetic-error.ts';
import { startFakes, type Fakes } from '../simulator/fakes/start.ts';
import { incidentOf } from '../simulator/referee/root-messages.ts';
import { percentile } from '../simulator/referee/percentile.ts';
import { freePort } from '../simulator/run/free-port.ts';
import { startRelay } from '../simulator/run/relay-process.ts';
import { temporaryFolder } from '../simulator/run/temporary-folder.ts';
import type { SlackMessage } from '../simulator/observed.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, socket: { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);
if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds is a whole number above 0.');

/** Pages of a round: that of the storm, and those of errors that are fatal. */
const pages = 5;
/** So long a press may take before it counts as lost, real ms. */
const patienceMs = 30_000;

interface Round {
  /** Real ms from each press to PagerDuty's acknowledge. */
  readonly ms: readonly number[];
  readonly lost: number;
  readonly limited: number;
  readonly webhooks: number;
}

async function round(n: number): Promise<Round> {
  const clock = createSimClock(1, Date.now());
  const fakes = await startFakes({ clock, seed: 100 + n, https: false });
  const folder = await temporaryFolder();
  const port = await freePort();
  const relay = await startRelay({
    clock,
    connection: fakes.connection,
    secrets: [fakes.connection.sentry.secret],
    folder: folder.path,
    port,
    hearsPagerDuty: true,
    asksAbout: null,
    socketMode: values.socket,
  });
  const stop = new AbortController();
  try {
    fakes.pagerduty.setWebhook(`${relay.url}/webhooks/pagerduty`);
    fakes.sentry.setTarget(`${relay.url}/webhooks/sentry`);
    const progress = { id: `storm-${n}`, errors: 500, sent: 0, accepted: 0, done: false };
    const request = stormRequest.parse({ perMinute: 500, seconds: 60 });
    const storm = runStorm(request, { sentry: fakes.sentry, clock, stop: stop.signal, progress });
    await throwFatal(fakes, clock.now(), n);
    const messages = await paged(fakes);
    const ms: (number | null)[] = [];
    for (const message of messages)
      ms.push(await press(fakes, message, values.socket ? null : `${relay.url}/webhooks/slack/interactions`));
    stop.abort();
    await storm;
    const { slack, pagerduty } = fakes.observed();
    const limited = [...slack.calls, ...pagerduty.calls].filter(({ status }) => status === 429).length;
    const took = ms.filter((one) => one !== null);
    return { ms: took, lost: ms.length - took.length, limited, webhooks: progress.accepted };
  } finally {
    stop.abort();
    await relay.stop();
    await fakes.close();
    await folder.remove();
  }
}

/** Errors that wake somebody by themselves, of services that have nothing else in common. */
async function throwFatal(fakes: Fakes, at: number, n: number): Promise<void> {
  const words = [
    'Invoice total is below nothing',
    'The colour profile is missing',
    'Two bookings hold a seat',
    'No plural rules',
  ];
  for (const [index, value] of words.entries()) {
    const base = syntheticError(index, { services: pages, at, storm: `fatal-${n}` });
    const frame = {
      filename: `app/own${index}.py`,
      function: `own${index}`,
      module: null,
      lineno: 7,
      inApp: true,
    };
    const error = {
      ...base,
      level: 'fatal' as const,
      service: `alone-${index}`,
      project: { ...base.project, id: 4_600_000 + index, slug: `alone-${index}` },
      exceptions: [{ type: `Own${index}Error`, value, module: null, frames: [frame] }],
    };
    for (const webhook of fakes.sentry.webhooksFor(error)) await fakes.sentry.send(webhook);
  }
}

/** The messages whose incidents PagerDuty was told of, once all of them are there. */
async function paged(fakes: Fakes): Promise<readonly SlackMessage[]> {
  for (let waited = 0; waited < patienceMs; waited += 50) {
    const keys = fakes.observed().pagerduty.incidents.map(({ dedupKey }) => dedupKey);
    const found = fakes
      .observed()
      .slack.messages.filter(
        (message) => message.threadTs === null && keys.some((key) => isOf(key, message)),
      );
    if (found.length >= pages) return found;
    await delay(50);
  }
  throw new Error(`Nobody was paged ${pages} times within ${patienceMs / 1_000} s.`);
}

/** `stormrelay:<install>:<incident>:<generation>`. */
function isOf(key: string, message: SlackMessage): boolean {
  const incident = incidentOf(message);
  return incident !== null && key.includes(`:${incident}:`);
}

/** Null when PagerDuty was never told. */
async function press(fakes: Fakes, message: SlackMessage, url: string | null): Promise<number | null> {
  const began = Date.now();
  const { channel, ts } = message;
  await fakes.slack.press({ url, channel, ts, action: 'acknowledge' });
  for (let waited = 0; waited < patienceMs; waited += 5) {
    const told = fakes
      .observed()
      .pagerduty.calls.find(
        ({ action, effect, dedupKey }) =>
          action === 'acknowledge' &&
          effect === 'acknowledged' &&
          dedupKey !== null &&
          isOf(dedupKey, message),
      );
    if (told !== undefined) return Math.max(0, told.at - began);
    await delay(5);
  }
  return null;
}

const all: Round[] = [];
for (let n = 0; n < rounds; n += 1) all.push(await round(n));
const ms = all.flatMap((one) => one.ms);
const [lost, limited, webhooks] = [
  all.reduce((sum, one) => sum + one.lost, 0),
  all.reduce((sum, one) => sum + one.limited, 0),
  all.reduce((sum, one) => sum + one.webhooks, 0),
];
const p99 = percentile(ms, 0.99);
console.log(
  `${ms.length} presses ${values.socket ? 'through Socket Mode' : 'over HTTP'} amid ${webhooks} webhooks: PagerDuty acknowledged after p50 ${Math.round(percentile(ms, 0.5))} ms, p99 ${Math.round(p99)} ms, at most ${Math.round(Math.max(0, ...ms))} ms; ${lost} lost, ${limited} × 429.`,
);
process.exitCode = lost > 0 || limited > 0 || p99 > 1_000 ? 1 : 0;
