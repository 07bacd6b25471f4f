import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toldBefore } from '../../../src/domain/decision/vocabulary.ts';
import { counted, disposed } from '../../../src/domain/inbox/disposition.ts';
import type { Miscount } from '../../../src/domain/books.ts';
import type { SqliteStore } from '../../../src/store/sqlite/open.ts';
import { batch, delivered, delivery, hour, incident, t0, wanted } from '../nouns.ts';
import { startChild } from './child.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();
const retention = { maxAgeMs: hour, maxBytes: 1e9 };

/** Every tenth entry is set aside, the others are counted for an incident of which all is shown. */
async function fill(store: SqliteStore, entries: number): Promise<void> {
  const row = wanted('inc-1', '1', { alerts: entries });
  const open = { table: 'incident', key: 'inc-1', row: incident('inc-1') } as const;
  const from = (await store.stats()).cursor;
  const appended = await store.append(
    Array.from({ length: entries }, (_, n) => delivery(`${from}-${n}`)),
    t0,
  );
  const dispositions = appended.map(({ seq }) => ({
    seq,
    disposition: seq % 10 === 0 ? disposed('set-aside', toldBefore('.')) : counted('inc-1', toldBefore('.')),
  }));
  await store.commit(batch({ from, to: from + entries, dispositions, wanted: [row], changes: [open] }), t0);
  await store.settle([delivered(row, '17.1')], t0);
}

function miscounts(store: SqliteStore): Promise<readonly Miscount[]> {
  return store.recount(new AbortController().signal);
}

/** Writes past the store, as nobody should. */
function tamper(sql: string): void {
  const database = new DatabaseSync(folder.store);
  database.exec(sql);
  database.close();
}

/** As the version before 0018 left it. */
const beforeCarried = `
  DROP TABLE carried;
  DROP INDEX dead_letter_incident;
  DELETE FROM setting WHERE name LIKE 'carried%';
  CREATE INDEX disposition_incident ON disposition (incident) WHERE incident IS NOT NULL;
  CREATE INDEX disposition_pruned ON disposition (source) WHERE pruned = 1;
  DELETE FROM migration WHERE name LIKE '%-carried-books.sql';
`;

describe('what the books carry', () => {
  it('goes on with what is applied: a look never counts more than some lots', async () => {
    const store = await openAt(folder.store);
    for (const entries of [400, 2_500, 1, 700, 700]) {
      await fill(store, entries);
      const { cursor } = await store.stats();
      const reader = new DatabaseSync(folder.store, { readOnly: true });
      const row = reader
        .prepare(`SELECT CAST(value AS INTEGER) AS upto FROM setting WHERE name = 'carried'`)
        .get();
      reader.close();
      expect(cursor - Number(row?.['upto'] ?? 0)).toBeLessThan(2_000);
      expect(await store.books(t0)).toMatchObject({ accepted: cursor });
    }
    expect(await miscounts(store)).toEqual([]);
    await store.close();
  });

  it.each([
    [
      'a row that is missing',
      'DELETE FROM disposition WHERE seq = 7',
      { kind: 'counted', incident: 'inc-1' },
    ],
    ['an entry that is missing', 'DELETE FROM body; DELETE FROM inbox WHERE seq = 7', { kind: 'accepted' }],
    [
      'a figure that is wrong',
      "UPDATE carried SET entries = 4 WHERE kind = 'set-aside'",
      { carried: 4, found: 150 },
    ],
    ['a figure that is missing', "DELETE FROM carried WHERE kind = 'counted'", { carried: 0, found: 1_350 }],
    ['rows that went without a word', "UPDATE carried SET gone = 1 WHERE kind = 'counted'", { found: 1_351 }],
  ])('is told by a recount to be wrong: %s', async (_, sql, told) => {
    const store = await openAt(folder.store);
    await fill(store, 1_500);
    expect(await miscounts(store)).toEqual([]);
    tamper(sql);
    expect(await miscounts(store)).toContainEqual(expect.objectContaining(told));
    await store.close();
  });

  it('is whole after a kill -9 in the middle of pruning', async () => {
    const store = await openAt(folder.store);
    await fill(store, 4_000);
    const before = await store.books(t0);
    expect(before).toMatchObject({ accepted: 4_000, setAside: 400, shown: 1, folded: 3_599 });
    await store.close();
    for (const bites of [2, 5, 9]) {
      const child = startChild('prune-forever.ts', folder.store);
      onTestFinished(() => child.kill());
      await child.lines(bites);
      await child.kill();
      const after = await openAt(folder.store);
      const { accepted, setAside, ...columns } = await after.books(t0);
      expect({ ...columns, accepted: accepted - setAside }).toEqual({ ...columns, accepted: 3_600 });
      expect(columns).toMatchObject({ shown: 1, folded: 3_599, inFlight: 0 });
      expect(await miscounts(after)).toEqual([]);
      await after.close();
    }
  });

  it('is made of what an older relay has left, and comes to the same books', async () => {
    const before = await openAt(folder.store);
    await fill(before, 1_200);
    await before.append([delivery('waits')], t0 + 1);
    // Bodies that were too many have gone before their time.
    const half = { maxAgeMs: 24 * hour, maxBytes: (await before.stats()).bodyBytes / 2 };
    while ((await before.prune(half, t0)).more);
    const [books, stats] = [await before.books(t0 + 5), await before.stats()];
    expect(books).toMatchObject({ accepted: 1_201, inFlight: 1 });
    await before.close();
    tamper(beforeCarried);

    const after = await openAt(folder.store);
    expect(await after.books(t0 + 5)).toEqual(books);
    expect(await after.stats()).toEqual(stats);
    expect(await miscounts(after)).toEqual([]);
    while ((await after.prune(retention, t0 + 9 * hour)).more);
    expect(await after.books(t0)).toMatchObject({ accepted: 1_081, setAside: 0, folded: 1_079, inFlight: 1 });
    expect(await miscounts(after)).toEqual([]);
    await after.close();
  });
});
