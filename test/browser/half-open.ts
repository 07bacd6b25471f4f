import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a port that can go dead without a word, as a pulled cable does: nothing is closed, nothing arrives. */
interface Wire {
  readonly url: string;
  /** From now on nothing passes in either direction, on old connections and on new ones. */
  cut(): void;
  /** New connections pass again; those of before stay dead. */
  mend(): void;
  close(): Promise<void>;
}

/** Starts one on a free port of the loopback interface. */
export async function startWire(port: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let dead = false;
  const server = createServer((near) => {
    keep(near);
    if (dead) {
      near.pause();
      return;
    }
    const far = connect(port, '127.0.0.1');
    keep(far);
    near.pipe(far).pipe(near);
  });
  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  }
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      dead = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    mend: () => (dead = false),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
