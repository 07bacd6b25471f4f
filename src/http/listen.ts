import type { Server } from 'node:http';
import type { Clock } from '../seams/clock.ts';

/** Webhooks that are being answered get this long before their connections are cut, real ms. */
const doorsCloseMs = 2_000;

/** Listens, and answers with the address as people type it. Port 0 takes any free port. */
export function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`Cannot listen on ${host}:${port}: ${error.message}`, { cause: error })),
    );
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string')
        reject(new Error(`Cannot listen on ${host}:${port}.`));
      else
        resolve(
          `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
        );
    });
  });
}

/** Takes no new connection, lets running answers end, then cuts what is left. */
export async function closeDoors(server: Server, pace: Pick<Clock, 'sleep'>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await Promise.race([closed, pace.sleep(doorsCloseMs)]);
  server.closeAllConnections();
}
