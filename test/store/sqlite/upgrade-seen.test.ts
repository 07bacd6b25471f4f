import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Delivery } from '../../../src/domain/inbox/entry.ts';
import { knownByKeyAlone } from '../../../src/store/sqlite/rows/seen.ts';
import { migrate, readMigrations } from '../../../src/store/sqlite/file/migrate.ts';
import { delivery, hour, t0 } from '../nouns.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();

const first = delivery('a');
const retry = delivery('a', { id: 'retry' });
const other = delivery('a', { body: '{"other":1}' });
const press = delivery('p', { source: 'operator', kind: 'acknowledge' });

/** A file as version 8 of its schema wrote it: what was seen lies in the order of its keys. */
function fileOfVersion8(path: string): void {
  const database = new DatabaseSync(path);
  migrate(
    database,
    readMigrations().filter(({ version }) => version <= 8),
  );
  const inbox = database.prepare(
    `INSERT INTO inbox (seq, source, id, kind, received_at, digest, verified_by, bytes) VALUES (?, ?, ?, ?, ?, ?, 'self', ?)`,
  );
  const body = database.prepare('INSERT INTO body VALUES (?, ?)');
  const seen = database.prepare('INSERT INTO seen VALUES (?, ?, ?, ?, ?, ?, ?)');
  const came = (one: Delivery, seq: number, at: number, isFirst: boolean): void => {
    seen.run(one.source, one.id, one.digest, one.kind, isFirst ? 1 : 0, seq, at);
    if (!isFirst) return;
    inbox.run(seq, one.source, one.id, one.kind, at, one.digest, one.body.length);
    body.run(seq, one.body);
  };
  came(first, 1, t0, true);
  came(other, 2, t0 + hour, true);
  came(retry, 1, t0 + 2 * hour, false);
  came(press, 3, t0 + 3 * hour, true);
  database.close();
}

test('a file of the version before knows everything again that it had seen', async () => {
  const path = folder.store;
  fileOfVersion8(path);
  const store = await openAt(path);
  expect(await store.newestMoment()).toBe(t0 + 3 * hour);
  const again = await store.append(
    [retry, press, other, first, delivery('a', { id: 'third' })],
    t0 + 4 * hour,
  );
  expect(again).toEqual([1, 3, 2, 1, 1].map((seq) => ({ seq, duplicate: true })));
  const [fresh] = await store.append([delivery('b')], t0 + 5 * hour);
  expect(fresh).toEqual({ seq: 4, duplicate: false });
  // The 24 h of a body run from its first delivery, the 72 h of a key from its own.
  const [late] = await store.append([delivery('a', { id: 'late' })], t0 + 24 * hour + 1);
  expect(late?.duplicate).toBe(false);
  expect(await store.append([retry], t0 + 74 * hour)).toEqual([{ seq: 1, duplicate: true }]);
  await store.close();
});

test('it forgets what it had seen, the oldest first', async () => {
  const path = folder.store;
  fileOfVersion8(path);
  const store = await openAt(path);
  const keep = { maxAgeMs: 99 * hour, maxBytes: 1e9 };
  const removed: number[] = [];
  for (const hours of [72, 73, 75, 76])
    removed.push((await store.prune(keep, t0 + hours * hour + 1)).removed);
  expect(removed).toEqual([1, 1, 2, 0]);
  await store.close();
});

test('what was seen is looked up in an index, however it is known', async () => {
  const path = folder.store;
  await (await openAt(path)).close();
  const database = new DatabaseSync(path);
  const plan = (where: string): unknown =>
    database.prepare(`EXPLAIN QUERY PLAN SELECT max(seq) FROM seen WHERE ${where}`).get()?.['detail'];
  expect(plan("source = 'ci' AND id = 'a' AND " + knownByKeyAlone)).toContain('USING INDEX seen_key');
  const alike = "substr(digest, 1, 16) = 'a' AND digest = 'ab'";
  const index = 'USING INDEX seen_digest (<expr>=? AND first=?';
  expect(plan(`${alike} AND first = 1`)).toContain(`${index})`);
  expect(plan(`${alike} AND first IN (0, 1) AND id = 'a'`)).toContain(`${index} AND id=?)`);
  database.close();
});
