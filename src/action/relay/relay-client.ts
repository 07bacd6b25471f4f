import type { DrillResult, DrillScenario, DrillSubject } from '../../domain/drill.ts';
import type { DrillTicket } from '../../domain/drill-report.ts';
import { transportFailure, type CallFailure } from './call-failure.ts';
import type { SignedAlert } from './sign.ts';
import type { Redactor } from './redact.ts';
import { readNotes, readReport, readTicket, type ReportSeen } from './relay-answers.ts';
import { judgeReply, type Answer, type Reply } from './relay-reply.ts';
import type { Surroundings } from './surroundings.ts';

/** One call to the relay: when it began (UNIX ms), how long it took, and what came of it. */
export interface Called<T> {
  readonly at: number;
  readonly ms: number;
  readonly answer: Answer<T>;
}

/** How long a call may take, and what stops it before. */
export interface CallBounds {
  readonly withinMs: number;
  readonly cancel: AbortSignal | null;
}

/** What changed, for `POST /api/deploys`. */
export interface Deploy {
  readonly service: string;
  readonly environment: string;
  readonly release: string | null;
  readonly by: string | null;
  readonly what: string | null;
  readonly compareUrl: string | null;
  readonly runUrl: string | null;
}

/** The relay, as CI sees it. Its methods never reject: failures are values. */
export interface RelayClient {
  /** Answers with what the relay has to say about it. */
  recordDeploy(deploy: Deploy, bounds: CallBounds): Promise<Called<readonly string[]>>;
  register(drill: DrillRequest, bounds: CallBounds): Promise<Called<DrillTicket>>;
  alert(alert: SignedAlert, bounds: CallBounds): Promise<Called<'done'>>;
  report(id: string, bounds: CallBounds): Promise<Called<ReportSeen>>;
  end(id: string, end: DrillEnd, bounds: CallBounds): Promise<Called<'done'>>;
}

/** What `POST /api/synthetics` is asked. */
interface DrillRequest {
  readonly scenario: DrillScenario;
  readonly alerts: number;
  readonly subject: DrillSubject;
}

/** What `POST /api/synthetics/:id/end` is told. */
export interface DrillEnd {
  readonly result: Exclude<DrillResult, 'expired'>;
  /** At most 300 characters. */
  readonly summary: string;
}

/** Where the relay is, and who asks. */
interface RelayAccess {
  /** Base address without a slash at its end. */
  readonly url: string;
  /** Empty: a relay that asks for none. */
  readonly token: string;
  readonly surroundings: Pick<Surroundings, 'fetch' | 'now'>;
  readonly redactor: Redactor;
  /** Told of every request: method, path, status and time, nothing else. */
  readonly trace: (line: string) => void;
}

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** A client for one relay. */
export function createRelayClient(access: RelayAccess): RelayClient {
  const authorization: Record<string, string> =
    access.token === '' ? {} : { authorization: `Bearer ${access.token}` };
  const get = (path: string): Request => ({ method: 'GET', path, headers: authorization, body: null });
  const post = (path: string, body: object): Request => ({
    method: 'POST',
    path,
    headers: { ...authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const drill = (id: string): string => `/api/synthetics/${encodeURIComponent(id)}`;
  // The only answer that holds a secret of its own. Whoever knows the nonce still needs the drill secret, but that is
  // no reason to show it.
  const read = (body: unknown): DrillTicket | null => {
    const ticket = readTicket(body);
    if (ticket !== null) access.redactor.hide(ticket.nonce);
    return ticket;
  };
  // Cleaned before it is read: should a secret be part of a state's name, that state then proves nothing.
  const readClean = (body: unknown): ReportSeen | null => readReport(access.redactor.deep(body));
  const readNotesClean = (body: unknown): readonly string[] | null => readNotes(access.redactor.deep(body));
  return {
    recordDeploy: (deploy, bounds) => call(access, post('/api/deploys', deploy), bounds, readNotesClean),
    register: (request, bounds) => call(access, post('/api/synthetics', request), bounds, read),
    // Not our token: a webhook of Sentry's brings none, and the drill has to pass the same door.
    alert: ({ headers, body }, bounds) =>
      call(access, { method: 'POST', path: '/webhooks/sentry', headers, body }, bounds, nothing),
    report: (id, bounds) => call(access, get(drill(id)), bounds, readClean),
    end: (id, end, bounds) => call(access, post(`${drill(id)}/end`, end), bounds, nothing),
  };
}

/** An answer whose status says all: any JSON object will do. */
function nothing(body: unknown): 'done' | null {
  return typeof body === 'object' && body !== null ? 'done' : null;
}

async function call<T>(
  access: RelayAccess,
  request: Request,
  bounds: CallBounds,
  read: (body: unknown) => T | null,
): Promise<Called<T>> {
  const { surroundings, trace } = access;
  const at = surroundings.now();
  const answered = await ask(access, request, bounds);
  const ms = surroundings.now() - at;
  const outcome = 'status' in answered ? String(answered.status) : answered.failure.kind;
  trace(`${request.method} ${request.path} ${outcome} ${Math.round(ms)} ms`);
  return {
    at,
    ms,
    answer: 'status' in answered ? judgeReply(access, answered, read) : { ok: false, ...answered },
  };
}

async function ask(
  { url, surroundings }: RelayAccess,
  { method, path, headers, body }: Request,
  { withinMs, cancel }: CallBounds,
): Promise<Reply | { readonly failure: CallFailure }> {
  const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(withinMs)));
  try {
    const response = await surroundings.fetch(`${url}${path}`, {
      method,
      headers: { accept: 'application/json', ...headers },
      body,
      signal: cancel === null ? timeout : AbortSignal.any([timeout, cancel]),
      redirect: 'manual',
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    return { failure: cancel?.aborted === true ? { kind: 'cancelled' } : transportFailure(error) };
  }
}
