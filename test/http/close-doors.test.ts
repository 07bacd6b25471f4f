import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { closeDoors } from '../../src/http/close-doors.ts';
import { listen } from '../../src/http/listen.ts';

it('waits for nobody once all have left: a wait that went on would keep the process', async () => {
  const server = createServer();
  await listen(server, { host: '127.0.0.1', port: 0 });
  const waits: (AbortSignal | undefined)[] = [];
  const sleep = (_ms: number, signal?: AbortSignal): Promise<void> => {
    waits.push(signal);
    return new Promise(() => undefined);
  };
  await closeDoors(server, { sleep });
  expect(waits.map((signal) => signal?.aborted)).toEqual([true]);
});
