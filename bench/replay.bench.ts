/**
 * How long a replay of one hour of 30,000 entries takes, as a command: out of a file, and out of the inbox of a store
 * that recorded it. In the hour 400 issues of 40 services fail now and then, and one outage of ten minutes strikes 60
 * issues of 15 services. `node bench/replay.bench.ts [entries, default 30000] [rounds, default 3]`
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { newState } from '../src/correlate/state/brain-state.ts';
import { defaultPolicy } from '../src/domain/policy.ts';
import { capturedDelivery } from '../src/ingest/captured.ts';
import { policyDelivery } from '../src/ingest/policy-entry.ts';
import { createReader } from '../src/ingest/reader.ts';
import { createSentrySource } from '../src/integrations/sentry/source.ts';
import { applyRun } from '../src/pipeline/apply-inbox.ts';
import { timerDelivery } from '../src/pipeline/timer-entry.ts';
import { openSqliteStore } from '../src/store/sqlite/open.ts';
import { createWebhookMaker } from '../simulator/fakes/sentry/webhooks.ts';
import { createSeededRandom } from '../simulator/seeded-random.ts';
import { errorOf, ownError, source, unreachable } from './made-errors.ts';

const entries = Number(process.argv[2] ?? 30_000);
const rounds = Number(process.argv[3] ?? 3);
const hour = 3_600_000;
/** The hour ends now: `--since` counts from the present. */
const start = Date.now() - hour;
const chat = { id: 'slack/C1', kind: 'chat', lane: 'slack:C1', credential: 'slack:a' } as const;
const pager = { id: 'pagerduty/p1', kind: 'pager', lane: 'pagerduty:b', credential: 'pagerduty:b' } as const;

interface Webhook {
  readonly at: number;
  readonly resource: string;
  readonly body: string;
}

function* hourOfWebhooks(): Generator<Webhook> {
  const random = createSeededRandom(30);
  const maker = createWebhookMaker(30);
  const everyday = Array.from({ length: 400 }, (_, n) =>
    source({ random, id: `${6_000_000 + n}`, service: `usual-${n % 40}`, fails: ownError }),
  );
  const struck = Array.from({ length: 60 }, (_, n) =>
    source({ random, id: `${8_000_000 + n}`, service: `struck-${n % 15}`, fails: unreachable }),
  );
  for (let n = 0; n < entries; n += 1) {
    const at = start + Math.floor((n * hour) / entries);
    const outage = at - start > hour / 2 && at - start < hour / 2 + 600_000 && random.next() < 0.8;
    const from = outage ? struck : everyday;
    const [webhook] = maker.webhooksFor(errorOf(from[random.int(from.length)]!, at, random));
    if (webhook !== undefined) yield { at, resource: webhook.resource, body: webhook.body };
  }
}

async function writeFileOf(file: string): Promise<void> {
  const out = createWriteStream(file);
  for (const { at, resource, body } of hourOfWebhooks())
    out.write(`{"at":${at},"resource":"${resource}","body":${body}}\n`);
  out.end();
  await finished(out);
}

/** As a relay would have recorded it, timers among it. */
async function record(file: string): Promise<void> {
  const store = await openSqliteStore({ path: file, holder: 'a bench', install: () => 'bench' });
  const epoch = (await store.acquireLease('brain', 'a bench', 0, 24 * hour)) ?? 0;
  const state = newState('bench');
  const read = createReader({ sentry: createSentrySource({ allowedHosts: [] }) });
  const apply = async (now: number): Promise<void> => {
    const fresh = await store.read(state.meta.cursor, 500);
    if (fresh.length > 0) await store.commit({ ...applyRun(state, fresh, read), epoch }, now);
  };
  await store.append([policyDelivery({ ...defaultPolicy, receivers: [chat, pager] }, 'policy:0')], start);
  await apply(start);
  let waiting = 0;
  for (const { at, resource, body } of hourOfWebhooks()) {
    while (state.timersFrom <= at) {
      await apply(state.timersFrom);
      if (state.timersFrom > at) break;
      await store.append([timerDelivery(state)], state.timersFrom);
      await apply(state.timersFrom);
    }
    waiting += 1;
    await store.append([capturedDelivery(resource, body, `d-${at}-${waiting}`)], at);
    if (waiting % 20 === 0) await apply(at);
  }
  await apply(start + hour);
  await store.close();
}

function timed(args: readonly string[], env: Readonly<Record<string, string>>): { ms: number; said: string } {
  const began = performance.now();
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'src/cli/stormrelay.js', 'replay', ...args],
    {
      cwd: path.resolve(import.meta.dirname, '..'),
      env: { ...process.env, ...env },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  if (status !== 0) throw new Error(stderr);
  return { ms: performance.now() - began, said: stdout.split('\n', 3).join(' ') };
}

function report(name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const runs = Array.from({ length: rounds }, () => timed(args, env));
  const best = Math.min(...runs.map(({ ms }) => ms));
  console.log(
    `${name}: ${(best / 1000).toFixed(1)} s at best of ${rounds}, ${Math.round(entries / (best / 1000))} entries a second; ${runs[0]?.said}`,
  );
}

const folder = mkdtempSync(path.join(tmpdir(), 'stormrelay-bench-replay-'));
try {
  const captured = path.join(folder, 'hour.ndjson');
  const store = path.join(folder, 'relay.db');
  await writeFileOf(captured);
  report('out of a file', ['--from', captured]);
  await record(store);
  const env = {
    STORE_URL: `sqlite:${store}`,
    SENTRY_SIGNING_SECRETS: 'bench-secret-bench-secret',
    PAGERDUTY_ROUTING_KEY: 'b'.repeat(32),
  };
  report('out of a store', ['--since', '2h'], env);
  report('out of a store, under two rules', ['--since', '2h', '--env', '/dev/null', '--diff'], env);
} finally {
  rmSync(folder, { recursive: true });
}
