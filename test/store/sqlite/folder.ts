import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../../src/store/sqlite/open.ts';
import type { SqliteStore, SqliteStoreOptions } from '../../../src/store/sqlite/open.ts';
import type { Opened } from '../contract/opened.ts';

/** A fresh folder for one store. */
export function freshFolder(): string {
  return mkdtempSync(join(tmpdir(), 'stormrelay-store-'));
}

/** Opens a store with the settings that tests share. */
export function openAt(path: string, changed: Partial<SqliteStoreOptions> = {}): Promise<SqliteStore> {
  return openSqliteStore({ path, holder: 'a test', install: () => 'i-test', freeShare: () => 1, ...changed });
}

/** Opens an empty store for the contract. One process holds the file, so a second writer is a second caller. */
export async function openFresh(): Promise<Opened> {
  const folder = freshFolder();
  const path = join(folder, 'stormrelay.db');
  let store = await openAt(path);
  return {
    store,
    another: () => Promise.resolve(store),
    reopen: async () => {
      await store.close();
      store = await openAt(path);
      return store;
    },
    dispose: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
