import { execFile } from 'node:child_process';

/** Longer than this nobody waits for other people's writes, in ms. */
const patienceMs = 30_000;

/**
 * Waits until what was written before is on the disk. The relay waits for the disk before it answers Sentry, and right
 * after `npm ci` the disk is busy for seconds with files that have nothing to do with a storm. Where there is no such
 * command, nothing is waited for.
 * @param command POSIX `sync`, which Linux and macOS have.
 */
export function quietDisk(command = 'sync'): Promise<void> {
  return new Promise((resolve) => {
    execFile(command, { timeout: patienceMs }, () => resolve());
  });
}
