import type { IncomingMessage } from 'node:http';

/** What came of reading a body: its exact bytes, or why there are none. */
type RawBody =
  | { readonly kind: 'whole'; readonly raw: Buffer }
  /** `bytes`: declared or received when it was given up. */
  | { readonly kind: 'too-large'; readonly bytes: number }
  /** The client went away or timed out in the middle. */
  | { readonly kind: 'aborted'; readonly bytes: number };

/** Bytes read and thrown away after a refusal, so that the client gets to read the answer; then the line is cut. */
const discardedAtMost = 16 * 1024 * 1024;

/** Reads a body of at most `limit` bytes; never more than that is held. */
export function readRawBody(request: IncomingMessage, limit: number): Promise<RawBody> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limit) {
    discardRest(request);
    return Promise.resolve({ kind: 'too-large', bytes: declared });
  }
  return new Promise((resolve) => collect(request, limit, resolve));
}

function collect(request: IncomingMessage, limit: number, resolve: (body: RawBody) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let over = false;
  // The listeners stay: taking them away again costs more than the body, and a late error of the socket finds one.
  const finish = (body: RawBody): void => {
    if (over) return;
    over = true;
    resolve(body);
  };
  const onClose = (): void => finish({ kind: 'aborted', bytes });
  request.on('data', (chunk: Buffer) => {
    if (over) return;
    bytes += chunk.length;
    if (bytes <= limit) {
      chunks.push(chunk);
      return;
    }
    finish({ kind: 'too-large', bytes });
    discardRest(request);
  });
  request.on('end', () => finish({ kind: 'whole', raw: whole(chunks, bytes) }));
  request.on('close', onClose);
  request.on('error', onClose);
}

function whole(chunks: readonly Buffer[], bytes: number): Buffer {
  const [only, ...others] = chunks;
  return only !== undefined && others.length === 0 ? only : Buffer.concat(chunks, bytes);
}

function discardRest(request: IncomingMessage): void {
  let discarded = 0;
  request.on('error', ignore);
  request.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > discardedAtMost) request.destroy();
  });
}

function ignore(): void {
  // The answer has been given; what the socket does afterwards is of no consequence.
}
