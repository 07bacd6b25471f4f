import type { IncomingMessage } from 'node:http';
import type { Sender } from '../access/read-in-vain.ts';
import type { GivenUp, UnfinishedBodies, UnfinishedBody } from './unfinished-bodies.ts';

/** What came of reading a body: its exact bytes, or why there are none. */
type RawBody =
  | { readonly kind: 'whole'; readonly raw: Buffer }
  /** `bytes`: received when it was given up. */
  | { readonly kind: 'too-large'; readonly bytes: number }
  /** The client went away or timed out in the middle. */
  | { readonly kind: 'aborted'; readonly bytes: number }
  /** It took too long, or too much was held of bodies that were not whole. */
  | { readonly kind: GivenUp; readonly bytes: number };

/** What reading is bounded by. */
interface Reading {
  /** Bytes of the longest body. */
  readonly limit: number;
  readonly unfinished: UnfinishedBodies;
  /** Asked only where a body does not come in one piece. */
  readonly sender: () => Sender;
}

/** Bytes read and thrown away after a refusal, so that the client gets to read the answer; then the line is cut. */
const discardedAtMost = 16 * 1024 * 1024;

/** Bytes that a request says its body has; null where it does not say. */
export function declaredBytes({ headers }: IncomingMessage): number | null {
  const declared = headers['content-length'];
  return declared === undefined ? null : Number(declared);
}

/** Reads a body of at most `limit` bytes; never more than that is held, and of all that are not whole no more than is bounded. */
export function readRawBody(request: IncomingMessage, reading: Reading): Promise<RawBody> {
  const declared = declaredBytes(request);
  return new Promise((resolve) => collect(request, { ...reading, declared, resolve }));
}

function collect(
  request: IncomingMessage,
  {
    limit,
    unfinished,
    sender,
    declared,
    resolve,
  }: Reading & { readonly declared: number | null; readonly resolve: (body: RawBody) => void },
): void {
  let chunks: Buffer[] = [];
  let bytes = 0;
  let over = false;
  let held: UnfinishedBody | null = null;
  // The listeners stay: taking them away again costs more than the body, and a late error of the socket finds one.
  const finish = (body: RawBody): void => {
    if (over) return;
    over = true;
    chunks = [];
    if (held !== null) unfinished.release(held);
    resolve(body);
  };
  const onClose = (): void => finish({ kind: 'aborted', bytes });
  request.on('data', (chunk: Buffer) => {
    if (over) return;
    bytes += chunk.length;
    if (bytes > limit) {
      finish({ kind: 'too-large', bytes });
      discardRest(request);
      return;
    }
    chunks.push(chunk);
    // Nearly every webhook comes in one piece, and is whole here.
    if (bytes === declared) return;
    held ??= { sender, giveUp: (why) => finish({ kind: why, bytes }) };
    unfinished.hold(held, chunk.length);
  });
  request.on('end', () => finish({ kind: 'whole', raw: whole(chunks, bytes) }));
  request.on('close', onClose);
  request.on('error', onClose);
}

function whole(chunks: readonly Buffer[], bytes: number): Buffer {
  const [only, ...others] = chunks;
  return only !== undefined && others.length === 0 ? only : Buffer.concat(chunks, bytes);
}

/** Reads on and keeps nothing, for a while. */
export function discardRest(request: IncomingMessage): void {
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
