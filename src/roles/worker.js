// Plain JavaScript: what takes the types out of TypeScript is 17 MB in each thread that needs it, and behind the compile
// cache none does. A thread does not share what the main one has switched on.
import { enableCompileCache } from 'node:module';
import { parentPort } from 'node:worker_threads';

if (parentPort === null)
  throw new Error('This file is the thread of brain and dispatch; start the relay instead.');
enableCompileCache();
const { work } = await import('./work.ts');
work(parentPort);
