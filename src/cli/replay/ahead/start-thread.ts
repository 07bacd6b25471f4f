import { Worker } from 'node:worker_threads';

/** Reads ahead of a replay. */
export type AheadThread = Worker;

/**
 * Starts the thread that reads ahead before it is known what: its modules load while the other side loads its own, which
 * is a tenth of a short replay. Unasked, it keeps nobody waiting.
 */
export function startThread(): AheadThread {
  const thread = new Worker(new URL('./thread.ts', import.meta.url));
  thread.unref();
  return thread;
}
