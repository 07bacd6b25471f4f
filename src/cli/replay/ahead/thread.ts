import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { AheadTask } from './task.ts';

if (parentPort === null)
  throw new Error('This file is the thread that reads ahead of a replay; run stormrelay replay instead.');
// A thread does not share what the main one has switched on.
enableCompileCache();
const { readAll } = await import('./read-all.ts');
await readAll(workerData as AheadTask, parentPort);
// Its last word is said; waiting for the next `taken` would keep it alive.
parentPort.unref();
