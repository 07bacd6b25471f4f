import { integer } from './columns.ts';
import type { Connection } from './connection.ts';
import type { WriteTurn } from './write-turn.ts';

/** Transactions of all connections between two checkpoints. */
const turnsBetween = 64;
/** A log of so many pages of 4 KiB is ended, so that the next write begins at its start: 32 MiB. */
const longLog = 8_192;

/**
 * Moves what the write-ahead log holds into the file, beside writers, so that no append has to do it. The answer is to
 * be called after each transaction. Under a storm there is always somebody who has just written, so the log would only
 * grow: once it is long, its last pages are moved in a turn of their own.
 */
export function checkpoints(connection: Connection, turn: WriteTurn): () => void {
  let last = turn.ended();
  let running = false;
  const run = async (): Promise<void> => {
    try {
      if (checkpoint(connection) > longLog) await turn.take(() => checkpoint(connection));
    } catch {
      // A full disk, for example. Nothing is lost with it: the log stays as it is until the next time.
    }
    running = false;
  };
  return () => {
    if (running || turn.ended() - last < turnsBetween) return;
    running = true;
    last = turn.ended();
    setImmediate(() => void run());
  };
}

/** Moves what no reader still needs; the answer is the length of the log in pages (sqlite.org/pragma.html). */
function checkpoint(connection: Connection): number {
  if (!connection.database.isOpen) return 0;
  return integer(connection.sql('PRAGMA wal_checkpoint(PASSIVE)').get() ?? { log: 0 }, 'log');
}
