import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../src/domain/decision/words.ts';
import { StoreUnusable } from '../../../src/seams/store.ts';
import type { SqliteStore } from '../../../src/store/sqlite/open.ts';
import { batch, delivered, drill, incident, issue, meta, t0, wanted } from '../nouns.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();

const timer = { id: 'quiet:inc-1', due: t0 + 1, kind: 'quiet', subject: 'inc-1' } as const;
const lane = { kind: 'waiting', until: t0 + 1, reason: 'HTTP 429', code: 'limited', failures: 1 } as const;
const rows = ['inc-1', 'inc-2'].map((id) => wanted(id, '1'));

/** A file with a few rows of everything, in which something else has then written. */
async function fileWith(sql: string, ...values: string[]): Promise<void> {
  const store = await openAt(folder.store);
  await commit(store);
  await store.close();
  const database = new DatabaseSync(folder.store);
  expect(database.prepare(sql).run(...values).changes).toBe(1);
  database.close();
}

async function commit(store: SqliteStore, changed: object = {}): Promise<void> {
  const epoch = (await store.acquireLease('brain', 'test', t0, 1_000)) ?? 0;
  const ids = ['inc-1', 'inc-2'];
  const changes = [
    { table: 'meta', row: meta() },
    ...ids.map((id) => ({ table: 'incident', key: id, row: incident(id) }) as const),
    { table: 'issue', key: 'sentry:acme/1', row: issue('sentry:acme/1') },
    { table: 'timer', key: timer.id, row: timer },
    { table: 'lane', key: 'slack:C1', row: lane },
    { table: 'drill', key: 'drill-1', row: drill('drill-1') },
    { table: 'drill', key: 'drill-2', row: drill('drill-2') },
  ] as const;
  await store.commit(batch({ epoch, changes, wanted: rows, ...changed }), t0 + 7);
}

/** What this does with the file: the error that it throws. */
async function refusal(act: (store: SqliteStore) => Promise<unknown>): Promise<Error> {
  const store = await openAt(folder.store);
  const said: unknown = await act(store).then(
    () => null,
    (error: unknown) => error,
  );
  await store.close();
  expect(said).toBeInstanceOf(StoreUnusable);
  return said as StoreUnusable;
}

describe('a row of the brain that cannot be read', () => {
  it.each([
    ['issue', 'sentry:acme/1', 'doc', '{"half":'],
    ['incident', 'inc-1', 'doc', '{"half":1}'],
    ['timer', timer.id, 'doc', ''],
    ['brain_lane', 'slack:C1', 'doc', '{"half":1}'],
    ['drill', 'drill-1', 'doc', '7'],
    ['setting', 'brain', 'value', '{"half":1}'],
  ])('keeps the brain from starting, and names its table and itself: %s', async (table, id, column, text) => {
    const key = { incident: 'id', setting: 'name' }[table] ?? 'key';
    await fileWith(`UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`, text, id);
    const { message } = await refusal((store) => store.loadBrain());
    expect(message).toContain(`The row ${id} of the table ${table} cannot be read.`);
    expect(message).toContain('Restore a backup');
    expect(message).not.toContain('\n');
  });

  it('is missing in lists, and says so where it is asked for', async () => {
    await fileWith(`UPDATE incident SET doc = '[]' WHERE id = ?`, 'inc-1');
    const store = await openAt(folder.store);
    expect((await store.incidents({ status: 'all', limit: 9 })).map(({ id }) => id)).toEqual(['inc-2']);
    await store.close();
    expect((await refusal((one) => one.incident('inc-1'))).message).toContain(
      'row inc-1 of the table incident',
    );
  });

  it('is missing among drills likewise', async () => {
    await fileWith(`UPDATE drill SET doc = '{}' WHERE key = ?`, 'drill-1');
    const store = await openAt(folder.store);
    expect((await store.drills(9)).map(({ id }) => id)).toEqual(['drill-2']);
    await store.close();
    expect((await refusal((one) => one.drill('drill-1'))).message).toContain(
      'row drill-1 of the table drill',
    );
  });
});

