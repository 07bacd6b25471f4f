import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the server got it. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Arguments of a form, or top-level values of a JSON body as text. */
  readonly args: Readonly<Record<string, string>>;
}

/** What to answer: an HTTP answer, nothing at all, or a reset connection. */
export type Script =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | 'hang'
  | 'reset';

/** A server on loopback that answers by a script and keeps what it was sent. */
export interface ScriptedServer {
  readonly url: string;
  readonly received: Received[];
  /** Decides every answer; may be changed at any time. */
  answer: (request: Received) => Script;
  close(): Promise<void>;
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Script {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

export async function startScripted(answer: (request: Received) => Script): Promise<ScriptedServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const seen = { path: request.url ?? '', headers: request.headers, body, args: argumentsIn(body) };
      received.push(seen);
      const script = scripted.answer(seen);
      if (script === 'hang') return;
      if (script === 'reset') request.socket.resetAndDestroy();
      else response.writeHead(script.status, script.headers).end(script.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const scripted: ScriptedServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return scripted;
}

function argumentsIn(body: string): Record<string, string> {
  if (!body.startsWith('{')) return Object.fromEntries(new URLSearchParams(body));
  const parsed = JSON.parse(body) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(parsed).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

/** The address of a port where nobody listens. */
export async function deadAddress(): Promise<string> {
  const server = await startScripted(() => 'hang');
  await server.close();
  return server.url;
}
