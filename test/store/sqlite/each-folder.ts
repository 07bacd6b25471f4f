import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { freshFolder } from './folder.ts';

/** Gives every test of a file or suite an empty folder of its own, which goes after whatever its own hooks close. */
export function eachWithFolder(): { readonly path: string; readonly store: string } {
  let folder = '';
  beforeEach(() => {
    folder = freshFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  return {
    get path() {
      return folder;
    },
    /** Where a store has its file. */
    get store() {
      return join(folder, 'stormrelay.db');
    },
  };
}
