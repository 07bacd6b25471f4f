import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import type { TestOptions } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** What a skipped test lacks, and how to get it; `test/running/skipped.ts` says it at the end of the run. */
    lacks?: string;
  }
}

/** Something that a test talks to and that npm cannot bring. */
export interface Need {
  readonly what: string;
  readonly how: string;
  /** Where it is; null when it is missing. */
  readonly path: string | null;
}

/** A real client of the fakes. */
export const alertmanager = program(
  'prometheus-alertmanager',
  'apt-get install prometheus-alertmanager (Debian and Ubuntu)',
);

/** Makes the kernel refuse what a process writes: a full disk, without root. */
export const prlimit = program('prlimit', 'apt-get install util-linux (Linux alone has it)');

/** The terminal that `npm run pictures` takes pictures of. */
export const tmux = program('tmux', 'apt-get install tmux');

/** Makes the animated picture of `npm run pictures`. */
export const img2webp = program('img2webp', 'apt-get install webp');

/** Reads the shell of workflows. */
export const bash = program('bash', 'apt-get install bash, or apk add bash');

/** Options of a test or of a `describe`: where the need is not met, they skip it and say so at the end of the run. */
export function needs({ what, how, path: found }: Need): TestOptions {
  return found === null ? { skip: true, meta: { lacks: `${what} is missing: ${how}` } } : {};
}

/** The first of these programs that is on PATH (or is there, when it is an absolute path); null when none is. */
export function onPath(...names: readonly string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const files = names.flatMap((name) => folders.map((folder) => path.resolve(folder, name)));
  return files.find(isExecutable) ?? null;
}

function program(what: string, how: string): Need {
  return { what, how, path: onPath(what) };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
