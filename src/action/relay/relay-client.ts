import type * as z from 'zod/mini';
import type { Drill, DrillResult, DrillSubject } from '../../domain/drill/drill.ts';
import type { Redactor } from '../../domain/text/secrets.ts';
import { transportFailure, type CallFailure } from './call-failure.ts';
import type { SignedAlert } from './payload.ts';
import * as shapes from './relay-answers.ts';
import type { Surroundings } from './surroundings.ts';

/** Where the relay is, and who asks. */
interface RelayAccess {
  readonly url: string;
  readonly token: string;
  readonly surroundings: Pick<Surroundings, 'fetch' | 'now'>;
  readonly redactor: Redactor;
  /** Told of every request: method, path, status and time, nothing else. */
  readonly trace: (line: string) => void;
}

/** What is asked of the relay. */
interface Request {
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

/** One call to the relay: when it began (UNIX ms), how long it took, and what came of it. */
export interface Called<T> {
  readonly at: number;
  readonly ms: number;
  readonly answer:
    { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: CallFailure };
}

/** What changed, for `POST /api/deploys`. */
export interface Deploy extends DrillSubject {
  readonly what: string | null;
  readonly compareUrl: string | null;
  readonly runUrl: string | null;
}

/** What `POST /api/synthetics/:id/end` is told. */
export interface DrillEnd {
  readonly result: Exclude<DrillResult, 'expired'>;
  /** At most 300 characters. */
  readonly summary: string;
}

/** The relay, as CI sees it. */
export type RelayClient = ReturnType<typeof createRelayClient>;

/** A client for one relay. Its methods never reject: failures are values. */
export function createRelayClient(access: RelayAccess) {
  const { token, redactor } = access;
  const headers = {
    'content-type': 'application/json',
    ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
  };
  const post = (path: string, told: object): Request => {
    return { method: 'POST', path, headers, body: JSON.stringify(told) };
  };
  const drill = (id: string): string => `/api/synthetics/${encodeURIComponent(id)}`;
  // Cleaned before it is read: should a secret be part of a state's name, that state then proves nothing.
  const clean =
    <T>(shape: z.ZodMiniType<T>) =>
    (body: unknown): T | null =>
      shape.safeParse(redactor.deep(body)).data ?? null;
  // The only answer that holds a secret of its own. Whoever knows the nonce still needs the drill secret, but that is
  // no reason to show it.
  const readTicket = (body: unknown): shapes.TicketSeen | null => {
    const ticket = shapes.ticket.safeParse(body).data ?? null;
    if (ticket !== null) redactor.hide(ticket.nonce);
    return ticket;
  };
  return {
    /** Answers with what the relay has to say about it. */
    recordDeploy: (deploy: Deploy, bounds: CallBounds): Promise<Called<readonly string[]>> =>
      call(access, post('/api/deploys', deploy), bounds, clean(shapes.notes)),
    register: (
      asked: Pick<Drill, 'scenario' | 'subject'> & { readonly alerts: number },
      bounds: CallBounds,
    ): Promise<Called<shapes.TicketSeen>> => call(access, post('/api/synthetics', asked), bounds, readTicket),
    // Not our token: a webhook of Sentry's brings none, and the drill has to pass the same door.
    alert: (alert: SignedAlert, bounds: CallBounds): Promise<Called<unknown>> =>
      call(access, { method: 'POST', path: '/webhooks/sentry', ...alert }, bounds, clean(shapes.any)),
    report: (id: string, bounds: CallBounds): Promise<Called<shapes.ReportSeen>> =>
      call(access, { method: 'GET', path: drill(id), headers, body: null }, bounds, clean(shapes.report)),
    end: (id: string, end: DrillEnd, bounds: CallBounds): Promise<Called<unknown>> =>
      call(access, post(`${drill(id)}/end`, end), bounds, clean(shapes.any)),
  };
}

/** Calls the relay. `read` makes a value of a body, or null when it is not in the relay's words. Never rejects. */
async function call<T>(
  access: RelayAccess,
  request: Request,
  bounds: CallBounds,
  read: (body: unknown) => T | null,
): Promise<Called<T>> {
  const { surroundings, trace } = access;
  const at = surroundings.now();
  const reply = await ask(access, request, bounds);
  const ms = surroundings.now() - at;
  const outcome = 'kind' in reply ? reply.kind : reply.status;
  trace(`${request.method} ${request.path} ${outcome} ${Math.round(ms)} ms`);
  const value = 'kind' in reply || !isSuccess(reply) ? null : read(parsedJson(reply.text));
  if (value !== null) return { at, ms, answer: { ok: true, value } };
  return { at, ms, answer: { ok: false, failure: 'kind' in reply ? reply : failureOf(access, reply) } };
}

type Reply = Pick<Response, 'status' | 'headers'> & { readonly text: string };

async function ask(
  { url, surroundings }: RelayAccess,
  { path, headers, ...request }: Request,
  { withinMs, cancel }: CallBounds,
): Promise<Reply | CallFailure> {
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
    return cancel?.aborted === true ? { kind: 'cancelled' } : transportFailure(error);
  }
}

function isSuccess({ status }: Reply): boolean {
  return status >= 200 && status < 300;
}

/** What an answer says that gave no value. */
function failureOf({ url, redactor }: RelayAccess, reply: Reply): CallFailure {
  const { status, headers, text } = reply;
  const body = parsedJson(text);
  if (isSuccess(reply)) {
    const what = body === undefined ? kindOf(text) : 'JSON that this version does not understand';
    return { kind: 'unreadable', status, what };
  }
  const location = headers.get('location');
  if (status < 400) return { kind: 'redirected', to: location && (URL.parse(location, url)?.origin ?? null) };
  const refusal = shapes.refusal.safeParse(redactor.deep(body)).data?.error;
  const seconds = /^\s*(\d{1,5})\s*$/.exec(headers.get('retry-after') ?? '')?.[1];
  return {
    kind: 'refused',
    status,
    code: refusal?.code.slice(0, 60) ?? null,
    message: refusal?.message.slice(0, 300) ?? null,
    retryAfterMs: seconds === undefined ? null : Number(seconds) * 1000,
  };
}

function kindOf(text: string): string {
  if (text.trim() === '') return 'an empty body';
  return /^\s*<(?:!doctype|html)/i.test(text) ? 'a web page' : 'something that is not JSON';
}

/** What a text says as JSON; undefined when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
