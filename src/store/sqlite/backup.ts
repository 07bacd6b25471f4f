import { closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { backup as copyPages, DatabaseSync } from 'node:sqlite';
import { schemaVersion } from './file/migrate.ts';
import { unusable } from './file/unusable.ts';

/** All pages in one turn, off the main thread: between two turns a write would make the copy begin anew. */
const pagesATurn = 2 ** 31 - 1;

/** What a backup holds. */
interface Backup {
  readonly bytes: number;
  readonly schema: number;
  /** The newest entry in it, with when it was received in virtual UNIX ms; null where there is none. */
  readonly newest: { readonly seq: number; readonly receivedAt: number } | null;
}

/**
 * Writes a consistent copy of a store's file as one file, also beside a relay that works on it, and of any schema: the
 * one before an upgrade is the one that is needed. The name appears only once the copy is whole.
 * @throws Error that says what to do when there is no store, when the target exists, or when it cannot be written.
 */
export async function backUp(from: string, to: string): Promise<Backup> {
  if (!existsSync(from))
    throw new Error(`There is no store at ${from}, so nothing was backed up. Name its file in STORE_URL.`);
  if (existsSync(to))
    throw new Error(
      `A backup never overwrites: ${to} exists already. Name another file, or remove it first.`,
    );
  const partial = `${to}.partial`;
  try {
    rmSync(partial, { force: true });
    // Made here first, because the copy holds the same secrets of others as the store.
    closeSync(openSync(partial, 'wx', 0o600));
    await copyAll(from, partial);
    const written = { ...sealed(partial), bytes: statSync(partial).size };
    renameSync(partial, to);
    return written;
  } catch (error) {
    removeQuietly(partial);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The backup to ${to} failed and left nothing behind: ${reason}`, { cause: error });
  }
}

/**
 * Reads through a connection of its own, which no writer disturbs (sqlite.org/wal.html): a copy through the store's
 * connection fails as SQLITE_BUSY whenever it meets one of its transactions (sqlite.org/c3ref/backup_finish.html).
 */
async function copyAll(from: string, to: string): Promise<void> {
  const source = reader(from);
  try {
    if (schemaVersion(source) === 0) throw new Error(`${from} is no store of stormrelay.`);
    await copyPages(source, to, { rate: pagesATurn });
  } catch (error) {
    throw unusable(error, from);
  } finally {
    source.close();
  }
}

function reader(from: string): DatabaseSync {
  try {
    return new DatabaseSync(from, { readOnly: true });
  } catch (error) {
    throw unusable(error, from);
  }
}

/** Makes the copy a file that needs none beside it, and says what is in it. */
function sealed(copy: string): Omit<Backup, 'bytes'> {
  const database = new DatabaseSync(copy);
  try {
    database.exec('PRAGMA journal_mode = DELETE');
    const row = database.prepare('SELECT seq, received_at FROM inbox ORDER BY seq DESC LIMIT 1').get();
    const [seq, receivedAt] = [row?.['seq'], row?.['received_at']];
    const newest = typeof seq === 'number' && typeof receivedAt === 'number' ? { seq, receivedAt } : null;
    return { schema: schemaVersion(database), newest };
  } finally {
    database.close();
  }
}

/** What failed first is what is told. */
function removeQuietly(file: string): void {
  try {
    for (const one of [file, `${file}-journal`, `${file}-wal`, `${file}-shm`]) rmSync(one, { force: true });
  } catch {
    // Its folder is no folder, or may not be written: then there is no such file either.
  }
}
