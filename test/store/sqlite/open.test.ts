import { copyFileSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { StoreLocked } from '../../../src/seams/store.ts';
import { migrate, readMigrations, schemaVersion } from '../../../src/store/sqlite/file/migrate.ts';
import { delivery, refused, t0 } from '../nouns.ts';
import { startChild } from './child.ts';
import type { Child } from './child.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();
const children: Child[] = [];
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
});

describe('opening', () => {
  it('makes the folder and keeps every file to its owner', async () => {
    const path = join(folder.path, 'data', 'deep', 'stormrelay.db');
    const store = await openAt(path);
    await store.append([delivery('a')], t0);
    for (const file of [path, `${path}-wal`, `${path}-shm`, `${path}.lock`]) {
      expect([file, (statSync(file).mode & 0o777).toString(8)]).toEqual([file, '600']);
    }
    expect((statSync(join(folder.path, 'data')).mode & 0o777).toString(8)).toBe('700');
    await store.close();
  });

  it('keeps the id of the installation that was made first', async () => {
    const path = folder.store;
    const first = await openAt(path, { install: () => 'i-first' });
    expect(first.install).toBe('i-first');
    await first.close();
    const second = await openAt(path, { install: () => 'i-second' });
    expect(second.install).toBe('i-first');
    await second.close();
  });

  it('writes so that a commit is on the disk', async () => {
    const path = folder.store;
    const store = await openAt(path);
    const body = Buffer.from([0x61, 0x00, 0xff, 0x62]);
    await store.quarantine(refused(0, { body }));
    expect(Buffer.from((await store.quarantined(1))[0]!.body)).toEqual(body);
    await store.close();
    const database = new DatabaseSync(path);
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    database.close();
  });

  it('ends the leases of those who held the file before', async () => {
    const path = folder.store;
    const first = await openAt(path);
    const epoch = await first.acquireLease('brain', 'relay-a', t0, 60_000);
    await first.close();
    const second = await openAt(path);
    expect(await second.acquireLease('brain', 'relay-b', t0 + 1, 60_000)).toBe(epoch! + 1);
    await second.close();
  });
});

describe('the lock', () => {
  it('refuses a second opener in the same process, and stays locked for others', async () => {
    const path = folder.store;
    const store = await openAt(path);
    await expect(openAt(path, { limits: { unlockTimeout: 0 } })).rejects.toBeInstanceOf(StoreLocked);
    // The refused one must not have loosened the lock for others.
    const child = startChild('hold-open.ts', path);
    children.push(child);
    await expect(child.lines(1)).rejects.toThrow('StoreLocked');
    await store.close();
    const next = await openAt(path);
    await next.close();
  });

  it('refuses a second process, names file and holder, and is freed by kill -9', async () => {
    const path = folder.store;
    const child = startChild('hold-open.ts', path);
    children.push(child);
    await child.lines(1);
    const refused = await openAt(path, { limits: { unlockTimeout: 10 } }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StoreLocked);
    const { message } = refused as Error;
    expect(message).toContain(`The store ${path} is in use by another process (relay-1, process 4711)`);
    expect(message).toContain('Stop that stormrelay first');
    await child.kill();
    const store = await openAt(path);
    await store.close();
  });

  it('lets readers in beside it, who see the newest and cannot write', async () => {
    const path = folder.store;
    const store = await openAt(path);
    const reader = await openAt(path, { readOnly: true });
    await store.append([delivery('a')], t0);
    expect(await reader.read(0, 10)).toHaveLength(1);
    expect(await reader.stats()).toMatchObject({ bodyBytes: delivery('a').body.length });
    expect(reader.install).toBe('i-test');
    await expect(reader.append([delivery('b')], t0)).rejects.toThrow('reading only');
    await expect(reader.prune({ maxAgeMs: 0, maxBytes: 0 }, t0)).rejects.toThrow('reading only');
    await reader.close();
    await store.close();
    const later = await openAt(path, { readOnly: true });
    expect(await later.read(0, 10)).toHaveLength(1);
    await later.close();
  });

  it('says what to do when there is nothing to read', async () => {
    const path = join(folder.path, 'absent.db');
    await expect(openAt(path, { readOnly: true })).rejects.toThrow(`There is no store at ${path}.`);
    expect(existsSync(path)).toBe(false);
  });
});

describe('migrations', () => {
  it('run once, however often they are asked for', () => {
    const database = new DatabaseSync(':memory:');
    migrate(database);
    migrate(database);
    const newest = readMigrations().at(-1)!.version;
    expect(schemaVersion(database)).toBe(newest);
    expect(database.prepare('SELECT count(*) AS n FROM migration').get()).toEqual({ n: newest });
    database.close();
  });

  it('wait for the disk with the last of them alone, also when one fails', () => {
    const database = new DatabaseSync(':memory:');
    const steps = [1, 2, 3].map((version) => ({ version, name: `000${version}-x.sql`, sql: '' }));
    const broken = { version: 1, name: '0001-broken.sql', sql: 'CREATE NONSENSE' };
    const committed: unknown[] = [];
    const exec = database.exec.bind(database);
    vi.spyOn(database, 'exec').mockImplementation((sql) => {
      if (sql === 'COMMIT') committed.push(database.prepare('PRAGMA synchronous').get());
      exec(sql);
    });
    const [normal, full] = [{ synchronous: 1 }, { synchronous: 2 }];
    expect(() => migrate(database, [broken, ...steps.slice(1)])).toThrow('0001-broken.sql failed');
    expect(database.prepare('PRAGMA synchronous').get()).toEqual(full);
    migrate(database, steps);
    expect(committed).toEqual([normal, normal, full]);
    database.close();
  });

  it('change nothing when one of them fails', () => {
    const database = new DatabaseSync(':memory:');
    const broken = { version: 2, name: '0002-broken.sql', sql: 'CREATE TABLE half (x); CREATE NONSENSE;' };
    const good = { version: 1, name: '0001-good.sql', sql: 'CREATE TABLE whole (x)' };
    expect(() => migrate(database, [good, broken])).toThrow('0002-broken.sql failed');
    expect(schemaVersion(database)).toBe(1);
    expect(database.prepare(`SELECT name FROM sqlite_schema WHERE name = 'half'`).get()).toBeUndefined();
    database.close();
  });

  it('are numbered without gaps', () => {
    expect(readMigrations().map((one) => one.version)).toEqual(readMigrations().map((_, n) => n + 1));
  });

  it('refuse a file of a newer stormrelay, and a reader one of an older', async () => {
    const path = folder.store;
    await (await openAt(path)).close();
    const older = join(folder.path, 'older.db');
    copyFileSync(path, older);
    change(path, `INSERT INTO migration VALUES (999, 'future')`);
    await expect(openAt(path)).rejects.toThrow('A newer stormrelay wrote it');
    await expect(openAt(path, { readOnly: true })).rejects.toThrow('A newer stormrelay wrote it');
    change(older, 'DELETE FROM migration');
    await expect(openAt(older, { readOnly: true })).rejects.toThrow('older stormrelay');
  });

  it('let a failed opening go, so that the next may try', async () => {
    const path = folder.store;
    await (await openAt(path)).close();
    change(path, `INSERT INTO migration VALUES (999, 'future')`);
    await expect(openAt(path)).rejects.toThrow();
    change(path, `DELETE FROM migration WHERE version = 999`);
    await (await openAt(path)).close();
  });
});

function change(path: string, sql: string): void {
  const database = new DatabaseSync(path);
  database.exec(sql);
  database.close();
}
