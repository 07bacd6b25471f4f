/**
 * Loaded before the relay (`node --import simulator/run/slow-disk.ts`), in each of its threads: its disk takes
 * `SLOW_DISK_MS` to say that it has something. So long a thread stands still at each commit that waits for the disk, and
 * twice as long at a checkpoint, which waits for the log and then for the file (https://www.sqlite.org/wal.html).
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync } from 'node:sqlite';

const takesMs = Number(process.env['SLOW_DISK_MS'] ?? 150);
const never = new Int32Array(new SharedArrayBuffer(4));

function waitForDisk(times: number): void {
  Atomics.wait(never, 0, 0, times * takesMs);
}

/** Connections whose commits do not wait. */
const hasty = new WeakSet<DatabaseSync>();

// eslint-disable-next-line @typescript-eslint/unbound-method -- they are called with the database that is meant
const { exec, prepare } = DatabaseSync.prototype;

DatabaseSync.prototype.exec = function (sql) {
  exec.call(this, sql);
  if (sql === 'PRAGMA synchronous = NORMAL') hasty.add(this);
  else if (sql === 'PRAGMA synchronous = FULL') hasty.delete(this);
  else if (sql === 'COMMIT' && !hasty.has(this)) waitForDisk(1);
};

const { fdatasync } = fs;

fs.fdatasync = Object.assign(
  (file: number, callback: fs.NoParamCallback) => {
    setTimeout(() => fdatasync(file, callback), takesMs);
  },
  { __promisify__: fdatasync.__promisify__ },
);
syncBuiltinESMExports();

DatabaseSync.prototype.prepare = function (sql, ...rest) {
  const statement = prepare.call(this, sql, ...rest);
  if (!sql.startsWith('PRAGMA wal_checkpoint')) return statement;
  const get = statement.get.bind(statement);
  statement.get = () => {
    waitForDisk(2);
    return get();
  };
  return statement;
};
