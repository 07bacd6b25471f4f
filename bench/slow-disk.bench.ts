/**
 * How long webhooks wait for their answer where the disk takes 150 ms for each wait (`simulator/run/slow-disk.ts`), 50 of
 * them a second, of an outage: brain and dispatchers write beside the door.
 *
 * `node bench/slow-disk.bench.ts [--seconds 20] [--ms 150]`. Exits 1 when an answer took more than a second.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Plan, Sent } from './door/load.ts';
import { run, start } from './door/servers.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    ms: { type: 'string', default: '150' },
  },
});
const perSecond = 50;
/** Sentry waits no longer. */
const deadlineMs = 1_000;

const slow = path.join(import.meta.dirname, '..', 'simulator', 'run', 'slow-disk.ts');
const target = await start(
  'relay',
  values.ms === '0' ? {} : { NODE_OPTIONS: `--import ${slow}`, SLOW_DISK_MS: values.ms },
);
try {
  const plan: Plan = {
    port: target.port,
    traffic: { shape: 'named', issues: 60, webhooks: perSecond * Number(values.seconds) },
    pace: { perSecond },
  };
  const child = run(['bench/door/load.ts', JSON.stringify(plan)]);
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout ?? []) chunks.push(chunk as Buffer);
  const { answersMs, statuses } = JSON.parse(Buffer.concat(chunks).toString()) as Sent;
  const sorted = answersMs.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(0);
  const late = answersMs.filter((ms) => ms > deadlineMs).length;
  console.log(
    `${perSecond} webhooks a second, each wait for the disk ${values.ms} ms: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms; ` +
      `${late} of ${answersMs.length} over a second; answers ${JSON.stringify(statuses)}`,
  );
  process.exitCode = late === 0 ? 0 : 1;
} finally {
  await target.stop();
}
