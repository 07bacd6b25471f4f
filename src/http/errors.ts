import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Log } from '../seams/log.ts';

/** An answer that is not a success: `{ "error": { "code", "message" } }`. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Answers with a JSON document, and with the headers that the response has already. */
export function sendJson(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** Answers with an error body; a 429 says when to ask again. */
export function sendError(response: ServerResponse, status: number, code: string, message: string): void {
  if (status === 429) response.setHeader('Retry-After', '60');
  sendJson(response, status, { error: { code, message } });
}

/** Answers 405 and names the methods that the path knows. */
export function onlyMethods(...methods: readonly string[]): RequestHandler {
  const allow = methods.join(', ');
  return (request, response) => {
    response.setHeader('Allow', allow);
    sendError(response, 405, 'method-not-allowed', `${request.method} is not possible here. Use ${allow}.`);
  };
}

/** Answers 404; the path is not repeated, so that nobody can make us say something. */
export const notFound: RequestHandler = (_request, response) => {
  sendError(
    response,
    404,
    'not-found',
    'There is nothing at this address. docs/http-api.md lists the routes.',
  );
};

/** The last resort of Express: what a handler threw becomes an answer. */
export function errorAnswers(log: Log): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) next(thrown);
    else answerThrown(log, thrown, request, response);
  };
}

/** Answers for what was thrown; only our own words reach the client. */
export function answerThrown(
  log: Log,
  thrown: unknown,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (thrown instanceof HttpError) {
    sendError(response, thrown.status, thrown.code, thrown.message);
    return;
  }
  const status = clientStatus(thrown);
  if (status !== null) {
    sendError(response, status, status === 413 ? 'body-too-large' : 'bad-request', badRequest(status));
    return;
  }
  const [path] = (request.url ?? '').split('?');
  log.error({ error: String(thrown), method: request.method, path }, 'A request could not be answered.');
  sendError(response, 500, 'internal', 'The relay could not answer this request; its log says why.');
}

/** Express and its body parsers mark what the client did wrong with a 4xx status. */
function clientStatus(thrown: unknown): number | null {
  if (typeof thrown !== 'object' || thrown === null || !('status' in thrown)) return null;
  const { status } = thrown;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

function badRequest(status: number): string {
  if (status === 413) return 'The body is larger than this address takes.';
  return 'The request cannot be read: check the address, the content type and that the body is one JSON object.';
}
