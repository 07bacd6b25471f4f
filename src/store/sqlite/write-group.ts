import type { Connection } from './connection.ts';

/** Runs a write; resolves once it is durable. */
type GroupedWrite = <T>(work: () => T) => Promise<T>;

interface Job {
  readonly run: () => void;
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Everything that wants to be written in one turn of the event loop shares one transaction, and so one wait for
 * the disk: the inbox, the brain and dispatch would otherwise queue up behind each other's fsync. Each write still
 * holds or fails by itself; none is answered before all of them are durable.
 */
export function groupWrites(connection: Connection): GroupedWrite {
  let waiting: Job[] = [];
  const flush = (): void => {
    const jobs = waiting;
    waiting = [];
    try {
      connection.write(() => {
        for (const job of jobs) job.run();
      });
      for (const job of jobs) job.settle();
    } catch (error) {
      // Nothing of the group is on the disk, so nothing of it may be answered as if it were.
      for (const job of jobs) job.fail(error);
    }
  };
  return (work) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(jobOf(connection, work, { resolve, reject }));
    });
}

function jobOf<T>(
  connection: Connection,
  work: () => T,
  { resolve, reject }: { readonly resolve: (value: T) => void; readonly reject: (error: unknown) => void },
): Job {
  let settle: () => void = () => undefined;
  return {
    run: () => {
      try {
        const value = connection.write(work);
        settle = () => resolve(value);
      } catch (error) {
        // An error that has ended the whole transaction is everybody's.
        if (!connection.database.isTransaction) throw error;
        settle = () => reject(error);
      }
    },
    settle: () => settle(),
    fail: reject,
  };
}
