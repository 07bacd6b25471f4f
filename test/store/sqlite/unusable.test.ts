import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StoreUnusable } from '../../../src/seams/store.ts';
import { unusable } from '../../../src/store/sqlite/file/unusable.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();

/** What opening the store there says; fails when it opens. */
async function refusal(path: string, readOnly = false): Promise<string> {
  const error: unknown = await openAt(path, { readOnly }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StoreUnusable);
  return (error as StoreUnusable).message;
}

describe('a store that cannot be used is refused in one line that names it and says what to do', () => {
  it.each([false, true])('a file that is no database (only to be read: %s)', async (readOnly) => {
    const path = join(folder.path, 'notes.txt');
    writeFileSync(path, 'Buy milk, and eggs for the whole weekend.\n'.repeat(50));
    const said = await refusal(path, readOnly);
    expect(said).toContain(`The store ${path} is no SQLite database`);
    expect(said).toContain('STORE_URL');
    expect(said).not.toContain('\n');
  });

  it('a foreign file keeps its content and its mode, and gets no lock file', async () => {
    const path = join(folder.path, 'notes.txt');
    writeFileSync(path, 'Buy milk.\n');
    chmodSync(path, 0o644);
    await refusal(path);
    expect(readFileSync(path, 'utf8')).toBe('Buy milk.\n');
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('a file that only its owner reads and is no database either', async () => {
    const path = join(folder.path, 'key.pem');
    writeFileSync(path, 'secret '.repeat(200), { mode: 0o600 });
    expect(await refusal(path)).toContain(`The store ${path} is no SQLite database`);
    expect(readFileSync(path, 'utf8')).toBe('secret '.repeat(200));
  });

  it.each([{ errcode: 13 }, { code: 'ENOSPC' }])('a disk without room (%j)', (fields) => {
    const path = join(folder.path, 'stormrelay.db');
    const error = Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR' }, fields);
    expect(unusable(error, path)).toMatchObject({
      name: new StoreUnusable('').name,
      message: `The store ${path} cannot be opened: its disk has no room left. Free disk space, or name another file in STORE_URL.`,
    });
  });

  it('a folder, which stays as it was', async () => {
    const path = join(folder.path, 'data');
    mkdirSync(path, { mode: 0o755 });
    expect(await refusal(path)).toContain(`The store ${path} is a folder`);
    expect(statSync(path).mode & 0o777).toBe(0o755);
  });

  it('a path below a file', async () => {
    const file = join(folder.path, 'file');
    writeFileSync(file, 'x');
    const said = await refusal(join(file, 'deep', 'stormrelay.db'));
    expect(said).toContain(`a file stands in the way at ${file}`);
  });
});

/** An error as Node and SQLite make them. */
function failure(members: object): Error {
  return Object.assign(new Error('it failed'), members);
}

describe('what an operator can put right', () => {
  const path = '/srv/relay/stormrelay.db';

  it.each([
    [{ code: 'EACCES', path: '/srv/relay' }, /may not write \/srv\/relay\. Give it the right/],
    [{ code: 'EROFS', path }, /is mounted read-only\. Mount it writable, or/],
    [{ code: 'EPERM', path }, /cannot be written/],
    [{ code: 'ENOENT', path }, /takes no files/],
    [{ errcode: 8 }, /cannot be written/],
    [{ errcode: 5 | (2 << 8) }, /locked by another program/],
    [{ errcode: 11 }, /damaged. Restore a backup/],
    [{ errcode: 14 }, /cannot be opened/],
  ])('%j is said in one line that names the file', (members, line) => {
    const said = unusable(failure(members), path);
    expect(said).toBeInstanceOf(StoreUnusable);
    expect((said as StoreUnusable).message).toMatch(line);
    expect((said as StoreUnusable).message).toContain(path);
  });

  it('leaves other errors as they are', () => {
    for (const error of [failure({}), failure({ errcode: 1 }), failure({ code: 'EMFILE' }), 'a text'])
      expect(unusable(error, path)).toBe(error);
  });
});
