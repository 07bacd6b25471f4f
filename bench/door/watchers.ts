/**
 * Live pages, in a process of their own: `node bench/door/watchers.ts <plan as JSON>`. Each follows the feed as a page
 * does. Prints `ready` once each knows all; told to end, what they heard, as one line of JSON.
 */
import { WebSocket } from 'ws';

/** How many pages follow the relay at a port. */
export interface WatchersPlan {
  readonly port: number;
  readonly pages: number;
}

/** What all of them heard. */
export interface Heard {
  readonly bytes: number;
  readonly messages: number;
  /** Messages that did not follow on what a page knew; there should be none. */
  readonly torn: number;
}

const { port, pages } = JSON.parse(process.argv[2] ?? '') as WatchersPlan;
const heard = { bytes: 0, messages: 0, torn: 0 };

await Promise.all(Array.from({ length: pages }, follow));
process.stdout.write('ready\n');
process.once('SIGTERM', () => {
  process.stdout.write(`${JSON.stringify(heard satisfies Heard)}\n`);
  process.exit(0);
});

/** Resolves once it knows all. */
function follow(): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/live`);
  let version = 0;
  return new Promise((known, failed) => {
    socket.once('error', failed);
    socket.on('message', (data: Buffer) => {
      heard.bytes += data.length;
      heard.messages += 1;
      const message = JSON.parse(data.toString()) as { type: string; since?: number; version?: number };
      if (message.type === 'beat') return;
      if (message.type === 'delta' && message.since !== version) heard.torn += 1;
      version = message.version ?? 0;
      known();
    });
  });
}
