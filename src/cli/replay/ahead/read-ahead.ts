import { on } from 'node:events';
import type { Entry } from '../../../domain/inbox/entry.ts';
import type { Reader } from '../../../ingest/reader.ts';
import { UsageError } from '../../complain.ts';
import { startThread, type AheadThread } from './start-thread.ts';
import type { AheadTask, FromAhead, LeftOut, ReadEntry } from './task.ts';

/**
 * Entries that a thread of their own reads while the replay applies those before them: lines, JSON and what Sentry's
 * payloads say are a third of the work of a replay.
 */
export class ReadAhead {
  private readonly task: AheadTask;
  private readonly own: Reader;
  private readonly tell: (complaint: string) => void;
  private readonly worker: AheadThread;
  private readonly readings = new WeakMap<Entry, ReadEntry['reading']>();
  private left: LeftOut = { broken: 0, duplicates: 0, late: 0 };

  /**
   * @param own Reads what the thread has not read: what a replay tells its brain by itself.
   * @param tell Hears of each line that cannot be read, before the entries around it.
   * @param worker The thread, which may have been started before.
   */
  constructor(
    task: AheadTask,
    own: Reader,
    tell: (complaint: string) => void,
    worker: AheadThread = startThread(),
  ) {
    this.worker = worker;
    this.task = task;
    this.own = own;
    this.tell = tell;
  }

  /** What was left out so far. */
  leftOut(): LeftOut {
    return this.left;
  }

  /** What the thread read out of an entry. @throws Error with its words where it could not. */
  readonly read: Reader = (entry) => {
    const reading = this.readings.get(entry);
    if (reading === undefined) return this.own(entry);
    if (reading?.kind === 'failed') throw new Error(reading.why);
    return reading;
  };

  /** The entries in order. @throws UsageError when what is named cannot be read. */
  async *entries(): AsyncGenerator<Entry> {
    const { worker } = this;
    worker.ref();
    worker.postMessage(this.task);
    try {
      for await (const [message] of on(worker, 'message', { close: ['exit'] }) as AsyncIterable<
        [FromAhead]
      >) {
        if (message.kind === 'unreadable') throw new UsageError(message.why);
        if (message.kind === 'end') {
          this.left = message.leftOut;
          return;
        }
        // Asked for before it is needed: while these are applied, the next are read.
        worker.postMessage('taken');
        for (const complaint of message.complaints) this.tell(complaint);
        for (const { entry, reading } of message.entries) {
          this.readings.set(entry, reading);
          yield entry;
        }
      }
      throw new Error('The thread that reads ahead has ended early.');
    } finally {
      await worker.terminate();
    }
  }
}
