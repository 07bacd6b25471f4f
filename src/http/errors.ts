import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
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

/** Answers with an error body; a 429 says when to ask again. */
export function sendError(response: Response, status: number, code: string, message: string): void {
  if (status === 429) response.setHeader('Retry-After', '60');
  response.status(status).json({ error: { code, message } });
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

/** The last resort: what a handler threw becomes an answer; only our own words reach the client. */
export function errorAnswers(log: Log): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    if (thrown instanceof HttpError) {
      sendError(response, thrown.status, thrown.code, thrown.message);
      return;
    }
    const status = clientStatus(thrown);
    if (status !== null) {
      sendError(response, status, status === 413 ? 'body-too-large' : 'bad-request', badRequest(status));
      return;
    }
    log.error(
      { error: String(thrown), method: request.method, path: request.path },
      'A request could not be answered.',
    );
    sendError(response, 500, 'internal', 'The relay could not answer this request; its log says why.');
  };
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
