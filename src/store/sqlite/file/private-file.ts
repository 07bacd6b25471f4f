import { chmodSync, closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { StoreUnusable } from '../../../seams/store.ts';
import { notADatabase } from './unusable.ts';

const ownerOnly = 0o600;

/** How every SQLite file that is not empty begins: https://www.sqlite.org/fileformat.html, section 1.3.1. */
const beginning = 'SQLite format 3\0';

/**
 * Makes a file that only its owner may read, or makes it so.
 * @throws StoreUnusable for a folder or somebody else's file, which is left as it is.
 */
export function makePrivate(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'a', ownerOnly));
  const { mode, size } = statSync(file);
  // A file that is private already is not opened: it may be in use, and closing it again would drop the locks that
  // this process has on it (https://www.sqlite.org/howtocorrupt.html, section 2.2).
  if ((mode & 0o777) === ownerOnly) return;
  if (size > 0 && beginningOf(file) !== beginning) throw new StoreUnusable(notADatabase(file));
  chmodSync(file, ownerOnly);
}

function beginningOf(file: string): string {
  const opened = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(beginning.length);
    return bytes.toString('latin1', 0, readSync(opened, bytes));
  } finally {
    closeSync(opened);
  }
}
