/**
 * Ten thousand distinct incidents in one minute, through a real relay and the fakes at the services' own pace and with
 * their limits: does the door hold, is somebody woken at once, does Slack keep its budget, does one message stand for
 * all that have none yet, and how much memory does it take?
 *
 * `node bench/flood.bench.ts [--incidents 10000]`. Exits 1 when a webhook was not accepted, when Slack or PagerDuty had
 * to answer 429, when the first page took over 3 s, when the books do not add up, or above 300 MB.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createSimClock } from '../simulator/clock.ts';
import { startFakes, type Fakes } from '../simulator/fakes/start.ts';
import { percentile } from '../simulator/referee/percentile.ts';
import { isOverflow, markOf, postedAt, visibleRoots } from '../simulator/referee/root-messages.ts';
import { freePort } from '../simulator/run/free-port.ts';
import { startRelay } from '../simulator/run/relay-process.ts';
import { temporaryFolder } from '../simulator/run/temporary-folder.ts';
import { createSeededRandom } from '../simulator/seeded-random.ts';
import { errorOf, ownError, source } from './made-errors.ts';

const { values } = parseArgs({ options: { incidents: { type: 'string', default: '10000' } } });
const incidents = Number(values.incidents);
if (!Number.isSafeInteger(incidents) || incidents < 1)
  throw new Error('--incidents is a whole number above 0.');

const floodMs = 60_000;
/** After it, so long for what is in flight to be shown in the overflow's message. */
const settleMs = 15_000;
/** One of so many is fatal, the first among them: each is an incident of its own, and far more than Slack takes messages. */
const fatalEvery = 10;
/** What stands for many is no older than this by then. */
const currentWithinMs = 25_000;
/** A message may be posted while that one is on its way. */
const onItsWayMs = 2_000;
const bounds = { firstPageMs: 3_000, memoryMb: 300 };

const clock = createSimClock(1, Date.now());
const fakes = await startFakes({ clock, seed: 7, https: false });
const folder = await temporaryFolder();
const setup = {
  clock,
  connection: fakes.connection,
  secrets: [fakes.connection.sentry.secret],
  folder: folder.path,
  port: await freePort(),
  hearsPagerDuty: false,
  asksAbout: null,
} as const;
await compileModules();
const relay = await startRelay(setup);
try {
  fakes.sentry.setTarget(`${relay.url}/webhooks/sentry`);
  const began = clock.now();
  await flood(fakes);
  await delay(settleMs);
  process.exitCode = report(fakes, began, await booksOf(relay.url), memoryOf(relay.pid)) ? 0 : 1;
} finally {
  await relay.stop();
  await fakes.close();
  await folder.remove();
}

/** What a process takes that has yet to compile its modules is no figure of the flood's: they are compiled once. */
async function compileModules(): Promise<void> {
  const first = await temporaryFolder();
  const compiled = await startRelay({ ...setup, folder: first.path });
  await compiled.stop();
  await first.remove();
}

/** Each of a service and in words of its own, evenly over the minute. */
async function flood({ sentry }: Fakes): Promise<void> {
  const random = createSeededRandom(11);
  const from = clock.now();
  const answers: Promise<unknown>[] = [];
  for (let n = 0; n < incidents; n += 1) {
    const due = from + (n * floodMs) / incidents;
    if (due > clock.now()) await delay(due - clock.now());
    const one = source({ random, id: `${7_000_000 + n}`, service: `team-${n}`, fails: ownError });
    const error = errorOf(one, clock.now(), random);
    const level = n % fatalEvery === 0 ? 'fatal' : error.level;
    const [webhook] = sentry.webhooksFor({ ...error, level, rules: ['everything'], isNew: false });
    if (webhook !== undefined) answers.push(sentry.send(webhook));
  }
  await Promise.all(answers);
}

async function booksOf(url: string): Promise<Readonly<Record<string, number>>> {
  const response = await fetch(`${url}/api/books`);
  return (await response.json()) as Readonly<Record<string, number>>;
}

/** The most that the process ever held, MB. */
function memoryOf(pid: number): number {
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(peak) / 1_024;
}

function report(
  of: Fakes,
  began: number,
  books: Readonly<Record<string, number>>,
  memoryMb: number,
): boolean {
  const { sentry, slack, pagerduty } = of.observed();
  const deliveries = sentry.deliveries;
  const accepted = deliveries.filter(({ status }) => status === 202).length;
  const answers = deliveries.flatMap(({ ackMs }) => (ackMs === null ? [] : [ackMs]));
  const limited = [...slack.calls, ...pagerduty.calls].filter(({ status }) => status === 429).length;
  const first = pagerduty.calls.find(({ effect }) => effect === 'opened');
  const firstPageMs = first === undefined ? Infinity : first.at - began;
  const roots = visibleRoots(slack.messages);
  const alertsOf = (some: typeof roots): number =>
    some.reduce((sum, { revisions }) => sum + (markOf(revisions.at(-1))?.alerts ?? 0), 0);
  const covered = alertsOf(roots);
  // What got a message of its own since the one for many was brought up to date stands in both.
  const many = roots.filter(isOverflow);
  const currentAt = Math.max(0, ...many.map(({ revisions }) => revisions.at(-1)?.at ?? 0));
  const twice =
    many.length === 0 ? 0 : alertsOf(roots.filter((one) => postedAt(one) >= currentAt - onItsWayMs));
  const { shown = 0, folded = 0, inFlight = 0 } = books;
  console.log(`${accepted} of ${incidents} accepted, p99 ${percentile(answers, 99).toFixed(0)} ms`);
  console.log(`first page after ${(firstPageMs / 1_000).toFixed(1)} s, ${pagerduty.incidents.length} pages`);
  console.log(
    `${roots.length} messages, ${roots.filter(isOverflow).length} of them stand for many; ${limited} answers of 429`,
  );
  console.log(
    `books: ${shown} shown, ${folded} folded, ${inFlight} in flight; the messages cover ${covered} alerts`,
  );
  console.log(`${memoryMb.toFixed(0)} MB at most`);
  return (
    accepted === incidents &&
    limited === 0 &&
    firstPageMs <= bounds.firstPageMs &&
    shown + folded + inFlight === accepted &&
    many.length > 0 &&
    covered >= shown + folded &&
    covered - twice <= shown + folded &&
    clock.now() - currentAt <= currentWithinMs &&
    memoryMb <= bounds.memoryMb
  );
}
