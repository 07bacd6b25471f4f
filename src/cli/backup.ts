import { loadStorePath } from '../config/load.ts';
import { backUp } from '../store/sqlite/backup.ts';
import { print } from './print.ts';
import { when } from './reading-store.ts';

/** `stormrelay backup <file>`: one consistent copy of the store, also while the relay runs. Never overwrites. */
export async function backup(file: string): Promise<void> {
  const from = loadStorePath(process.env);
  const { bytes, schema, newest } = await backUp(from, file);
  const upTo =
    newest === null
      ? 'no entry yet'
      : `everything up to entry ${newest.seq}, received ${when(newest.receivedAt)} UTC`;
  print(`Wrote ${file}: ${bytes} bytes, schema ${schema}, ${upTo}. Copied from ${from}.`);
}
