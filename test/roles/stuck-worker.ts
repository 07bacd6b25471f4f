import { parentPort } from 'node:worker_threads';

/** Cannot begin. */
parentPort?.on('message', () =>
  parentPort?.postMessage({ kind: 'failed', what: null, reason: 'Another process holds the lease.' }),
);
