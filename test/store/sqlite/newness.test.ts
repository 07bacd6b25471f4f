import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StoreUnusable } from '../../../src/seams/store.ts';
import { delivery, t0 } from '../nouns.ts';
import { eachWithFolder } from './each-folder.ts';
import { openAt } from './folder.ts';

const folder = eachWithFolder();

/** A store with its log, as `kill -9` leaves them, and the file itself moved away. */
async function movedAway(): Promise<{ readonly path: string; readonly away: string }> {
  const path = folder.store;
  const store = await openAt(path);
  await store.append([delivery('a')], t0);
  const log = readFileSync(`${path}-wal`);
  await store.close();
  writeFileSync(`${path}-wal`, log);
  const away = `${path}.away`;
  renameSync(path, away);
  return { path, away };
}

const contents = (): readonly (readonly [string, string])[] =>
  readdirSync(folder.path).map((name) => [name, readFileSync(`${folder.path}/${name}`, 'base64')] as const);

describe('a log whose store is gone', () => {
  it.each([
    ['is not there', false, false],
    ['is empty', true, false],
    ['is not there, and is only to be read', false, true],
  ])('is never thrown away for a new store: the file %s', async (_, empty, readOnly) => {
    const { path } = await movedAway();
    if (empty) writeFileSync(path, '', { mode: 0o600 });
    const before = contents();
    const error: unknown = await openAt(path, { readOnly }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreUnusable);
    expect((error as StoreUnusable).message).toContain(`The store ${path} is gone, and its log ${path}-wal`);
    expect((error as StoreUnusable).message).not.toContain('\n');
    expect(contents()).toEqual(before);
  });

  it('is read again once the file is back', async () => {
    const { path, away } = await movedAway();
    await openAt(path).catch(() => undefined);
    renameSync(away, path);
    const store = await openAt(path);
    expect((await store.stats()).lastSeq).toBe(1);
    expect(store.made).toBeNull();
    await store.close();
  });

  it('makes way for a new store once it is moved away, which says what was left', async () => {
    const { path } = await movedAway();
    rmSync(`${path}-wal`);
    const store = await openAt(path);
    expect(store.made).toEqual({ path, left: [`${basename(path)}.lock`] });
    await store.close();
  });
});

describe('a new store', () => {
  it('at the first start of all has nothing beside it, and is no new one at the next', async () => {
    const first = await openAt(folder.store);
    expect(first.made).toEqual({ path: folder.store, left: [] });
    await first.close();
    const second = await openAt(folder.store);
    expect(second.made).toBeNull();
    await second.close();
  });
});
