import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A server that listens on loopback. */
export interface Listening {
  readonly port: number;
  /** Closes the door and every connection, answered or not. */
  close(): Promise<void>;
}

/** Key and certificate (PEM) for https. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

/** Listens on 127.0.0.1; port 0 lets the system choose. Rejects when the port is taken, and says so. */
export async function listen(
  app: RequestListener,
  port: number,
  tls?: ServerCertificate,
  /** Told of the server before it listens, for what is no request. */
  attach?: (server: Server) => void,
): Promise<Listening> {
  const server = tls === undefined ? createServer(app) : createHttpsServer(tls, app);
  // A client's pooled connection must not be closed under it by the fake: that would look like a fault.
  server.keepAliveTimeout = 120_000;
  attach?.(server);
  await bind(server, port);
  return {
    port: portOf(server.address()),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        new Error(`A fake cannot listen on 127.0.0.1:${port}: ${error.message}. Choose another port, or 0.`),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.');
  return address.port;
}
