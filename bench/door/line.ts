/** One connection that is kept open: a request goes out, its answer comes back, then the next. */
import { connect, type Socket } from 'node:net';

/** A server on this machine. */
export interface Address {
  readonly port: number;
}

const statusAt = 'HTTP/1.1 '.length;
const headEnd = '\r\n\r\n';
/** Servers close what was idle for long; what is written in that very moment would be lost. */
const idleAtMostMs = 2_000;

/**
 * Writes whole requests and reads no more of an answer than its status and its length, so that the load costs the
 * machine far less than the servers that it measures.
 */
export class Line {
  private readonly address: Address;
  private socket: Socket | null = null;
  private answered: ((status: number) => void) | null = null;
  private head = '';
  /** Bytes of the body still to come; null while the head is not whole. */
  private missing: number | null = null;
  private status = 0;
  private closes = false;
  private usedAt = 0;

  constructor(address: Address) {
    this.address = address;
  }

  /** The answer's status; 0 when the connection broke before it was whole. */
  send(request: Buffer): Promise<number> {
    const socket = this.fresh() ?? this.open();
    return new Promise((resolve) => {
      this.answered = resolve;
      socket.write(request);
    });
  }

  /** Ends the connection. */
  end(): void {
    this.socket?.destroy();
  }

  private fresh(): Socket | null {
    if (performance.now() - this.usedAt <= idleAtMostMs) return this.socket;
    this.socket?.destroy();
    return null;
  }

  private open(): Socket {
    const socket = connect({ host: '127.0.0.1', port: this.address.port, noDelay: true });
    socket.on('data', (chunk) => this.read(chunk));
    // What an error means is told by the close that follows it.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.socket === socket) this.finish(0);
    });
    this.socket = socket;
    return socket;
  }

  private read(chunk: Buffer): void {
    if (this.missing !== null) this.missing -= chunk.length;
    else {
      this.head += chunk.toString('latin1');
      const end = this.head.indexOf(headEnd);
      if (end < 0) return;
      const head = this.head.slice(0, end);
      this.status = Number(head.slice(statusAt, statusAt + 3));
      this.closes = /^connection: close\r?$/im.test(head);
      const length = Number(/^content-length: (\d+)\r?$/im.exec(head)?.[1] ?? 0);
      this.missing = length - (this.head.length - end - headEnd.length);
    }
    if (this.missing <= 0) this.finish(this.status);
  }

  private finish(status: number): void {
    const { answered, socket, closes } = this;
    this.usedAt = performance.now();
    this.answered = null;
    this.head = '';
    this.missing = null;
    if (closes || status === 0) {
      this.socket = null;
      this.closes = false;
      socket?.destroy();
    }
    answered?.(status);
  }
}
