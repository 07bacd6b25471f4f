/** A store that has heard much, made in no time: written past the store, which would take an hour for a million entries. */
import { DatabaseSync } from 'node:sqlite';
import type { SqliteStore } from '../src/store/sqlite/open.ts';

/** What is written: entries of Sentry's that were applied. */
interface Grown {
  readonly entries: number;
  /** Every tenth entry is set aside, the others are counted for one of these after the other. */
  readonly incidents: readonly string[];
  /** They come evenly from one virtual ms to another. */
  readonly from: number;
  readonly until: number;
}

const atOnce = 100_000;
const idKeptMs = 72 * 3_600_000;

/** Writes entries behind those that a closed file holds, of which all are applied. */
export function writeEntries(path: string, { entries, incidents, from, until }: Grown): void {
  const database = new DatabaseSync(path);
  database.exec('CREATE TEMP TABLE counted (n INTEGER PRIMARY KEY, id TEXT NOT NULL)');
  const name = database.prepare('INSERT INTO counted (n, id) VALUES (?, ?)');
  for (const [n, id] of incidents.entries()) name.run(n, id);
  const known = Number(database.prepare('SELECT coalesce(max(seq), 0) AS seq FROM inbox').get()?.['seq']);
  const at = `${from} + (n - ${known}) * ${Math.floor((until - from) / entries)}`;
  for (let first = known + 1; first <= known + entries; first += atOnce) {
    const last = Math.min(first + atOnce - 1, known + entries);
    const numbers = `WITH RECURSIVE number (n) AS (
      SELECT ${first} UNION ALL SELECT n + 1 FROM number WHERE n < ${last})`;
    database.exec(`BEGIN;
      INSERT INTO inbox (seq, source, id, kind, received_at, digest, verified_by, bytes)
        ${numbers} SELECT n, 'sentry', 'key-' || n, 'event_alert', ${at}, printf('%064d', n), 'secret-1', 13 FROM number;
      INSERT INTO body (seq, body) ${numbers} SELECT n, '{"n":' || n || '}' FROM number;
      INSERT INTO seen (source, id, digest, kind, first, seq, at)
        ${numbers} SELECT 'sentry', 'key-' || n, printf('%064d', n), 'event_alert', 1, n, ${at} FROM number
        WHERE ${at} > ${until - idKeptMs};
      INSERT INTO disposition (seq, source, received_at, kind, incident, code, said)
        ${numbers} SELECT number.n, 'sentry', ${at.replace('(n', '(number.n')},
          iif(number.n % 10 = 0, 'set-aside', 'counted'), iif(number.n % 10 = 0, NULL, counted.id),
          iif(number.n % 10 = 0, 'hook-comment', 'known-issue'),
          iif(number.n % 10 = 0, '{"hook":"comment.created"}', '{}')
        FROM number JOIN counted ON counted.n = number.n / 10 * 9 % ${incidents.length};
      INSERT INTO setting (name, value) VALUES ('cursor', '${last}')
        ON CONFLICT DO UPDATE SET value = excluded.value;
      COMMIT`);
  }
  database.close();
}

/** Lets the books carry all that was applied, as they would have while it came. */
export async function carryAll(store: SqliteStore): Promise<void> {
  const nothingIsOld = { maxAgeMs: Number.MAX_SAFE_INTEGER, maxBytes: Number.MAX_SAFE_INTEGER };
  while ((await store.prune(nothingIsOld, 0)).more);
}
