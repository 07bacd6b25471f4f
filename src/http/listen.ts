import type { Server } from 'node:http';
import type { Clock } from '../seams/clock.ts';

/** Webhooks that are being answered get this long before their connections are cut, real ms. */
const doorsCloseMs = 2_000;

/** Host or port cannot be had: the message names them, and says what to do, in one line. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
  /** What is so, without what to do. */
  readonly what: string;

  constructor(what: string, advice: string, options: ErrorOptions) {
    super(`${what} ${advice}`, options);
    this.what = what;
  }
}

/**
 * Listens, and answers with the address as people type it. Port 0 takes any free port.
 * @throws CannotListen when the address is taken or not allowed.
 */
export function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const [why, advice] = whyNot(error);
      reject(new CannotListen(`Cannot listen on ${host}:${port}: ${why}.`, advice, { cause: error }));
    });
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

function whyNot(error: Error): readonly [why: string, advice: string] {
  switch ('code' in error ? error.code : null) {
    case 'EADDRINUSE':
      return [
        'another program uses this port (EADDRINUSE)',
        'Stop it, or give the relay another port in PORT (listen.port of the file).',
      ];
    case 'EACCES':
      return [
        'this user may not listen there (EACCES); ports below 1024 are reserved',
        'Choose a higher one in PORT (listen.port of the file).',
      ];
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [
        `this machine has no such address (${error.message})`,
        'Write 127.0.0.1, or 0.0.0.0 for all, in HOST (listen.host of the file).',
      ];
    default:
      return [error.message, 'Correct HOST and PORT (listen of the file).'];
  }
}

/** Takes no new connection, lets running answers end, then cuts what is left. */
export async function closeDoors(server: Server, pace: Pick<Clock, 'sleep'>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await Promise.race([closed, pace.sleep(doorsCloseMs)]);
  server.closeAllConnections();
}
