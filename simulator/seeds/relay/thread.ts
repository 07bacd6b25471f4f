import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import type { FromWorker, ToWorker } from '../../../src/roles/messages.ts';
import { work } from '../../../src/roles/work.ts';
import type { WorkerThread } from '../../../src/roles/worker-thread.ts';
import type { VirtualTime } from '../machine/virtual-time.ts';

/** Brain and dispatch beside the door, in its thread: what they tell each other is copied, and takes a moment. */
export function threadBeside(time: VirtualTime): WorkerThread {
  const port = new EventEmitter();
  let listener: (message: FromWorker) => void = () => undefined;
  let end: (why: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => (end = resolve));
  const telling = Object.assign(port, {
    postMessage: (message: FromWorker) => {
      const copy = structuredClone(message);
      time.next(() => listener(copy));
    },
  });
  work(telling as unknown as MessagePort);
  return {
    ended,
    tell: (message: ToWorker) => {
      const copy = structuredClone(message);
      time.next(() => void port.emit('message', copy));
    },
    hear: (listens) => void (listener = listens),
    terminate: () => {
      end('It was ended.');
      return Promise.resolve();
    },
  };
}
