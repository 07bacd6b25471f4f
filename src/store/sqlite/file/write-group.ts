import type { Connection } from './connection.ts';
import { watchIdentity } from './identity.ts';
import type { LogOnDisk } from './log-on-disk.ts';
import type { WriteTurn } from './write-turn.ts';

/** Runs a write and answers with what it gave. */
export type Write = <T>(work: () => T) => Promise<T>;

/** The ways to write. */
export interface Writes {
  /** Resolves once it is durable: not even a power cut takes it back. */
  readonly durably: Write;
  /**
   * Resolves once it is written: no kill takes it back, a power cut may, together with everything after it and nothing
   * before it. The next durable write makes it durable too. For what follows from durable rows and is made again.
   */
  readonly inOrder: Write;
  /** Runs by itself, in no transaction with others. */
  readonly alone: Write;
  /** The same, and it waits for no disk, like `inOrder`. */
  readonly aside: Write;
}

interface Job {
  readonly durable: boolean;
  /** `alone`: an error ends the transaction, because nothing else is in it. */
  readonly run: (alone: boolean) => void;
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Everything that wants to be written in one turn of the event loop shares one transaction, and so one wait for
 * the disk: what comes while another connection writes joins it. Each write still holds or fails by itself; none is
 * answered before all of them are written. Nobody's turn to write is spent waiting for the disk. `written` is called after
 * each transaction.
 */
export function groupWrites(
  connection: Connection,
  turn: WriteTurn,
  written: () => void,
  log: Pick<LogOnDisk, 'wait'>,
): Writes {
  const checkIdentity = watchIdentity(connection.path);
  checkIdentity();
  const requireFile = (): void => {
    // SQLite takes the log away with its last connection.
    if (connection.database.isOpen) checkIdentity();
  };
  const byItself = <T>(durable: boolean, work: () => T): T => {
    requireFile();
    connection.waitForDisk(durable);
    return work();
  };
  let waiting: Job[] = [];
  const flush = async (): Promise<void> => {
    let jobs: readonly Job[] = [];
    try {
      await turn.take(() => {
        jobs = waiting;
        waiting = [];
        requireFile();
        commitTogether(connection, jobs);
      });
      written();
      if (jobs.some((job) => job.durable)) await log.wait();
      for (const job of jobs) job.settle();
    } catch (error) {
      // Nothing of the group is known to be on the disk, so nothing of it may be answered as if it were.
      for (const job of jobs) job.fail(error);
    }
  };
  const grouped =
    (durable: boolean): Write =>
    (work) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(() => void flush());
        waiting.push(jobOf(connection, work, { durable, resolve, reject }));
      });
  return {
    durably: grouped(true),
    inOrder: grouped(false),
    alone: (work) => turn.take(() => byItself(true, work)),
    aside: (work) => turn.take(() => byItself(false, work)),
  };
}

/** Runs the jobs in one transaction, which waits for no disk. */
function commitTogether(connection: Connection, jobs: readonly Job[]): void {
  connection.waitForDisk(false);
  const alone = jobs.length === 1;
  const write = alone ? connection.writeWhole : connection.write;
  write(() => {
    for (const job of jobs) job.run(alone);
  });
}

interface JobEnd<T> {
  readonly durable: boolean;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

function jobOf<T>(connection: Connection, work: () => T, { durable, resolve, reject }: JobEnd<T>): Job {
  let settle: () => void = () => undefined;
  return {
    durable,
    run: (alone) => {
      try {
        const value = connection.write(work);
        settle = () => resolve(value);
      } catch (error) {
        // An error that has ended the whole transaction is everybody's.
        if (alone || !connection.database.isTransaction) throw error;
        settle = () => reject(error);
      }
    },
    settle: () => settle(),
    fail: reject,
  };
}
