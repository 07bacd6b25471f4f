import { parentPort } from 'node:worker_threads';
import { work } from './work.ts';

if (parentPort === null)
  throw new Error('This file is the thread of brain and dispatch; start the relay instead.');
work(parentPort);
