import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect, type Connection } from '../../../src/store/sqlite/file/connection.ts';
import { logOnDisk, type LogOnDisk } from '../../../src/store/sqlite/file/log-on-disk.ts';
import { groupWrites, type Writes } from '../../../src/store/sqlite/file/write-group.ts';
import { turnWords, writeTurn } from '../../../src/store/sqlite/file/write-turn.ts';
import { eachWithFolder } from './each-folder.ts';

const folder = eachWithFolder();
let connection: Connection;
let writes: Writes;
let log: LogOnDisk;
beforeEach(() => {
  connection = connect({ path: folder.store, readOnly: false });
  connection.database.exec('CREATE TABLE note (text TEXT UNIQUE)');
  const words = new Int32Array(new SharedArrayBuffer(4 * turnWords));
  log = logOnDisk(connection.path);
  writes = groupWrites(connection, writeTurn(words, 'door'), () => undefined, log);
});
afterEach(() => {
  log.close();
  connection.close();
});

/** Writes the texts, in a write of its own as the rows do. */
function note(...texts: readonly string[]): () => void {
  return () =>
    connection.write(() => {
      for (const text of texts) connection.sql('INSERT INTO note VALUES (?)').run(text);
    });
}

const kept = (): unknown[] =>
  connection
    .sql('SELECT text FROM note ORDER BY rowid')
    .all()
    .map((row) => row['text']);

test('a write that fails alone leaves nothing of itself, and the next one holds', async () => {
  await expect(writes.durably(note('a', 'b', 'a'))).rejects.toThrow('UNIQUE');
  expect(kept()).toEqual([]);
  await writes.inOrder(note('a'));
  await expect(writes.durably(note('c', 'a'))).rejects.toThrow('UNIQUE');
  expect(kept()).toEqual(['a']);
});

test('of several together only the one that fails is missing', async () => {
  const together = [
    writes.durably(note('a', 'b')),
    writes.durably(note('c', 'a')),
    writes.inOrder(note('d')),
  ];
  expect((await Promise.allSettled(together)).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
  expect(kept()).toEqual(['a', 'b', 'd']);
});

/** The same, and counts the texts beside the file. */
function counted(count: (texts: number) => void, ...texts: readonly string[]): () => void {
  return () => {
    note(...texts)();
    connection.afterCommit(() => count(texts.length));
  };
}

test('what is counted beside the file is counted when the file has it, and never when a write is taken back', async () => {
  const counts: number[] = [];
  const count = (texts: number): void => void counts.push(texts);
  const together = [
    writes.durably(counted(count, 'a', 'b')),
    writes.durably(() =>
      connection.write(() => {
        counted(count, 'c')();
        note('a')();
      }),
    ),
  ];
  await Promise.allSettled(together);
  expect({ counts, kept: kept() }).toEqual({ counts: [2], kept: ['a', 'b'] });
});

test('a commit that fails, as on a full disk, counts nothing of what it takes back', async () => {
  connection.database.exec(
    'CREATE TABLE answer (text TEXT REFERENCES note (text) DEFERRABLE INITIALLY DEFERRED)',
  );
  const counts: number[] = [];
  const count = (texts: number): void => void counts.push(texts);
  const fails = writes.durably(() => {
    counted(count, 'a')();
    // Looked at by the commit alone.
    connection.sql('INSERT INTO answer VALUES (?)').run('nobody wrote this');
  });
  const beside = writes.durably(counted(count, 'b', 'c'));
  await expect(fails).rejects.toThrow('FOREIGN KEY');
  await expect(beside).rejects.toThrow('FOREIGN KEY');
  expect({ counts, kept: kept() }).toEqual({ counts: [], kept: [] });
  await writes.durably(counted(count, 'd'));
  expect({ counts, kept: kept() }).toEqual({ counts: [1], kept: ['d'] });
});

/** A disk that has something once it is told so, or that cannot say so. */
function heldUp(): { log: Pick<LogOnDisk, 'wait'>; release: () => void; refuse: (error: Error) => void } {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  promise.catch(() => undefined);
  return { log: { wait: () => promise }, release: () => resolve(undefined), refuse: reject };
}

test('a durable write is answered once the disk has it; others write meanwhile, and what need not wait does not', async () => {
  const disk = heldUp();
  const words = new Int32Array(new SharedArrayBuffer(4 * turnWords));
  const slow = groupWrites(connection, writeTurn(words, 'door'), () => undefined, disk.log);
  let answered = false;
  const durable = slow.durably(note('a')).then(() => (answered = true));
  await writes.inOrder(note('b'));
  await slow.inOrder(note('c'));
  expect({ kept: kept().toSorted(), answered }).toEqual({ kept: ['a', 'b', 'c'], answered: false });
  disk.release();
  await durable;
  expect(answered).toBe(true);
});

test('a write of which the disk cannot say that it has it is not answered as if it had', async () => {
  const disk = heldUp();
  const words = new Int32Array(new SharedArrayBuffer(4 * turnWords));
  const broken = groupWrites(connection, writeTurn(words, 'door'), () => undefined, disk.log);
  const refused = expect(broken.durably(note('a'))).rejects.toThrow('nobody knows');
  disk.refuse(new Error('nobody knows'));
  await refused;
});
