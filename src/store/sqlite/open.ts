import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Store } from '../../seams/store.ts';
import { connect } from './connection.ts';
import type { Connection } from './connection.ts';
import { endLeases } from './lease.ts';
import { lockFile } from './lock.ts';
import type { FileLock } from './lock.ts';
import { migrate, readMigrations, refuseNewer, schemaVersion } from './migrate.ts';
import { makePrivate } from './private-file.ts';
import { watchRoom } from './room.ts';
import type { RoomLimits } from './room.ts';
import { saveSetting, setting } from './settings.ts';
import { storeOn } from './store.ts';
import { unusable } from './unusable.ts';

/** Bounds of a store's file. */
interface StoreLimits extends RoomLimits {
  /** Real ms to wait for another process to let the file go. */
  readonly unlockTimeout: number;
  /** Upper bound of the file in pages of 4 KiB; absent: as far as the disk goes. */
  readonly maxPages?: number;
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
}

/** A store on a file, with the id of its installation. */
export interface SqliteStore extends Store {
  /** Made when the file was new and the same ever since. */
  readonly install: string;
}

/** 1 GiB of backlog, 5 % of the disk, 2 s for a predecessor to end. */
const defaultLimits: StoreLimits = { unappliedBytes: 1024 ** 3, diskFreeShare: 0.05, unlockTimeout: 2_000 };

/**
 * Opens the embedded store, and makes it when it is new.
 * @throws StoreLocked when another process holds the file; StoreUnusable when it is no database, or cannot be opened
 * or written; Error when it is too new.
 */
export function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  return new Promise((resolve) => resolve(open(options)));
}

function open(options: SqliteStoreOptions): SqliteStore {
  try {
    return options.readOnly === true ? openForReading(options) : openForWriting(options);
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
    return assemble(connection, null, options);
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

function openForWriting(options: SqliteStoreOptions): SqliteStore {
  const { path } = options;
  const limits = { ...defaultLimits, ...options.limits };
  makeFolder(resolve(dirname(path)));
  // SQLite gives its side files the mode of the main file, so that one has to exist with it first.
  for (const file of [path, `${path}.lock`]) makePrivate(file);
  const lock = lockFile(path, limits.unlockTimeout, () => holderOf(path));
  try {
    return openLocked(options, limits, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openLocked(options: SqliteStoreOptions, limits: StoreLimits, lock: FileLock): SqliteStore {
  const connection = connect({
    path: options.path,
    readOnly: false,
    ...(limits.maxPages === undefined ? {} : { maxPages: limits.maxPages }),
  });
  try {
    migrate(connection.database);
    connection.write(() => {
      if (setting(connection, 'install') === null) saveSetting(connection, 'install', options.install());
      saveSetting(connection, 'holder', options.holder);
    });
    endLeases(connection);
    return assemble(connection, lock, options);
  } catch (error) {
    connection.close();
    throw error;
  }
}

function assemble(connection: Connection, lock: FileLock | null, options: SqliteStoreOptions): SqliteStore {
  const room = watchRoom(connection, { ...defaultLimits, ...options.limits }, options.freeShare);
  const close = (): void => {
    // The lock goes last: whoever gets it next finds a file that is closed.
    connection.close();
    lock?.release();
  };
  return { ...storeOn(connection, room, close), install: setting(connection, 'install') ?? '' };
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
