// Whether a relay grows slower with all that it has ever heard: a month of entries for a few incidents that stay open,
// once few and once many of them. What is asked on a timer and at the start has to cost about the same.
// Usage: node bench/growth.bench.ts [--entries 1000,1000000] [--folder FOLDER]
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createOverview } from '../src/observe/overview.ts';
import { createRates } from '../src/observe/rates.ts';
import { openSqliteStore, type SqliteStore } from '../src/store/sqlite/open.ts';
import { carryAll, writeEntries } from './grown-store.ts';
import { batch, delivered, hour, incident, t0, wanted } from '../test/store/nouns.ts';

const { values } = parseArgs({
  options: { entries: { type: 'string', default: '1000,1000000' }, folder: { type: 'string' } },
});
const sizes = values.entries.split(',').map(Number);
const folder = mkdtempSync(join(values.folder ?? tmpdir(), 'stormrelay-growth-'));
const monthMs = 30 * 24 * hour;
const end = t0 + monthMs;
const retention = { maxAgeMs: 14 * 24 * hour, maxBytes: 2 * 1024 ** 3 };
/** A storm with five children, and five others. */
const incidents = Array.from({ length: 11 }, (_, n) => ({
  id: `inc-${n}`,
  parent: n > 0 && n < 6 ? 'inc-0' : null,
}));

type Figures = Readonly<Record<string, number>>;

try {
  const all: Figures[] = [];
  for (const size of sizes) all.push(await measure(size));
  print(all);
} finally {
  rmSync(folder, { recursive: true });
}

async function measure(size: number): Promise<Figures> {
  const path = join(folder, `${size}.db`);
  await fill(path, size);
  const filledMB = statSync(path).size / 1e6;
  const start = await startMs(path);
  const store = await open(path);
  const before = await asked(store);
  const pruned = await pruneAll(store);
  const after = await asked(store);
  const books = await store.books(end);
  await store.close();
  return {
    entries: size,
    'MB on disk before': filledMB,
    'start, ms': start,
    ...before,
    ...pruned,
    'start once pruned, ms': await startMs(path),
    ...named(after, 'once pruned'),
    'MB on disk': statSync(path).size / 1e6,
    'accepted in the books': books.accepted,
  };
}

function open(path: string): Promise<SqliteStore> {
  return openSqliteStore({ path, holder: 'bench', install: () => 'i-bench' });
}

/**
 * Entries come evenly over the month; every tenth is set aside, the others are counted for one incident after the other.
 */
async function fill(path: string, size: number): Promise<void> {
  const store = await open(path);
  const rows = incidents.map(({ id }) => wanted(id, '1', { alerts: size }));
  const changes = incidents.map(({ id, parent }) => ({
    table: 'incident' as const,
    key: id,
    row: incident(id, { parent, changedAt: end }),
  }));
  await store.commit(batch({ changes, wanted: rows }), t0);
  await store.settle(
    rows.map((row) => delivered(row, '17.1')),
    end,
  );
  await store.close();
  writeEntries(path, { entries: size, incidents: incidents.map(({ id }) => id), from: t0, until: end });
  const filled = await open(path);
  await carryAll(filled);
  await filled.close();
}

/** What a start asks of the store: opened, and everything read that is remembered. The best of three. */
async function startMs(path: string): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const began = performance.now();
    const store = await open(path);
    await store.newestMoment();
    await store.loadBrain();
    times.push(performance.now() - began);
    await store.close();
  }
  return Math.min(...times);
}

async function asked(store: SqliteStore): Promise<Figures> {
  const nothing = { ready: true, reasons: [], notes: [], receivers: [] };
  const scrape = async (): Promise<unknown> =>
    Promise.all([store.stats(), store.books(end), store.drills(200)]);
  const overview = (): Promise<unknown> =>
    createOverview({
      store,
      clock: { now: () => end },
      rates: createRates(),
      lanes: () => Promise.resolve([]),
      readiness: () => Promise.resolve(nothing),
      drills: { list: () => Promise.resolve([]) },
      policy: () => ({}),
    })();
  return {
    'books, ms': await median(() => store.books(end)),
    'scrape, ms': await median(scrape),
    'overview, ms': await median(overview),
  };
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 15; n += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[7] ?? 0;
}

/** One round of housekeeping: how often it asks, and how long the writer is held by one of these. */
async function pruneAll(store: SqliteStore): Promise<Figures> {
  const times: number[] = [];
  for (let more = true; more;) {
    const began = process.threadCpuUsage();
    ({ more } = await store.prune(retention, end));
    const { user, system } = process.threadCpuUsage(began);
    times.push((user + system) / 1_000);
  }
  const idle = await median(() => store.prune(retention, end));
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return {
    'bites of prune': times.length,
    'a bite, p50, ms of CPU': at(0.5),
    'a bite, p99, ms of CPU': at(0.99),
    'a bite, longest, ms of CPU': at(1),
    'a bite with nothing to do, ms': idle,
  };
}

function named(figures: Figures, when: string): Figures {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${name}, ${when}`, value]));
}

/** A line a figure: by size, and the last by the first. */
function print(all: readonly Figures[]): void {
  for (const name of Object.keys(all[0] ?? {})) {
    const each = all.map((figures) => figures[name] ?? 0);
    const ratio = (each.at(-1) ?? 0) / (each[0] ?? 1);
    console.log(
      `${name.padEnd(36)}${each.map((value) => value.toFixed(2).padStart(14)).join('')}   × ${ratio.toFixed(2)}`,
    );
  }
}
