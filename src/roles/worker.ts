import { enableCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';

// Of each thread its own, before anything else of it is loaded.
enableCompileCache();
const { work } = await import('./work.ts');
if (parentPort === null)
  throw new Error('This file is the thread of brain and dispatch; start the relay instead.');
work(parentPort);
