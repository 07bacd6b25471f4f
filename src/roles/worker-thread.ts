import { Worker } from 'node:worker_threads';
import type { Wake } from '../seams/wake.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** The thread of brain and dispatch, as the door's thread holds it. */
export interface WorkerThread extends Wake<ToWorker, FromWorker> {
  /** Resolves with why, when the thread has ended. */
  readonly ended: Promise<string>;
  /** Ends it, whatever it is doing; resolves when it is gone. Calling it twice is legal. */
  terminate(): Promise<void>;
}

/**
 * V8 would let what is young grow to 100 MB in a flood and never give it back. With so much most of what a run of entries
 * makes is gone before it counts as old.
 */
const maxYoungGenerationSizeMb = 12;

/** Starts the thread; its modules load while this one goes on. */
export function startWorkerThread(file: URL = new URL('./worker.js', import.meta.url)): WorkerThread {
  const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb } });
  const ended = new Promise<string>((resolve) => {
    worker.once('error', (error: unknown) => resolve(error instanceof Error ? error.message : String(error)));
    worker.once('exit', (code) => resolve(`It ended with code ${code}.`));
  });
  return {
    ended,
    tell: (message) => worker.postMessage(message),
    hear: (listener) => void worker.on('message', listener),
    terminate: async () => {
      await worker.terminate();
    },
  };
}
