import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { StoreFull } from '../../../seams/store.ts';

/** An open file with its prepared statements. Everything on it is synchronous: a transaction never awaits. */
export interface Connection {
  readonly path: string;
  readonly readOnly: boolean;
  readonly database: DatabaseSync;
  /** The prepared statement of this text, made once. */
  readonly sql: (text: string) => StatementSync;
  /** Runs `work` in one durable transaction: all of it or nothing. Within another one it holds or fails by itself. */
  readonly write: <T>(work: () => T) => T;
  /**
   * Runs `work` in a transaction of its own in which no write holds without the others. It costs far less: to be able to take a
   * part back, SQLite copies every page before its first change, and writes the copies to a file once they are many.
   */
  readonly writeWhole: <T>(work: () => T) => T;
  /** Runs `work`, which writes nothing, on the file as it is at one moment, whatever others commit meanwhile. */
  readonly read: <T>(work: () => T) => T;
  /**
   * Within a transaction: runs `effect` once the outermost one is committed, and never when it, or the part of it that asks, is
   * taken back. For what is counted beside the file. Elsewhere it runs at once.
   */
  readonly afterCommit: (effect: () => void) => void;
  /** Whether the next transactions wait until the disk has them; true in the beginning. Not within a transaction. */
  waitForDisk(wait: boolean): void;
  /** Lets the file go. Calling it twice is legal. */
  close(): void;
}

/** How a connection is opened. */
interface ConnectionOptions {
  readonly path: string;
  readonly readOnly: boolean;
  /** Upper bound of the file in pages of 4 KiB; absent: as far as the disk goes. */
  readonly maxPages?: number;
  /** Whether another connection of this process moves the log into the file (`checkpoints.ts`). */
  readonly checkpointsElsewhere?: boolean;
}

/** How long a statement waits for another process that reads or backs up, in ms. */
const busyTimeoutMs = 5_000;

/** Opens the file with the relay's settings: https://www.sqlite.org/pragma.html. */
export function connect(options: ConnectionOptions): Connection {
  const { path, readOnly } = options;
  const database = new DatabaseSync(path, {
    readOnly,
    timeout: busyTimeoutMs,
    enableForeignKeyConstraints: true,
  });
  try {
    if (!readOnly) configure(database, options);
  } catch (error) {
    database.close();
    throw error;
  }
  const close = (): void => {
    if (database.isOpen) database.close();
  };
  let waits = true;
  const waitForDisk = (wait: boolean): void => {
    if (wait === waits || !database.isOpen) return;
    database.exec(`PRAGMA synchronous = ${wait ? 'FULL' : 'NORMAL'}`);
    waits = wait;
  };
  const effects: (() => void)[] = [];
  const afterCommit = (effect: () => void): void => {
    if (database.isTransaction) effects.push(effect);
    else effect();
  };
  const parts = { path, readOnly, database, effects };
  let whole = false;
  const writeWhole = <T>(work: () => T): T => {
    whole = true;
    try {
      return transaction(parts, work);
    } finally {
      whole = false;
    }
  };
  return {
    path,
    readOnly,
    database,
    afterCommit,
    sql: preparing(database, path),
    write: (work) => (whole && database.isTransaction ? work() : transaction(parts, work)),
    writeWhole,
    read: (work) => atOneMoment(parts, work),
    waitForDisk,
    close,
  };
}

function atOneMoment<T>({ database, path }: Transacting, work: () => T): T {
  if (!database.isOpen) throw new Error(`The store ${path} is closed.`);
  if (database.isTransaction) return work();
  database.exec('BEGIN');
  try {
    return work();
  } finally {
    endReading(database);
  }
}

/** SQLite has ended it by itself after the worst errors. */
function endReading(database: DatabaseSync): void {
  if (database.isTransaction) database.exec('COMMIT');
}

/** Prepares each text once. */
function preparing(database: DatabaseSync, path: string): Connection['sql'] {
  const statements = new Map<string, StatementSync>();
  return (text) => {
    if (!database.isOpen) throw new Error(`The store ${path} is closed.`);
    const known = statements.get(text);
    if (known !== undefined) return known;
    const made = database.prepare(text);
    statements.set(text, made);
    return made;
  };
}

function configure(
  database: DatabaseSync,
  { maxPages, checkpointsElsewhere = false }: Pick<ConnectionOptions, 'maxPages' | 'checkpointsElsewhere'>,
): void {
  // Before the first table: pruned pages can go back to the disk, which is what frees it after a storm.
  database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  database.exec('PRAGMA journal_mode = WAL');
  // FULL: a commit is on the disk before it is answered. With NORMAL a power cut could take answered deliveries, so what is
  // written in groups, with NORMAL, waits for the disk by itself (`log-on-disk.ts`).
  database.exec('PRAGMA synchronous = FULL');
  // A big WAL left by a storm shrinks again at the next checkpoint.
  database.exec('PRAGMA journal_size_limit = 67108864');
  if (checkpointsElsewhere) database.exec('PRAGMA wal_autocheckpoint = 0');
  // KiB, of each of two connections. What does not fit is in the operating system's cache, which can take it back.
  database.exec('PRAGMA cache_size = -2000');
  if (maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${Math.trunc(maxPages)}`);
}

/** What a transaction works on; `effects`: what follows from the one that is open, once it is committed. */
interface Transacting extends Pick<Connection, 'path' | 'readOnly' | 'database'> {
  readonly effects: (() => void)[];
}

function transaction<T>(connection: Transacting, work: () => T): T {
  const { database, path } = connection;
  if (connection.readOnly)
    throw new Error(`The store ${path} was opened for reading only; writes go through the relay's API.`);
  if (!database.isOpen) throw new Error(`The store ${path} is closed.`);
  return database.isTransaction ? nested(connection, work) : outermost(connection, work);
}

function outermost<T>({ database, path, effects }: Transacting, work: () => T): T {
  effects.length = 0;
  try {
    database.exec('BEGIN IMMEDIATE');
    const result = work();
    database.exec('COMMIT');
    for (const effect of effects.splice(0)) effect();
    return result;
  } catch (error) {
    // SQLite has rolled back by itself after the worst errors; a second ROLLBACK would hide the first error.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw readable(error, path);
  }
}

/** A write inside a write fails or holds by itself; it becomes durable with the outer one. */
function nested<T>({ database, effects }: Transacting, work: () => T): T {
  const before = effects.length;
  database.exec('SAVEPOINT inner');
  try {
    const result = work();
    database.exec('RELEASE inner');
    return result;
  } catch (error) {
    effects.length = before;
    // The worst errors have ended the outer transaction too.
    if (database.isTransaction) database.exec('ROLLBACK TO inner; RELEASE inner');
    throw error;
  }
}

/** Primary result codes: https://www.sqlite.org/rescode.html. */
const fullCode = 13;
const ioErrorCode = 10;

/** Says what a full or failing disk means; other errors pass unchanged. */
function readable(error: unknown, path: string): unknown {
  const code = resultCode(error);
  if (code === fullCode) {
    const message = `There is no room left for the store ${path}: nothing of this write was kept. Free disk space; it then goes on by itself.`;
    return new StoreFull(message, { cause: error });
  }
  if (code === ioErrorCode) {
    const message = `The disk refused a write to the store ${path}: nothing of it was kept. Check the disk and its free space.`;
    return new StoreFull(message, { why: 'disk-refuses', cause: error });
  }
  return error;
}

/** SQLite's primary result code of an error, null for errors of another kind. */
export function resultCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null;
  return error.errcode & 0xff;
}
