/**
 * How fast the door answers: a real relay process, 6 KB webhooks, each one durable (fsync) before its 202.
 * `node bench/answering.bench.ts [webhooks a second] [seconds]`; exits 1 when a webhook went unanswered.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const rate = Number(process.argv[2] ?? 500);
const seconds = Number(process.argv[3] ?? 10);
const secret = 'bench-secret-bench-secret';
const folder = mkdtempSync(join(tmpdir(), 'stormrelay-bench-'));
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const template = readFileSync(
  new URL('../fixtures/payloads/sentry/event_alert.triggered.json', import.meta.url),
  'utf8',
);

function startRelay(): ChildProcess {
  const env = {
    PATH: process.env['PATH'],
    PORT: '0',
    STORE_URL: `sqlite:${folder}/relay.db`,
    SENTRY_SIGNING_SECRETS: secret,
    SLACK_BOT_TOKEN: 'xoxb-000000000000-0000000000000-bench',
    SLACK_CHANNEL: 'C0BENCHMARK',
    // Nobody listens there: the doors must not care.
    SLACK_API_URL: 'http://127.0.0.1:9/',
    LOG_LEVEL: 'info',
  };
  return spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'src/cli/stormrelay.ts', 'serve'],
    { env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
}

async function addressOf(relay: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of relay.stdout ?? []) {
    text += String(chunk);
    const address = /"address":"(http:[^"]+)"/.exec(text)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`The relay ended before it listened: ${text}`);
}

/** One webhook of an issue and event of its own, padded to 6 KB. */
function body(n: number): Buffer {
  const parsed = JSON.parse(template) as { data: { event: Record<string, unknown> } };
  const { event } = parsed.data;
  event['event_id'] = randomUUID().replaceAll('-', '');
  event['issue_id'] = String(9_000_000 + (n % 60));
  const text = JSON.stringify(parsed);
  event['extra'] = { padding: 'x'.repeat(Math.max(0, 6_000 - text.length)) };
  return Buffer.from(JSON.stringify(parsed));
}

function send(url: URL, bytes: Buffer): Promise<{ ms: number; status: number }> {
  const began = performance.now();
  const headers = {
    'content-type': 'application/json',
    'content-length': bytes.length,
    'request-id': randomUUID().replaceAll('-', ''),
    'sentry-hook-resource': 'event_alert',
    'sentry-hook-timestamp': '1',
    'sentry-hook-signature': createHmac('sha256', secret).update(bytes).digest('hex'),
  };
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', headers, agent }, (response) => {
      response.resume();
      response.once('end', () =>
        resolve({ ms: performance.now() - began, status: response.statusCode ?? 0 }),
      );
    });
    sent.once('error', () => resolve({ ms: performance.now() - began, status: 0 }));
    sent.end(bytes);
  });
}

function percentile(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
}

const relay = startRelay();
const url = new URL('/webhooks/sentry', await addressOf(relay));
const bodies = Array.from({ length: rate * Math.min(seconds, 10) }, (_, n) => body(n));
const running: Promise<{ ms: number; status: number }>[] = [];
const began = performance.now();
for (let n = 0; n < rate * seconds; n += 1) {
  const due = began + (n * 1_000) / rate;
  if (performance.now() < due) await delay(due - performance.now());
  const bytes = bodies[n];
  // Beyond the first ten seconds every body is made on the way: all different, as Sentry's are.
  running.push(send(url, bytes ?? body(n)));
}
const answers = await Promise.all(running);
const ms = answers.map((answer) => answer.ms).sort((a, b) => a - b);
const refused = answers.filter((answer) => answer.status !== 202).length;
console.log(
  `${answers.length} webhooks of ${bodies[0]?.length ?? 0} bytes at ${rate}/s: p50 ${percentile(ms, 0.5)} ms, p99 ${percentile(ms, 0.99)} ms, max ${percentile(ms, 1)} ms, ${refused} not accepted`,
);
relay.kill('SIGTERM');
await once(relay, 'exit');
rmSync(folder, { recursive: true });
process.exitCode = refused === 0 ? 0 : 1;
agent.destroy();
