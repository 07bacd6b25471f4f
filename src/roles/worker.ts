import { enableCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';

if (parentPort === null)
  throw new Error('This file is the thread of brain and dispatch; start the relay instead.');
// A thread does not share what the main one has switched on.
enableCompileCache();
const { work } = await import('./work.ts');
work(parentPort);
