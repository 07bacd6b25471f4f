import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { assemble, type SqliteStore, type WatchLimits } from './assemble.ts';
import { connect } from './file/connection.ts';
import { endLeases } from './rows/lease.ts';
import { lockFile } from './file/lock.ts';
import type { FileLock } from './file/lock.ts';
import { migrate, readMigrations, refuseNewer, schemaVersion } from './file/migrate.ts';
import { newStoreAt, type NewStore } from './file/newness.ts';
import { makePrivate } from './file/private-file.ts';
import { countRoom } from './file/room.ts';
import { saveSetting, setting } from './file/settings.ts';
import { newSharedMemory, sharedMemoryOn } from './file/shared-memory.ts';
import { unusable } from './file/unusable.ts';

export type { SqliteStore } from './assemble.ts';

/** Bounds of a store's file. */
interface StoreLimits extends WatchLimits {
  /** Real ms to wait for another process to let the file go. */
  readonly unlockTimeout: number;
}

/** How a store is opened. */
export interface SqliteStoreOptions {
  /** The database file; its folder is made if it is missing. */
  readonly path: string;
  /** Who opens it, for the message to a second process: for example `stormrelay, process 4711 on relay-1`. */
  readonly holder: string;
  /** Makes the id of a new installation; called only when the file is new. */
  readonly install: () => string;
  /** Opens without the lock and without writing, beside a relay that runs. */
  readonly readOnly?: boolean;
  readonly limits?: Partial<StoreLimits>;
  /** Share of a folder's disk that is free, 0 to 1; by default the file system is asked. */
  readonly freeShare?: (folder: string) => number;
  /** Another thread will join the file with the memory of this store (`join.ts`), and takes the checkpoints over. */
  readonly joined?: boolean;
}

/** For a predecessor to end, real ms. */
const unlockTimeoutMs = 2_000;

/**
 * Opens the embedded store, and makes it when it is new.
 * @throws StoreLocked when another process holds the file; StoreUnusable when it is no database, cannot be opened
 * or written, or is gone and has left its log; Error when it is too new.
 */
export function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  return new Promise((resolve) => resolve(open(options)));
}

function open(options: SqliteStoreOptions): SqliteStore {
  try {
    const made = newStoreAt(options.path);
    return options.readOnly === true ? openForReading(options) : openForWriting(options, made);
  } catch (error) {
    throw unusable(error, options.path);
  }
}

function openForReading(options: SqliteStoreOptions): SqliteStore {
  const { path } = options;
  if (!existsSync(path))
    throw new Error(`There is no store at ${path}. Start the relay once, or name its file in STORE_URL.`);
  const connection = connect({ path, readOnly: true });
  try {
    refuseNewer(connection.database);
    if (schemaVersion(connection.database) < (readMigrations().at(-1)?.version ?? 0)) {
      throw new Error(
        `The store ${path} was written by an older stormrelay. Start the relay once: it brings the file up to date.`,
      );
    }
    const { limits = {}, freeShare } = options;
    return assemble(connection, { limits, freeShare, memory: newSharedMemory(), writer: 'door' });
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * Makes a folder and those above it that are missing, one after the other: Node's own way of doing so never returns
 * where the file system says that a folder it has just refused does not exist (/proc).
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  mkdirSync(folder, { mode: 0o700 });
}

function openForWriting(options: SqliteStoreOptions, made: NewStore | null): SqliteStore {
  const { path } = options;
  makeFolder(resolve(dirname(path)));
  // SQLite gives its side files the mode of the main file, so that one has to exist with it first.
  for (const file of [path, `${path}.lock`]) makePrivate(file);
  const lock = lockFile(path, options.limits?.unlockTimeout ?? unlockTimeoutMs, () => holderOf(path));
  try {
    return { ...openLocked(options, lock), made };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openLocked(options: SqliteStoreOptions, lock: FileLock): SqliteStore {
  const { path, limits = {}, freeShare, joined = false } = options;
  const connection = connect({
    path,
    readOnly: false,
    checkpointsElsewhere: joined,
    ...(limits.maxPages === undefined ? {} : { maxPages: limits.maxPages }),
  });
  try {
    migrate(connection.database);
    connection.write(() => {
      if (setting(connection, 'install') === null) saveSetting(connection, 'install', options.install());
      saveSetting(connection, 'holder', options.holder);
    });
    endLeases(connection);
    const memory = newSharedMemory();
    countRoom(connection, sharedMemoryOn(memory).bytes);
    return assemble(connection, { limits, freeShare, memory, writer: 'door', lock });
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Who holds the file, as it wrote when it opened it; null when that cannot be read. */
function holderOf(path: string): string | null {
  try {
    const connection = connect({ path, readOnly: true });
    try {
      return setting(connection, 'holder');
    } finally {
      connection.close();
    }
  } catch {
    // It is only a courtesy; the message says enough without it.
    return null;
  }
}
