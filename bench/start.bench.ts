// How long a relay that has heard much takes to be ready, and how much memory it holds then: a million entries, and ten
// thousand incidents that are open and shown.
// Usage: node bench/start.bench.ts [--entries 1000000] [--incidents 10000] [--folder FOLDER]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createSimClock } from '../simulator/clock.ts';
import { startFakes } from '../simulator/fakes/start.ts';
import { freePort } from '../simulator/run/free-port.ts';
import { stateFromRows } from '../src/correlate/state/brain-state.ts';
import { projectIncident } from '../src/decide/projections.ts';
import type { BrainRows, Change } from '../src/domain/state.ts';
import { createReader } from '../src/ingest/reader.ts';
import { createSentrySource } from '../src/integrations/sentry/source.ts';
import { openSqliteStore, type SqliteStore } from '../src/store/sqlite/open.ts';
import { batch, delivered, hour } from '../test/store/nouns.ts';
import { openRows } from './brain-stream.ts';
import { carryAll, writeEntries } from './grown-store.ts';

const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '1000000' },
    incidents: { type: 'string', default: '10000' },
    folder: { type: 'string' },
  },
});
const root = join(import.meta.dirname, '..');
const quiet = ['--disable-warning=ExperimentalWarning'];
const folder = mkdtempSync(join(values.folder ?? tmpdir(), 'stormrelay-start-'));
const path = join(folder, 'stormrelay.db');
const clock = createSimClock(1, Date.now());
const fakes = await startFakes({ clock, seed: 7, https: false });

try {
  const empty = await start();
  await fill(Number(values.entries), Number(values.incidents));
  const starts = [await start(), await start(), await start()];
  const size = (statSync(path).size / 1e6).toFixed(0);
  console.log(`${values.entries} entries, ${values.incidents} open incidents: ${size} MB on disk`);
  const told = (figure: keyof Started): string =>
    `${starts.map((one) => one[figure].toFixed(0)).join(', ')} (with an empty store ${empty[figure].toFixed(0)})`;
  console.log(`ms until it is ready: ${told('ms')}`);
  console.log(`ms of CPU until then: ${told('cpuMs')}`);
  console.log(`MB of memory then: ${told('mb')}`);
  console.log(`MB at most until then: ${told('mostMb')}`);
} finally {
  await fakes.close();
  rmSync(folder, { recursive: true });
}

interface Started {
  readonly ms: number;
  /** Of all its threads: what the wait would be on a machine with nothing else to do, at most. */
  readonly cpuMs: number;
  readonly mb: number;
  readonly mostMb: number;
}

/** Starts the relay on the file and ends it again. */
async function start(): Promise<Started> {
  const port = await freePort();
  const began = performance.now();
  const relay = spawn(process.execPath, [...quiet, join(root, 'src', 'cli', 'stormrelay.js'), 'serve'], {
    env: environment(port),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(relay, 'exit').then(() => {
    throw new Error('The relay ended before it was ready.');
  });
  await Promise.race([ready(port), ended]);
  const ms = performance.now() - began;
  const status = readFileSync(`/proc/${relay.pid}/status`, 'utf8');
  // User and system time are the 14th and 15th, in hundredths of a second; the name may hold blanks.
  const times = readFileSync(`/proc/${relay.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  relay.kill();
  await ended.catch(() => undefined);
  const mbOf = (figure: string): number =>
    Number(new RegExp(`${figure}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1_024;
  const cpuMs = 10 * (Number(times[11]) + Number(times[12]));
  return { ms, cpuMs, mb: mbOf('VmRSS'), mostMb: mbOf('VmHWM') };
}

async function ready(port: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await delay(20);
  }
}

function environment(port: number): Record<string, string> {
  const { slack, pagerduty, sentry } = fakes.connection;
  return {
    HOST: '127.0.0.1',
    PORT: String(port),
    STORE_URL: `sqlite:${path}`,
    SENTRY_SIGNING_SECRETS: sentry.secret,
    SLACK_BOT_TOKEN: slack.token,
    SLACK_API_URL: slack.url,
    SLACK_CHANNEL: slack.channel,
    PAGERDUTY_EVENTS_URL: pagerduty.url,
    PAGERDUTY_ROUTING_KEY: pagerduty.routingKey,
    LOG_LEVEL: 'error',
  };
}

/** What a relay with these rules would hold, which has heard all that. */
async function fill(entries: number, incidents: number): Promise<void> {
  const read = createReader({ sentry: createSentrySource({ allowedHosts: [] }) });
  const made = openRows(incidents, read, Date.now());
  const store = await openSqliteStore({ path, holder: 'bench', install: () => '' });
  const before = await store.loadBrain();
  if (before === null) throw new Error('The relay has told its file nothing of its rules.');
  const rows = { ...made, meta: { ...before.meta, now: Date.now() } };
  await write(store, rows, entries);
  await store.close();
  const now = Date.now();
  const ids = made.incidents.map(({ id }) => id);
  writeEntries(path, { entries, incidents: ids, from: now - 13 * 24 * hour, until: now });
  const written = await openSqliteStore({ path, holder: 'bench', install: () => '' });
  await carryAll(written);
  await written.close();
}

/** All that was counted is shown. */
async function write(store: SqliteStore, rows: BrainRows, entries: number): Promise<void> {
  const state = stateFromRows(rows);
  const epoch = (await store.acquireLease('brain', 'bench', Date.now(), 1)) ?? 0;
  const { cursor } = rows.meta;
  const wanted = rows.incidents.flatMap((incident) => projectIncident(state, incident));
  await store.commit(batch({ from: cursor, epoch, changes: changesOf(rows), wanted }), Date.now());
  await store.settle(
    wanted.map((row) => delivered({ ...row, alerts: entries }, '17.1')),
    Date.now(),
  );
}

function changesOf(rows: BrainRows): readonly Change[] {
  return [
    ...rows.issues.map((row) => ({ table: 'issue', key: row.key, row }) as const),
    ...rows.incidents.map((row) => ({ table: 'incident', key: row.id, row }) as const),
    ...rows.members.map((row) => ({ table: 'member', ...row }) as const),
    ...rows.timers.map((row) => ({ table: 'timer', key: row.id, row }) as const),
    ...rows.releases.map((row) => ({ table: 'release', key: row.key, row }) as const),
    ...rows.baselines.map((row) => ({ table: 'baseline', key: row.key, row }) as const),
    ...rows.timeline.map((row) => ({ table: 'timeline', row }) as const),
    { table: 'meta', row: rows.meta } as const,
  ];
}
