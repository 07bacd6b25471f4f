import { closeSync, fdatasync, openSync } from 'node:fs';
import { StoreGone } from '../../../seams/store.ts';

/**
 * Waits for the disk beside everything else. With `synchronous = FULL` SQLite waits within each commit, and with it the
 * whole thread and everybody who wants to write: on a disk that takes 150 ms, a door takes two new lines a commit.
 */
export interface LogOnDisk {
  /**
   * Resolves once the disk has all that was committed to the file's log until now, by whichever connection
   * (https://www.sqlite.org/wal.html): what comes meanwhile shares the next wait.
   * @throws StoreGone when the disk cannot say that it has it, now and ever after.
   */
  wait(): Promise<void>;
  /** Lets the log go. */
  close(): void;
}

/** The log of the file at `path`, which a connection has open. */
export function logOnDisk(path: string): LogOnDisk {
  let log: number | null = null;
  let gone: StoreGone | null = null;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const sync = async (): Promise<void> => {
    if (gone !== null) throw gone;
    try {
      // Held open: a write that failed is told once to each who had the file open (Linux, fsync(2)).
      log ??= openSync(`${path}-wal`, 'r+');
      await synced(log);
    } catch (error) {
      gone = new StoreGone(goneMessage(path), { cause: error });
      throw gone;
    }
  };
  const run = (): Promise<void> => {
    running = sync().finally(() => (running = null));
    return running;
  };
  const wait = (): Promise<void> => {
    if (running === null) return run();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return run();
      });
    return next;
  };
  const close = (): void => {
    if (log !== null) closeSync(log);
    log = null;
  };
  return { wait, close };
}

function synced(file: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fdatasync(file, (error) => (error === null ? resolve() : reject(error)));
  });
}

/** What a system does with pages that it could not write is up to it: asking again proves nothing, starting anew does. */
function goneMessage(path: string): string {
  return (
    `The disk cannot say that it has what was written to the store ${path}, so nothing more is taken and the relay ends. ` +
    'Check the disk, and start the relay again: it goes on from what the disk has.'
  );
}
