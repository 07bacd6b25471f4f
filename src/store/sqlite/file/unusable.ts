import { dirname } from 'node:path';
import { StoreUnusable } from '../../../seams/store.ts';
import { resultCode } from './connection.ts';

/** Primary result codes: https://www.sqlite.org/rescode.html. */
const sqlite = { busy: 5, readOnly: 8, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 } as const;

const another = 'or name another file in STORE_URL';

/** What an operator can do about a file that cannot be opened; an error that says it already passes unchanged. */
export function unusable(error: unknown, path: string): unknown {
  const what = bySqlite(error, path) ?? byFileSystem(error, path);
  return what === null ? error : new StoreUnusable(what, { cause: error });
}

function bySqlite(error: unknown, path: string): string | null {
  switch (resultCode(error)) {
    case sqlite.notADatabase:
      return notADatabase(path);
    case sqlite.corrupt:
      return `The store ${path} is damaged. Restore a backup, ${another}; a new one is made.`;
    case sqlite.busy:
      return `The store ${path} is locked by another program. Close what has it open (sqlite3, a backup), ${another}.`;
    case sqlite.readOnly:
      return notWritable(path, path);
    case sqlite.full:
      return noRoom(path);
    case sqlite.cannotOpen:
      return `The store ${path} cannot be opened: is it a folder, or may ${whoRuns()} not read it? Correct that, ${another}.`;
    case null:
    default:
      return null;
  }
}

function byFileSystem(error: unknown, path: string): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const place = 'path' in error && typeof error.path === 'string' ? error.path : path;
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
      return notWritable(path, place);
    case 'EROFS':
      return `The store ${path} cannot be written: ${place} is mounted read-only. Mount it writable, ${another}.`;
    case 'ENOSPC':
    case 'EDQUOT':
      return noRoom(path);
    case 'EISDIR':
      return `The store ${path} is a folder. Name a file in it in STORE_URL.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `The folder ${dirname(path)} of the store ${path} cannot be made: a file stands in the way at ${place}. Move it away, ${another}.`;
    case 'ENOENT':
      return `The store ${path} cannot be made: its folder takes no files. Make ${dirname(path)} writable, ${another}.`;
    default:
      return null;
  }
}

/** A file that something else wrote. */
export function notADatabase(path: string): string {
  return `The store ${path} is no SQLite database, so the relay writes nothing to it. Name the relay's own file in STORE_URL; a new one is made.`;
}

function noRoom(path: string): string {
  return `The store ${path} cannot be opened: its disk has no room left. Free disk space, ${another}.`;
}

function notWritable(path: string, place: string): string {
  return `The store ${path} cannot be written: ${whoRuns()} may not write ${place}. Give it the right to write that file and its folder, ${another}.`;
}

function whoRuns(): string {
  const id = process.getuid?.();
  return id === undefined ? 'the user of this process' : `the user with the id ${id}`;
}
