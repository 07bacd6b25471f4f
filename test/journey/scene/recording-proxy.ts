import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a provider answers in the fake's place. */
interface Quoted {
  readonly status: number;
  readonly body: unknown;
}

/** A line to a fake on which everything that is sent is heard. */
export interface RecordingProxy {
  readonly url: string;
  /** Bodies and paths as they came, without what authorises. */
  readonly heard: readonly string[];
  /** From now on every call is answered with this; null: by the fake. */
  answer(with_: Quoted | null): void;
  /** From now on the fake's answers are changed by this, or where it says null, come a byte at a time and never whole. */
  change(how: (path: string, text: string) => string | null): void;
}

/** Where PagerDuty is told by which key it is asked, and Slack's old way to say the token. */
const authorisation = /"routing_key":"[^"]*"|\btoken=[^&]*/g;

/** Stands before the fake at `target`; ends with the test. */
export async function recordingProxy(target: string): Promise<RecordingProxy> {
  const heard: string[] = [];
  let quoted: Quoted | null = null;
  let change: Parameters<RecordingProxy['change']>[0] = (_, text) => text;
  const server = createServer((request, response) => {
    void pass(request, response).catch(() => response.destroy());
  });
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const body = Buffer.concat(parts);
    const path = request.url ?? '/';
    heard.push(`${path}\n${body.toString('utf8')}`.replaceAll(authorisation, ''));
    const answer = quoted === null ? await asked(target, request, body) : written(quoted);
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    const text = change(path, answer.text);
    if (text === null) drip(response);
    else response.end(text);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    answer: (answer) => void (quoted = answer),
    change: (how) => void (change = how),
  };
}

/** A blank at a time, which any parser of JSON goes on reading behind. */
function drip(response: ServerResponse): void {
  const timer = setInterval(() => response.write(' '), 20);
  response.once('close', () => clearInterval(timer));
}

interface Written {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

function written({ status, body }: Quoted): Written {
  return { status, headers: {}, text: JSON.stringify(body) };
}

async function asked(target: string, request: IncomingMessage, body: Buffer): Promise<Written> {
  const left = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'expect']);
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    left.has(name) || value === undefined ? [] : [[name, String(value)]],
  );
  const answer = await fetch(`${target}${request.url ?? '/'}`, {
    method: request.method ?? 'GET',
    headers,
    ...(body.length === 0 ? {} : { body }),
  });
  const wait = answer.headers.get('retry-after');
  return {
    status: answer.status,
    headers: wait === null ? {} : { 'retry-after': wait },
    text: await answer.text(),
  };
}
