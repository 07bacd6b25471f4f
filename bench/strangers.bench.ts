/**
 * What strangers cost: how long genuine webhooks wait for their answer, and how much memory the relay holds, without
 * strangers and beside them, in one run on one machine.
 *
 * `node bench/strangers.bench.ts [--seconds 6]`: how long webhooks come, 50 a second, beside each kind of stranger.
 * Exits 1 when a genuine webhook got another answer than 202.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Plan, Sent } from './door/load.ts';
import { run, start, type Target } from './door/servers.ts';
import type { StrangersPlan } from './door/strangers.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '6' } } });
const seconds = Number(values.seconds);
const perSecond = 50;
const mebibyte = 1024 * 1024;
/** So long strangers are there before anybody looks. */
const settleMs = 1_500;

interface Measured {
  readonly p50: number;
  readonly p99: number;
  readonly refused: number;
  /** The most that the relay held, in bytes. */
  readonly held: number;
}

async function genuine(target: Target): Promise<Measured> {
  const plan: Plan = {
    port: target.port,
    traffic: { shape: 'one', issues: 1, webhooks: perSecond * seconds },
    pace: { perSecond },
  };
  let held = 0;
  const looking = setInterval(() => (held = Math.max(held, target.memory())), 50);
  const child = run(['bench/door/load.ts', JSON.stringify(plan)]);
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout ?? []) chunks.push(chunk as Buffer);
  clearInterval(looking);
  const { answersMs, statuses } = JSON.parse(Buffer.concat(chunks).toString()) as Sent;
  const sorted = answersMs.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99), refused: answersMs.length - (statuses['202'] ?? 0), held };
}

function said({ p50, p99, refused, held }: Measured): string {
  return `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${refused} not taken, ${Math.round(held / mebibyte)} MiB held`;
}

let wrong = 0;

async function beside(name: string, plan: Omit<StrangersPlan, 'port'>): Promise<void> {
  const target = await start('relay');
  try {
    await genuine(target);
    const alone = await genuine(target);
    const strangers = run(['bench/door/strangers.ts', JSON.stringify({ ...plan, port: target.port })]);
    await delay(settleMs);
    const together = await genuine(target);
    strangers.kill('SIGKILL');
    wrong += alone.refused + together.refused;
    const [ratio, grown] = [together.p99 / alone.p99, together.held - alone.held];
    console.log(
      `${name}\n  alone:  ${said(alone)}\n  beside: ${said(together)}\n  p99 ${ratio.toFixed(1)} times, ${Math.round(grown / mebibyte)} MiB more`,
    );
  } finally {
    await target.stop();
  }
}

console.log(`${perSecond} genuine webhooks a second for ${seconds} s, without strangers and beside them`);
for (const [where, from] of [
  ['from another address', '127.0.0.2'],
  ['from the same address', '127.0.0.1'],
] as const) {
  await beside(`250 bodies of 2 MiB but for a byte, ${where}`, { act: 'unfinished', many: 250, from });
  await beside(`40 streams of bodies of 2 MB, ${where}`, { act: 'streams', many: 40, from });
}
process.exitCode = wrong === 0 ? 0 : 1;
