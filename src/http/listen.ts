import type { Server } from 'node:http';

/** Host or port cannot be had: the message names them, and says what to do, in one line. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
  /** What is so, without what to do. */
  readonly what: string;
  readonly advice: string;

  constructor(what: string, advice: string, options: ErrorOptions) {
    super(`${what} ${advice}`, options);
    this.what = what;
    this.advice = advice;
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
        'Stop it, or give the relay another port in PORT.',
      ];
    case 'EACCES':
      return [
        'this user may not listen there (EACCES); ports below 1024 are reserved',
        'Choose a higher one in PORT.',
      ];
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [
        `this machine has no such address (${error.message})`,
        'Write 127.0.0.1, or 0.0.0.0 for all, in HOST.',
      ];
    default:
      return [error.message, 'Correct HOST and PORT.'];
  }
}
