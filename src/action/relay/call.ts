import { transportFailure, type CallFailure } from './call-failure.ts';
import { parsedJson } from './json.ts';
import type { Redactor } from './redact.ts';
import { refusalShape } from './relay-answers.ts';
import type { Surroundings } from './surroundings.ts';

/** Where the relay is, and who asks. */
export interface RelayAccess {
  /** Base address without a slash at its end. */
  readonly url: string;
  /** Empty: a relay that asks for none. */
  readonly token: string;
  readonly surroundings: Pick<Surroundings, 'fetch' | 'now'>;
  readonly redactor: Redactor;
  /** Told of every request: method, path, status and time, nothing else. */
  readonly trace: (line: string) => void;
}

/** What is asked of the relay. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** How long a call may take, and what stops it before. */
export interface CallBounds {
  readonly withinMs: number;
  readonly cancel: AbortSignal | null;
}

/** A call's value, or why there is none. */
type Answer<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: CallFailure };

/** One call to the relay: when it began (UNIX ms), how long it took, and what came of it. */
export interface Called<T> {
  readonly at: number;
  readonly ms: number;
  readonly answer: Answer<T>;
}

/** Calls the relay. `read` makes a value of a body, or null when it is not in the relay's words. Never rejects. */
export async function call<T>(
  access: RelayAccess,
  request: Request,
  bounds: CallBounds,
  read: (body: unknown) => T | null,
): Promise<Called<T>> {
  const { surroundings, trace } = access;
  const at = surroundings.now();
  const reply = await ask(access, request, bounds);
  const ms = surroundings.now() - at;
  trace(`${request.method} ${request.path} ${reply.status ?? reply.failure.kind} ${Math.round(ms)} ms`);
  return { at, ms, answer: reply.status === null ? no(reply.failure) : answerOf(access, reply, read) };
}

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function ask(
  { url, surroundings }: RelayAccess,
  { path, headers, ...request }: Request,
  { withinMs, cancel }: CallBounds,
): Promise<Reply | { readonly status: null; readonly failure: CallFailure }> {
  const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(withinMs)));
  try {
    const response = await surroundings.fetch(`${url}${path}`, {
      ...request,
      headers: { accept: 'application/json', ...headers },
      signal: cancel === null ? timeout : AbortSignal.any([timeout, cancel]),
      redirect: 'manual',
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    const isCancelled = cancel?.aborted === true;
    return { status: null, failure: isCancelled ? { kind: 'cancelled' } : transportFailure(error) };
  }
}

function answerOf<T>(
  { url, redactor }: RelayAccess,
  { status, headers, text }: Reply,
  read: (body: unknown) => T | null,
): Answer<T> {
  const body = parsedJson(text);
  if (status >= 200 && status < 300) {
    const value = read(body);
    const what = body === undefined ? kindOf(text) : 'JSON that this version does not understand';
    return value === null ? no({ kind: 'unreadable', status, what }) : { ok: true, value };
  }
  if (status < 400) return no({ kind: 'redirected', to: originOf(headers.get('location'), url) });
  const refusal = refusalShape.safeParse(redactor.deep(body)).data?.error;
  const seconds = /^\s*(\d{1,5})\s*$/.exec(headers.get('retry-after') ?? '')?.[1];
  return no({
    kind: 'refused',
    status,
    code: refusal?.code.slice(0, 60) ?? null,
    message: refusal?.message.slice(0, 300) ?? null,
    retryAfterMs: seconds === undefined ? null : Number(seconds) * 1000,
  });
}

function no(failure: CallFailure): { readonly ok: false; readonly failure: CallFailure } {
  return { ok: false, failure };
}

function kindOf(text: string): string {
  if (text.trim() === '') return 'an empty body';
  return /^\s*<(?:!doctype|html)/i.test(text) ? 'a web page' : 'something that is not JSON';
}

function originOf(location: string | null, base: string): string | null {
  return location !== null && URL.canParse(location, base) ? new URL(location, base).origin : null;
}
