import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { backUp } from '../../../src/store/sqlite/backup.ts';
import { readMigrations } from '../../../src/store/sqlite/file/migrate.ts';
import { batch, delivery, t0, wanted } from '../nouns.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();

describe('a backup', () => {
  it('is one file, a store of its own with everything, for its owner only, and says what it holds', async () => {
    const copy = join(folder.path, 'copy.db');
    const store = await openAt(folder.store);
    await store.append(
      Array.from({ length: 50 }, (_, n) => delivery(`${n}`, { body: `${'x'.repeat(9_000)}${n}` })),
      t0,
    );
    await store.commit(batch({ wanted: [wanted('inc-1', '1')] }), t0);
    const copying = backUp(folder.store, copy);
    await store.append([delivery('meanwhile')], t0 + 5);
    const written = await copying;
    expect((statSync(copy).mode & 0o777).toString(8)).toBe('600');
    expect(readdirSync(folder.path).filter((name) => name.startsWith('copy'))).toEqual(['copy.db']);
    expect(written.bytes).toBe(statSync(copy).size);
    expect(written.schema).toBe(readMigrations().at(-1)?.version);
    const restored = await openAt(copy);
    const entries = await restored.read(0, 100);
    expect(entries).toEqual((await store.read(0, 100)).slice(0, entries.length));
    expect(entries.length).toBeGreaterThanOrEqual(50);
    expect(written.newest).toEqual({ seq: entries.at(-1)?.seq, receivedAt: entries.at(-1)?.receivedAt });
    expect(await restored.loadBrain()).toEqual(await store.loadBrain());
    expect(await restored.pending('slack:a', 10)).toEqual(await store.pending('slack:a', 10));
    await restored.close();
    await store.close();
  });

  it('succeeds every time while the store is being written', async () => {
    const store = await openAt(folder.store);
    const body = (...name: readonly number[]) => `${'x'.repeat(5_000)}${name.join('-')}`;
    for (let n = 0; n < 20; n += 1) {
      const copy = join(folder.path, `copy-${n}.db`);
      const copying = backUp(folder.store, copy);
      for (let m = 0; m < 3; m += 1)
        await store.append(
          Array.from({ length: 20 }, (_, k) => delivery(`${n}-${m}-${k}`, { body: body(n, m, k) })),
          t0,
        );
      await copying;
      const restored = await openAt(copy);
      expect((await restored.read(0, 2_000)).length).toBeGreaterThanOrEqual(n * 60);
      await restored.close();
    }
    await store.close();
  });

  it('is made of an older store too, as it is: before an upgrade it is needed most', async () => {
    const [first] = readMigrations();
    const database = new DatabaseSync(folder.store);
    database.exec('CREATE TABLE migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT');
    database.exec(first!.sql);
    database.exec(`INSERT INTO migration VALUES (${first!.version}, 'first')`);
    database.close();
    const copy = join(folder.path, 'copy.db');
    expect(await backUp(folder.store, copy)).toMatchObject({ schema: first!.version, newest: null });
    const restored = await openAt(copy);
    expect(await restored.stats()).toMatchObject({ lastSeq: 0 });
    await restored.close();
  });

  it('never overwrites', async () => {
    await (await openAt(folder.store)).close();
    writeFileSync(join(folder.path, 'kept'), 'precious');
    mkdirSync(join(folder.path, 'taken'));
    for (const name of ['kept', 'taken', 'stormrelay.db'])
      await expect(backUp(folder.store, join(folder.path, name))).rejects.toThrow('never overwrites');
    expect(readFileSync(join(folder.path, 'kept'), 'utf8')).toBe('precious');
  });

  it('leaves nothing behind when it fails, and says why', async () => {
    await (await openAt(folder.store)).close();
    writeFileSync(join(folder.path, 'file'), 'no database');
    await expect(backUp(folder.store, join(folder.path, 'file', 'copy.db'))).rejects.toThrow(
      /left nothing behind: ENOTDIR/,
    );
    await expect(backUp(folder.store, join(folder.path, 'nowhere', 'copy.db'))).rejects.toThrow(
      /left nothing behind: ENOENT/,
    );
    await expect(backUp(join(folder.path, 'file'), join(folder.path, 'copy.db'))).rejects.toThrow(
      'no SQLite database',
    );
    await expect(backUp(join(folder.path, 'missing.db'), join(folder.path, 'copy.db'))).rejects.toThrow(
      'There is no store',
    );
    const other = new DatabaseSync(join(folder.path, 'other.db'));
    other.exec('CREATE TABLE t (x)');
    other.close();
    await expect(backUp(join(folder.path, 'other.db'), join(folder.path, 'copy.db'))).rejects.toThrow(
      'no store of stormrelay',
    );
    expect(existsSync(join(folder.path, 'copy.db'))).toBe(false);
    expect(readdirSync(folder.path).filter((name) => name.includes('partial'))).toEqual([]);
  });
});
