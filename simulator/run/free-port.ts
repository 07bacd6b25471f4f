import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that Linux (32768 to 60999), macOS and Windows (from 49152) hand out by themselves: one of those
 * could go to any connection before the relay listens on it, or while it is being started again.
 */
const lowest = 10_240;
const beyond = 32_768;
const tries = 100;

/** A TCP port of 127.0.0.1 that nobody listened on a moment ago, and that the system gives to nobody by itself. */
export async function freePort(): Promise<number> {
  for (let n = 0; n < tries; n += 1) {
    const port = randomInt(lowest, beyond);
    if (await isFree(port)) return port;
  }
  throw new Error(`None of ${tries} ports of 127.0.0.1 between ${lowest} and ${beyond} is free.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
