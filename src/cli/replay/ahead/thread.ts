import { once } from 'node:events';
import { enableCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';
import type { AheadTask } from './task.ts';

if (parentPort === null)
  throw new Error('This file is the thread that reads ahead of a replay; run stormrelay replay instead.');
// A thread does not share what the main one has switched on.
enableCompileCache();
const told = once(parentPort, 'message') as Promise<[AheadTask]>;
const { readAll } = await import('./read-all.ts');
const [task] = await told;
await readAll(task, parentPort);
// Its last word is said; waiting for the next `taken` would keep it alive.
parentPort.unref();
