import { DatabaseSync } from 'node:sqlite';
import { StoreLocked } from '../../../seams/store.ts';
import { resultCode } from './connection.ts';

/** The sole right to write a store's file, held until it is released or the process ends, however it ends. */
export interface FileLock {
  release(): void;
}

/** https://www.sqlite.org/rescode.html#busy */
const busyCode = 5;

/**
 * Takes the lock of a store's file, waiting at most `waitMs` real milliseconds for another process to end.
 * The lock is SQLite's own file lock on `<file>.lock`, so the kernel frees it at `kill -9`.
 * @throws StoreLocked when another process holds it.
 */
export function lockFile(path: string, waitMs: number, describeHolder: () => string | null): FileLock {
  const lockPath = `${path}.lock`;
  const database = new DatabaseSync(lockPath, { timeout: waitMs });
  try {
    // Nothing is ever written here; without a journal file there is nothing to clean up after a kill.
    database.exec('PRAGMA journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (resultCode(error) !== busyCode) throw error;
    throw new StoreLocked(lockedMessage(path, lockPath, describeHolder()), { cause: error });
  }
  return {
    release: () => {
      if (database.isOpen) database.close();
    },
  };
}

function lockedMessage(path: string, lockPath: string, holder: string | null): string {
  const who = holder === null ? 'another process' : `another process (${holder})`;
  return (
    `The store ${path} is in use by ${who}, which holds ${lockPath}. ` +
    'Stop that stormrelay first, or give this one a file of its own in STORE_URL. ' +
    'Deleting the lock file does not help: the lock ends by itself with the process that holds it.'
  );
}
