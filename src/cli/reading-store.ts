import { loadSettings } from '../config/load.ts';
import type { Settings } from '../config/settings.ts';
import type { Store } from '../seams/store.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';

/** Opens the store beside a relay that may be running, reads, and lets it go. */
export async function reading(read: (store: Store, settings: Settings) => Promise<void>): Promise<void> {
  const { settings } = loadSettings(process.env);
  const store = await openSqliteStore({
    path: settings.storePath,
    holder: 'a reader',
    install: () => '',
    readOnly: true,
  });
  try {
    await read(store, settings);
  } finally {
    await store.close();
  }
}

/** Virtual ms as people read it. */
export function when(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').slice(0, 19);
}
