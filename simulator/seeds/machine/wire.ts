import { IncomingMessage, ServerResponse, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** One request on the simulated wire. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** By their lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What came back. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Calls a server's listener without a socket. Resolves with its answer, or `reset`; never, where it does not answer. */
export function call(listener: RequestListener, request: WireRequest): Promise<WireAnswer | 'reset'> {
  return new Promise((resolve) => {
    const socket = new Line(() => resolve('reset'));
    const incoming = new IncomingMessage(socket as unknown as Socket);
    Object.assign(incoming, {
      method: request.method,
      url: request.path,
      httpVersion: '1.1',
      httpVersionMajor: 1,
      httpVersionMinor: 1,
      complete: true,
      headers: { host: '127.0.0.1:8080', 'content-length': String(request.body.length), ...request.headers },
    });
    if (request.body.length > 0) incoming.push(request.body);
    incoming.push(null);
    const response = new ServerResponse(incoming);
    response.assignSocket(socket as unknown as Socket);
    const chunks: Buffer[] = [];
    const keep = (chunk: unknown): void => {
      if (typeof chunk === 'string') chunks.push(Buffer.from(chunk));
      else if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    };
    // eslint-disable-next-line @typescript-eslint/unbound-method -- they are called with the answer that is meant
    const { write, end } = response;
    // Of the answer itself, for express gives it another prototype.
    response.write = function (this: ServerResponse, ...args: unknown[]): boolean {
      keep(args[0]);
      return Reflect.apply(write, this, args) as boolean;
    };
    response.end = function (this: ServerResponse, ...args: unknown[]): ServerResponse {
      keep(args[0]);
      const headers = Object.fromEntries(
        Object.entries(this.getHeaders()).map(([name, value]) => [name, String(value)]),
      );
      resolve({ status: this.statusCode, headers, body: Buffer.concat(chunks).toString('utf8') });
      return Reflect.apply(end, this, args) as ServerResponse;
    };
    listener(incoming, response);
  });
}

/** As much of a socket as servers look at. */
class Line extends Duplex {
  readonly remoteAddress = '127.0.0.1';
  private readonly cut: () => void;

  constructor(cut: () => void) {
    super();
    this.cut = cut;
  }
  override _read(): void {
    // Everything came with the request.
  }
  override _write(_chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    done();
  }
  resetAndDestroy(): void {
    this.cut();
    this.destroy();
  }
  setTimeout(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
}
