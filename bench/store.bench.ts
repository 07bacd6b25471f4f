// How fast the embedded store answers: appends of 6 KB in batches, and the books over 100,000 entries.
// Run: node bench/store.bench.ts [folder]
import { mkdtempSync, rmSync } from 'node:fs';
import { counted, setAside } from '../src/domain/inbox/disposition.ts';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../src/store/sqlite/open.ts';
import type { SqliteStore } from '../src/store/sqlite/open.ts';
import { batch, delivered, delivery, incident, t0, wanted } from '../test/store/nouns.ts';

const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), 'stormrelay-bench-'));
const filler = 'x'.repeat(6_000);

try {
  await benchAppends();
  await benchBooks();
} finally {
  rmSync(folder, { recursive: true });
}

function open(name: string): Promise<SqliteStore> {
  return openSqliteStore({ path: join(folder, name), holder: 'bench', install: () => 'i-bench' });
}

async function benchAppends(): Promise<void> {
  console.log('appends of 6 KB, synchronous=FULL');
  let single = 0;
  for (const size of [1, 16, 64]) {
    const store = await open(`append-${size}.db`);
    const rounds = Math.ceil(1_024 / size);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const deliveries = Array.from({ length: size }, (_, n) => numbered(round * size + n));
      const started = performance.now();
      await store.append(deliveries, t0);
      times.push(performance.now() - started);
    }
    await store.close();
    const perSecond = (rounds * size * 1_000) / sum(times);
    if (size === 1) single = perSecond;
    const ratio = (perSecond / single).toFixed(1);
    console.log(
      `  batch ${String(size).padStart(2)}: ${perSecond.toFixed(0).padStart(6)} a second (${ratio} x batch 1), ` +
        `commit p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms`,
    );
  }
}

async function benchBooks(): Promise<void> {
  const store = await open('books.db');
  const entries = 100_000;
  const roots = 200;
  for (let done = 0; done < entries; done += 1_000) await count(store, done, roots);
  await want(store, entries, roots);
  await time(store, 'all shown');
  await store.settle([{ ...delivered(wanted('inc-0', 'late', { alerts: 1 }), '17.0') }], t0);
  await time(store, 'one root far behind');
  await store.append(
    Array.from({ length: 5_000 }, (_, n) => numbered(entries + n)),
    t0 + 1,
  );
  await time(store, '5,000 unapplied besides');
  await store.close();
}

async function count(store: SqliteStore, from: number, roots: number): Promise<void> {
  const cursor = (await store.stats()).cursor;
  const appended = await store.append(
    Array.from({ length: 1_000 }, (_, n) => ({ ...numbered(from + n), body: '{}' })),
    t0 + from,
  );
  const dispositions = appended.map(({ seq }) => ({ seq, disposition: dispositionOf(seq, roots) }));
  await store.commit(batch({ from: cursor, to: appended.at(-1)?.seq ?? 0, dispositions }), t0);
}

/** Half of everything belongs to one storm, a tenth is set aside. */
function dispositionOf(seq: number, roots: number) {
  if (seq % 10 === 0) return setAside({ code: 'hook-comment', hook: 'comment.created' });
  return counted(`inc-${seq % 2 === 0 ? seq % 60 : seq % roots}`, { code: 'known-issue' });
}

async function want(store: SqliteStore, entries: number, roots: number): Promise<void> {
  const ids = Array.from({ length: roots }, (_, n) => `inc-${n}`);
  const rows = ids.map((id) => wanted(id, '1', { alerts: entries }));
  const changes = ids.map((id, n) => ({
    table: 'incident' as const,
    key: id,
    row: incident(id, { parent: n > 0 && n < 60 ? 'inc-0' : null }),
  }));
  const cursor = (await store.stats()).cursor;
  await store.commit(batch({ from: cursor, wanted: rows, changes }), t0);
  await store.settle(
    rows.map((row) => delivered(row, '17.1')),
    t0,
  );
}

async function time(store: SqliteStore, name: string): Promise<void> {
  const times: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    const started = performance.now();
    await store.books(t0);
    times.push(performance.now() - started);
  }
  const share = ((Number(at(times, 0.5)) / 50) * 100).toFixed(0);
  console.log(
    `books of 100,000 entries, ${name}: p50 ${at(times, 0.5)} ms, max ${at(times, 1)} ms (${share} % of 50 ms)`,
  );
}

function numbered(n: number) {
  return {
    ...delivery('bench'),
    id: `key-${n}`,
    digest: `digest-${n}`,
    body: `{"n":${n},"filler":"${filler}"}`,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function at(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2);
}
