import { parentPort } from 'node:worker_threads';
import { defaultPolicy } from '../../src/domain/policy.ts';

/** Runs until the doors are open, and dies. */
parentPort?.on('message', (message: { kind: string }) => {
  if (message.kind === 'begin')
    parentPort?.postMessage({ kind: 'ready', cursor: 0, policy: defaultPolicy, gone: [] });
  if (message.kind === 'opened') throw new Error('The heap is on fire.');
});
