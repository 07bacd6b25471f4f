import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Journey } from './journey.ts';

/** What the relay answered. */
interface Answer {
  readonly status: number;
  readonly code: string | null;
  readonly message: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One POST to the Sentry door; what is left out is as Sentry sends it. */
export interface RawPost {
  readonly body: string | Buffer;
  readonly resource?: string | null;
  /** null: none at all. */
  readonly signature?: string | null;
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly path?: string;
  /** Without a length, in pieces. */
  readonly chunked?: boolean;
}

/** Hex HMAC-SHA256 over the exact bytes, as Sentry signs. */
export function sign(secret: string, body: string | Buffer): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** Sends it as it is; rejects when there is no answer. */
export function rawPost({ url, fakes }: Pick<Journey, 'url' | 'fakes'>, post: RawPost): Promise<Answer> {
  const raw = Buffer.isBuffer(post.body) ? post.body : Buffer.from(post.body, 'utf8');
  const { resource = 'event_alert', secret = fakes.connection.sentry.secret } = post;
  const signature = post.signature === undefined ? sign(secret, raw) : post.signature;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ...(post.chunked === true ? {} : { 'content-length': String(raw.length) }),
    ...(resource === null ? {} : { 'sentry-hook-resource': resource }),
    ...(signature === null ? {} : { 'sentry-hook-signature': signature }),
    ...post.headers,
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}${post.path ?? '/webhooks/sentry'}`, {
      method: post.method ?? 'POST',
      headers,
      agent: false,
    });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve(answerOf(response.statusCode ?? 0, Buffer.concat(chunks).toString('utf8'))),
      );
    });
    if (post.chunked !== true) outgoing.end(raw);
    else {
      for (let at = 0; at < raw.length; at += 1_000) outgoing.write(raw.subarray(at, at + 1_000));
      outgoing.end();
    }
  });
}

function answerOf(status: number, text: string): Answer {
  const body: unknown = JSON.parse(text === '' ? '{}' : text);
  const known = typeof body === 'object' && body !== null ? { ...body } : {};
  const error: unknown = Reflect.get(known, 'error');
  const part = (name: string): string | null => {
    const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : null;
    return typeof value === 'string' ? value : null;
  };
  return { status, code: part('code'), message: part('message') ?? '', body: known };
}

/** An open line on which a test writes by hand, and what came back so far. */
interface Line {
  readonly socket: Socket;
  received(): string;
  readonly closed: Promise<void>;
}

/** Connects and writes `text`. */
export function openLine({ url }: Pick<Journey, 'url'>, text: string): Line {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port), allowHalfOpen: true });
  let received = '';
  socket.on('data', (chunk) => (received += chunk.toString('latin1')));
  socket.on('error', () => undefined);
  socket.on('end', () => socket.end());
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.write(text);
  return { socket, received: () => received, closed };
}
