/**
 * How fast the door answers, every webhook on disk (fsync) before its 202, beside servers that keep nothing: bare
 * node:http, bare Express 5 and the relay, in one run on one machine.
 *
 * `node bench/door.bench.ts [--webhooks 6000] [--rounds 3]`: webhooks a measurement, and how many measurements of each
 * server over 64 connections. With fewer webhooks there are fewer issues in proportion. At last webhooks come to the
 * relay at a fixed rate, whether it answers or not. Exits 1 when a webhook got another answer than 202.
 */
import { parseArgs } from 'node:util';
import type { Plan, Sent } from './door/load.ts';
import { run, start, type Kind, type Target } from './door/servers.ts';
import type { Traffic } from './door/webhooks.ts';

const { values } = parseArgs({
  options: {
    webhooks: { type: 'string', default: '6000' },
    rounds: { type: 'string', default: '3' },
  },
});
const webhooks = wholeNumber(values.webhooks);
const rounds = wholeNumber(values.rounds);
const connections = 64;
const kinds: readonly Kind[] = ['node:http', 'Express 5', 'relay'];
const full = 6_000;
const shapes: readonly Traffic[] = [
  { shape: 'one', issues: 1, webhooks },
  { shape: 'named', issues: inProportion(400), webhooks },
  { shape: 'nameless', issues: inProportion(2_000), webhooks },
];
const rates: readonly { readonly perSecond: number; readonly traffic: Traffic }[] = [
  {
    perSecond: 400,
    traffic: { shape: 'nameless', issues: inProportion(1_000), webhooks: inProportion(4_000) },
  },
  {
    perSecond: 1_000,
    traffic: { shape: 'nameless', issues: inProportion(2_000), webhooks: inProportion(6_000) },
  },
];
/** How long after the last answer a page may still come. */
const pageWaitMs = 10_000;

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`"${text}" is no whole number above 0.`);
  return value;
}

/** So many of the full traffic's 6,000 webhooks, but one at least. */
function inProportion(many: number): number {
  return Math.max(1, Math.round((many * webhooks) / full));
}

/** What the traffic is, for people. */
function nameOf({ shape, issues }: Traffic): string {
  if (shape === 'one') return 'one issue';
  const many = issues.toLocaleString('en');
  return shape === 'named' ? `${many} issues that name a cause` : `${many} new issues that name nothing`;
}

/** Runs the load in a process of its own and reads what it says. */
async function load(plan: Plan): Promise<Sent> {
  const child = run(['bench/door/load.ts', JSON.stringify(plan)]);
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout ?? []) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Sent;
}

async function against<T>(kind: Kind, work: (target: Target) => Promise<T>): Promise<T> {
  const target = await start(kind);
  try {
    return await work(target);
  } finally {
    await target.stop();
  }
}

let wrong = 0;

/** `3 refused, 0 without an answer`; both are remembered for the exit code. */
function refusals(sent: readonly Sent[]): string {
  const sum = (statuses: readonly number[]): number => statuses.reduce((all, many) => all + many, 0);
  const all = sum(sent.flatMap(({ statuses }) => Object.values(statuses)));
  const accepted = sum(sent.map(({ statuses }) => statuses['202'] ?? 0));
  const broken = sum(sent.map(({ statuses }) => statuses['0'] ?? 0));
  wrong += all - accepted;
  return `${all - accepted - broken} refused, ${broken} without an answer`;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

function median(measured: readonly number[]): number {
  return at(
    measured.toSorted((a, b) => a - b),
    0.5,
  );
}

/** `p50 12.1 ms, p99 80.2 ms, 3 over 500 ms, 0 over 1 s, 0 refused, 0 without an answer` */
function answers(sent: readonly Sent[]): string {
  const ms = sent.flatMap(({ answersMs }) => answersMs).toSorted((a, b) => a - b);
  const over = (limit: number): number => ms.filter((one) => one > limit).length;
  return `p50 ${at(ms, 0.5).toFixed(1)} ms, p99 ${at(ms, 0.99).toFixed(1)} ms, ${over(500)} over 500 ms, ${over(1_000)} over 1 s, ${refusals(sent)}`;
}

/** What the load made of a server, and what it cost that. */
interface Measured extends Sent {
  /** CPU ms of the server for each webhook; NaN where the system does not tell. */
  readonly cpuMs: number;
}

/** The load over all connections against a fresh server. */
function measure(kind: Kind, traffic: Traffic): Promise<Measured> {
  return against(kind, async ({ port, cpuMs }) => {
    const before = cpuMs();
    const sent = await load({ port, traffic, pace: { connections } });
    return { ...sent, cpuMs: (cpuMs() - before) / traffic.webhooks };
  });
}

function acceptedASecond({ statuses, tookMs }: Sent): number {
  return ((statuses['202'] ?? 0) * 1_000) / tookMs;
}

/** One shape: every server in turn, several times, so that all of them meet the same weather on the machine. */
async function tellShape(traffic: Traffic): Promise<void> {
  const sent = new Map<Kind, Measured[]>(kinds.map((kind) => [kind, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const kind of kinds) sent.get(kind)?.push(await measure(kind, traffic));
  console.log(`\n${nameOf(traffic)}`);
  const rate = (kind: Kind): number => median((sent.get(kind) ?? []).map(acceptedASecond));
  const cpu = (kind: Kind): number => median((sent.get(kind) ?? []).map(({ cpuMs }) => cpuMs));
  for (const kind of kinds) {
    const figure = Math.round(rate(kind)).toLocaleString('en').padStart(7);
    console.log(
      `  ${kind.padEnd(10)}${figure} a second, ${cpu(kind).toFixed(2)} ms of CPU each, ${answers(sent.get(kind) ?? [])}`,
    );
  }
  const ratios = (['Express 5', 'node:http'] as const).map((kind) => {
    const cost = (cpu('relay') / cpu(kind)).toFixed(1);
    return `relay / ${kind} ${(rate('relay') / rate(kind)).toFixed(2)} (${cost} times the CPU)`;
  });
  console.log(`  ${ratios.join(', ')}`);
}

/** How long after the load began somebody was woken; waits a while for it. */
async function firstPage(target: Target, startedAt: number): Promise<string> {
  const until = performance.now() + pageWaitMs;
  for (;;) {
    const woken = await target.firstWaking();
    if (woken !== null)
      return `first page after ${((woken.at - startedAt) / 1_000).toFixed(1)} s (${woken.summary.split(':')[0] ?? ''})`;
    if (performance.now() > until) return 'no page';
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function tellRate({ perSecond, traffic }: (typeof rates)[number]): Promise<void> {
  const line = await against('relay', async (target) => {
    const sent = await load({ port: target.port, traffic, pace: { perSecond } });
    return `${answers([sent])}, ${await firstPage(target, sent.startedAt)}`;
  });
  const many = traffic.webhooks.toLocaleString('en');
  console.log(`  ${many} at ${perSecond} a second, ${nameOf(traffic)}: ${line}`);
}

console.log(`${webhooks} webhooks of 6 KB over ${connections} connections; the median of ${rounds}`);
for (const traffic of shapes) await tellShape(traffic);
console.log('\nthe relay, whatever it answers');
for (const rate of rates) await tellRate(rate);
process.exitCode = wrong === 0 ? 0 : 1;
