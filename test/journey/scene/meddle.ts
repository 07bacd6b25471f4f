/**
 * Loaded into a relay before its own files (`--import`): what its machine does to it, told by two files in HOME, which is
 * the journey's folder.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const folder = process.env['HOME'] ?? '.';
const readOnly = path.join(folder, 'read-only');
const clock = path.join(folder, 'clock-off-by-ms');

/** SQLite's own switch: every write is refused with SQLITE_READONLY, as on a file system that was remounted. */
const exec = Object.getOwnPropertyDescriptor(DatabaseSync.prototype, 'exec')?.value as DatabaseSync['exec'];
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string): void {
  if (sql.startsWith('BEGIN')) exec.call(this, `PRAGMA query_only = ${existsSync(readOnly) ? 1 : 0}`);
  exec.call(this, sql);
};

const wall = Date.now.bind(Date);
let askedAt = 0;
let offMs = 0;
Date.now = (): number => {
  const now = wall();
  if (now - askedAt > 20) {
    askedAt = now;
    offMs = existsSync(clock) ? Number(readFileSync(clock, 'utf8')) : 0;
  }
  return now + offMs;
};
