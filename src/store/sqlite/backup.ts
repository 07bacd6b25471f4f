import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { backup as copyPages, DatabaseSync } from 'node:sqlite';
import type { Connection } from './connection.ts';

/** All pages in one turn, off the main thread: between two turns a write would make the copy begin anew. */
const pagesATurn = 2 ** 31 - 1;

/**
 * Writes a consistent copy of an open store beside its work. The name appears only once the copy is whole.
 * @throws Error when the target exists already.
 */
export async function backup(connection: Connection, path: string): Promise<void> {
  if (existsSync(path))
    throw new Error(
      `A backup never overwrites: ${path} exists already. Name another file, or remove it first.`,
    );
  const partial = `${path}.partial`;
  rmSync(partial, { force: true });
  // Made here first, because the copy holds the same secrets of others as the store.
  closeSync(openSync(partial, 'wx', 0o600));
  try {
    await copyAll(connection, partial);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new Error(`The backup to ${path} failed and left nothing behind.`, { cause: error });
  }
}

/**
 * Reads through a connection of its own, which no writer disturbs (sqlite.org/wal.html): a copy through the store's
 * connection fails as SQLITE_BUSY whenever it meets one of its transactions (sqlite.org/c3ref/backup_finish.html).
 */
async function copyAll({ database }: Connection, target: string): Promise<void> {
  const location = database.location();
  if (location === null) throw new Error('A store that is not a file cannot be copied.');
  const source = new DatabaseSync(location, { readOnly: true });
  try {
    await copyPages(source, target, { rate: pagesATurn });
  } finally {
    source.close();
  }
}
