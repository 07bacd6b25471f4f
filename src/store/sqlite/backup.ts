import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { backup as copyPages } from 'node:sqlite';
import type { Connection } from './connection.ts';

/** Pages that are copied before others get their turn; about 2 MiB. */
const pagesATurn = 512;

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
    await copyPages(connection.database, partial, { rate: pagesATurn });
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new Error(`The backup to ${path} failed and left nothing behind.`, { cause: error });
  }
}
