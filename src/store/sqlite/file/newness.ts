import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { StoreUnusable } from '../../../seams/store.ts';

/** A store that was made just now, where none was found. */
export interface NewStore {
  readonly path: string;
  /** Names of the side files of an earlier store that lay there already; empty at the first start of all. */
  readonly left: readonly string[];
}

/**
 * Whether a store will be made at the path; null: one is there. Nothing is touched.
 * @throws StoreUnusable when the log of another store lies there: SQLite would throw it away with the newest that was
 * answered, because a log without its file is nothing to it.
 */
export function newStoreAt(path: string): NewStore | null {
  if (sizeOf(path) > 0) return null;
  if (sizeOf(`${path}-wal`) > 0) throw new StoreUnusable(orphanedLog(path));
  const left = [`${path}-wal`, `${path}-shm`, `${path}.lock`].filter((file) => existsSync(file));
  return { path, left: left.map((file) => basename(file)) };
}

/** 0 where nothing is; an empty file is no store either. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function orphanedLog(path: string): string {
  return (
    `The store ${path} is gone, and its log ${path}-wal still holds the newest of what was accepted: a new store would ` +
    'destroy it, so none is made. Put the file back that was moved away, and start again; only to begin anew, or with a ' +
    `backup, move ${path}-wal away first.`
  );
}