describe('a notification that cannot be read', () => {
  const [damaged, whole] = rows as [(typeof rows)[0], (typeof rows)[0]];

  it.each([
    ['wanted', '[]'],
    ['wanted', '{}'],
    ['sent', '{"phase":"elsewhere"}'],
    ['attempts', '{"count":2}'],
  ])('is set aside as a dead letter, and the others are sent: %s holds %s', async (column, text) => {
    await fileWith(`UPDATE notification SET ${column} = ? WHERE id = ?`, text, damaged.id);
    const store = await openAt(folder.store);
    const pending = async (): Promise<readonly string[]> =>
      (await store.pending(damaged.credential, 9)).map(({ id }) => id);
    expect(await pending()).toEqual([whole.id]);
    const letters = await store.deadLetters('open', 9);
    expect(letters).toMatchObject([
      { kind: 'notification', subject: damaged.id, incident: 'inc-1', at: t0 + 7 },
    ]);
    expect(sentenceOf(letters[0]!.decision)).toContain(`The store's column ${column} holds`);
    // Once is enough: it is read no more.
    expect(await pending()).toEqual([whole.id]);
    expect(await store.backlog(damaged.credential)).toMatchObject([{ rows: 1 }]);
    await store.close();
  });

  it('comes back with the next version that the brain wants, and keeps its doubt', async () => {
    await fileWith(
      `UPDATE notification SET wanted = '{}', attempts = json_set(attempts, '$.startedAt', ${t0}) WHERE id = ?`,
      damaged.id,
    );
    const store = await openAt(folder.store);
    expect(await store.pending(damaged.credential, 9)).toHaveLength(1);
    await commit(store, { wanted: [wanted('inc-1', '2')] });
    expect(await store.notification(damaged.id)).toMatchObject({
      digest: 'digest-2',
      attempts: { ambiguousAt: t0, deadDigest: null },
    });
    expect(await store.deadLetters('revived', 9)).toHaveLength(1);
    await store.close();
  });

  it('does not stop the brain, which writes its half of the row', async () => {
    const attempts = '{"deadDigest":"digest-0","ambiguousAt":null}';
    await fileWith('UPDATE notification SET attempts = ? WHERE id = ?', attempts, damaged.id);
    const store = await openAt(folder.store);
    await commit(store, { wanted: [wanted('inc-1', '2')] });
    expect(await store.pending(damaged.credential, 9)).toHaveLength(2);
    await store.close();
  });

  it('is not among the rows of its incident, nor what a thread waits for', async () => {
    await fileWith(`UPDATE notification SET sent = '{}' WHERE id = ?`, damaged.id);
    const store = await openAt(folder.store);
    expect(await store.notificationsOf('inc-1')).toEqual([]);
    expect(await store.notification(damaged.id)).toBeNull();
    expect(await store.deadLetters('open', 9)).toHaveLength(1);
    await store.close();
  });

  it('cannot be replayed as it is: its letter stays open', async () => {
    await fileWith(`UPDATE notification SET wanted = '{}' WHERE id = ?`, damaged.id);
    const { message } = await refusal(async (store) => {
      await store.pending(damaged.credential, 9);
      const [letter] = await store.deadLetters('open', 9);
      const closing = { state: 'replayed', by: 'ada', why: null, cameAgain: null } as const;
      await store.closeDeadLetter(letter?.id ?? 0, closing, t0 + 9);
    });
    expect(message).toContain(`The row ${damaged.id} of the table notification cannot be read.`);
    const store = await openAt(folder.store);
    expect(await store.deadLetters('open', 9)).toHaveLength(1);
    await store.close();
  });

  it('is told without a word to a reader that may not write', async () => {
    await fileWith(`UPDATE notification SET wanted = '{}' WHERE id = ?`, damaged.id);
    const store = await openAt(folder.store, { readOnly: true });
    expect(await store.pending(damaged.credential, 9)).toHaveLength(1);
    expect(await store.deadLetters('open', 9)).toEqual([]);
    await store.close();
  });
});

describe('what dispatch remembers of a lane or a bucket and cannot read', () => {
  it('is forgotten, and the others stay', async () => {
    const store = await openAt(folder.store);
    await commit(store);
    const lanes = ['a', 'b'].map((id) => ({ id: `slack:${id}`, credential: 'slack:a', state: lane }));
    for (const one of lanes) await store.settle([delivered(rows[0]!, '17.001', { lane: one })], t0 + 9);
    await store.saveBuckets(
      ['x', 'y'].map((bucket) => {
        return { credential: 'slack:a', bucket, state: { kind: 'tokens', tokens: 1, at: t0 } as const };
      }),
    );
    await store.close();
    const database = new DatabaseSync(folder.store);
    database.exec(`UPDATE lane SET state = '[' WHERE id = 'slack:a'`);
    database.exec(`UPDATE budget SET state = '{}' WHERE bucket = 'x'`);
    database.close();
    const again = await openAt(folder.store);
    expect((await again.lanes('slack:a')).map(({ id }) => id)).toEqual(['slack:b']);
    expect((await again.buckets('slack:a')).map(({ bucket }) => bucket)).toEqual(['y']);
    await again.close();
  });
});
