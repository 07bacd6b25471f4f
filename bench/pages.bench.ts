/**
 * What live pages cost: how long webhooks wait for their answer, and how much memory the relay holds, with ten pages open
 * and with none, in turns, in one run on one machine. Then what the page costs whoever opens it: its bytes, and ms until
 * the newest incidents can be read and opened.
 *
 * `node bench/pages.bench.ts [--per-second 2000] [--seconds 8] [--pages 10] [--rounds 3]`. Exits 1 when a webhook got
 * another answer than 202, when a page missed something, or when the page is larger than 120 KB.
 */
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { openPage, startChromium } from '../test/browser/chromium.ts';
import type { Plan, Sent } from './door/load.ts';
import { run, start, type Target } from './door/servers.ts';
import type { Heard, WatchersPlan } from './door/watchers.ts';

const { values } = parseArgs({
  options: {
    'per-second': { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '8' },
    pages: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
  },
});
const perSecond = Number(values['per-second']);
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);
const mebibyte = 1024 * 1024;
const largest = 120 * 1024;
/** So long the relay is left alone before webhooks come. */
const settleMs = 1_500;

interface Measured {
  readonly p50: number;
  readonly p99: number;
  /** The most that the relay held, in bytes. */
  readonly held: number;
  /** CPU ms of the relay for each webhook: what a busy machine tells more truly than times. */
  readonly cpuMs: number;
  readonly refused: number;
  readonly heard: Heard;
}

const nothing: Heard = { bytes: 0, messages: 0, torn: 0 };

/** Webhooks at the fixed rate against a fresh relay that so many pages follow. */
async function measure(pages: number): Promise<Measured> {
  const target = await start('relay');
  try {
    const watched = pages === 0 ? null : await watchers({ port: target.port, pages });
    await delay(settleMs);
    const sent = await load(target);
    return { ...sent, heard: watched === null ? nothing : await watched.end() };
  } finally {
    await target.stop();
  }
}

async function watchers(plan: WatchersPlan): Promise<{ readonly end: () => Promise<Heard> }> {
  const child = run(['bench/door/watchers.ts', JSON.stringify(plan)]);
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  while (!text.startsWith('ready')) await delay(20);
  return {
    end: async () => {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
      return JSON.parse(text.slice('ready\n'.length)) as Heard;
    },
  };
}

async function load(target: Target): Promise<Omit<Measured, 'heard'>> {
  const plan: Plan = {
    port: target.port,
    traffic: { shape: 'named', issues: 400, webhooks: perSecond * seconds },
    pace: { perSecond },
  };
  let held = 0;
  const cpuBefore = target.cpuMs();
  const looking = setInterval(() => (held = Math.max(held, target.memory())), 50);
  const child = run(['bench/door/load.ts', JSON.stringify(plan)]);
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout ?? []) chunks.push(chunk as Buffer);
  clearInterval(looking);
  const cpuMs = (target.cpuMs() - cpuBefore) / plan.traffic.webhooks;
  const { answersMs, statuses } = JSON.parse(Buffer.concat(chunks).toString()) as Sent;
  const sorted = answersMs.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99), refused: answersMs.length - (statuses['202'] ?? 0), held, cpuMs };
}

function median(of: readonly number[]): number {
  return of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? NaN;
}

function said(all: readonly Measured[]): string {
  const of = (pick: (one: Measured) => number): number => median(all.map(pick));
  const refused = all.reduce((sum, one) => sum + one.refused, 0);
  return `p50 ${of((one) => one.p50).toFixed(1)} ms, p99 ${of((one) => one.p99).toFixed(1)} ms, ${refused} not taken, ${Math.round(of((one) => one.held) / mebibyte)} MiB held, ${of((one) => one.cpuMs).toFixed(2)} ms of CPU each`;
}

/** What somebody waits for who opens the page for the first time. */
interface Opened {
  readonly bytes: number;
  readonly usableMs: number;
  /** CPU ms of the page's own thread until then. */
  readonly cpuMs: number;
}

/** `recordUsable` runs in the page, before anything else of it. */
const recordUsable = `new MutationObserver(() => {
  if (window.usableAt === undefined && document.querySelector('#open .incident') !== null)
    requestAnimationFrame(() => (window.usableAt ??= performance.now()));
}).observe(document, { childList: true, subtree: true });`;

async function open(browser: Browser, port: number): Promise<Opened> {
  const { page } = await openPage(browser, { width: 1280, height: 900 });
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) =>
    sizes.push(
      request
        .sizes()
        .then(({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize),
    ),
  );
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.addInitScript(recordUsable);
  await page.goto(`http://127.0.0.1:${port}/`);
  // Asked from outside: the page's own policy lets nothing be evaluated in it.
  let usableMs = null;
  while (usableMs === null) {
    await delay(5);
    usableMs = await page.evaluate<number | null>('window.usableAt ?? null');
  }
  const { metrics } = await devtools.send('Performance.getMetrics');
  const cpuMs = 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  const all = await Promise.all(sizes);
  await page.context().close();
  return { bytes: all.reduce((sum, size) => sum + size, 0), usableMs, cpuMs };
}

async function measureOpening(): Promise<Opened> {
  const target = await start('relay');
  const browser = await startChromium();
  try {
    const plan: Plan = {
      port: target.port,
      traffic: { shape: 'nameless', issues: 60, webhooks: 200 },
      pace: { perSecond: 100 },
    };
    await once(run(['bench/door/load.ts', JSON.stringify(plan)]), 'exit');
    await delay(settleMs);
    const opened: Opened[] = [];
    for (let n = 0; n < 7; n += 1) opened.push(await open(browser, target.port));
    return {
      bytes: median(opened.map(({ bytes }) => bytes)),
      usableMs: median(opened.map(({ usableMs }) => usableMs)),
      cpuMs: median(opened.map(({ cpuMs }) => cpuMs)),
    };
  } finally {
    await browser.close();
    await target.stop();
  }
}

const pages = Number(values.pages);
const without: Measured[] = [];
const beside: Measured[] = [];
for (let round = 0; round < rounds; round += 1) {
  without.push(await measure(0));
  beside.push(await measure(pages));
}
const ratio = (pick: (one: Measured) => number): string =>
  (median(beside.map(pick)) / median(without.map(pick))).toFixed(2);
const heard = beside.map((one) => one.heard);
const perPage = median(heard.map(({ bytes }) => bytes / pages / 1_024));
console.log(`${perSecond} webhooks a second for ${seconds} s, in turns; the median of ${rounds}`);
console.log(`  no page open   ${said(without)}`);
console.log(`  ${pages} pages open  ${said(beside)}, ${Math.round(perPage)} KiB heard by each`);
console.log(
  `  ratio          p99 ${ratio(({ p99 }) => p99)}, memory ${ratio(({ held }) => held)}, CPU ${ratio(({ cpuMs }) => cpuMs)}`,
);
const { bytes, usableMs, cpuMs } = await measureOpening();
console.log(
  `the page: ${(bytes / 1_024).toFixed(1)} KiB with headers, compressed; usable after ${Math.round(usableMs)} ms, ${Math.round(cpuMs)} ms of CPU`,
);
const refused = [...without, ...beside].some((one) => one.refused > 0);
process.exitCode = refused || heard.some(({ torn }) => torn > 0) || bytes > largest ? 1 : 0;
