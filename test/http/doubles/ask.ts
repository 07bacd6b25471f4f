import { request as httpRequest } from 'node:http';
import WebSocket from 'ws';
import type { FakeRelay } from './fake-relay.ts';

/** Request headers. */
export type Headers = Readonly<Record<string, string>>;

/** An answer, its body as text. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** GET with any headers: fetch would not let us forge Host, Origin or Cookie. */
export function ask(relay: FakeRelay, path: string, headers: Headers = {}): Promise<Reply> {
  return send(new URL(path, relay.url), { method: 'GET', headers }, '');
}

/** POST with any headers. */
export function post(relay: FakeRelay, path: string, headers: Headers = {}, body = ''): Promise<Reply> {
  return send(new URL(path, relay.url), { method: 'POST', headers }, body);
}

function send(
  url: URL,
  options: { readonly method: string; readonly headers: Headers },
  body: string,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, options, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** The status of the handshake: 101 when the feed opens. */
export function askLive(relay: FakeRelay, headers: Headers = {}, path = '/live'): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${relay.port}${path}`, { headers });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
}
