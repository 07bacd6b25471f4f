import type { ServerResponse } from 'node:http';
import { likelyWords } from '../../domain/inbox/likely-words.ts';
import { InboxBusy, InboxClosed, type Inbox } from '../../ingest/inbox.ts';
import type { Metrics } from '../../observe/metrics.ts';
import type { Rates } from '../../observe/rates.ts';
import type { Refusals } from '../../observe/refusals.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Door, HeaderValue, Refusal, Ruling } from '../../seams/door.ts';
import type { Log } from '../../seams/log.ts';
import type { QuarantineStore } from '../../seams/quarantine-store.ts';
import { StoreFull, StoreGone } from '../../seams/store.ts';
import { sendError, sendJson } from '../errors.ts';
import { keepRefused, type QuarantineGates } from './keep-refused.ts';
import { declaredBytes, discardRest } from './raw-body.ts';
import { isShort, tokenOf, type DoorRequest, type Reception } from './reception.ts';
import { unreadRefusal } from './unread.ts';

/** What every webhook door needs. */
export interface DoorDeps {
  readonly inbox: Pick<Inbox, 'accept'>;
  readonly store: Pick<QuarantineStore, 'quarantine'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly rates: Rates;
  readonly refusals: Refusals;
  /** Bounds how many wrongly signed deliveries are written, so that strangers cannot keep the disk busy. */
  readonly quarantineGates: QuarantineGates;
  /** Bounds what is read of whom. */
  readonly reception: Reception;
}

/** Answers one request of a door. */
export type DoorHandler = (request: DoorRequest, response: ServerResponse) => Promise<void>;

/** A handler that reads, lets its door judge, makes durable, and only then answers. */
export function webhookDoor(door: Door, deps: DoorDeps): DoorHandler {
  return async (request, response) => {
    const visit: Visit = { door, deps, request, response, startedAt: performance.now() };
    const { reception } = deps;
    const unread = reception.refuseUnread(door, request);
    if (unread !== null) {
      if (unread.status === 429) await reception.keepWaiting();
      else discardRest(request);
      refuse(visit, unread, declaredBytes(request) ?? 0);
      return;
    }
    const body = await reception.read(request);
    if (body.kind === 'whole') await judge(visit, body.raw);
    else refuseRead(visit, unreadRefusal(door, body.kind), body.bytes);
  };
}

interface Visit {
  readonly door: Door;
  readonly deps: DoorDeps;
  readonly request: DoorRequest;
  readonly response: ServerResponse;
  /** Real ms of a monotonic clock. */
  readonly startedAt: number;
}

async function judge(visit: Visit, raw: Buffer): Promise<void> {
  const { door, request } = visit;
  const ruling = door.receive({ headers: request.headers, raw, token: tokenOf(request) });
  await follow(visit, ruling, raw);
}

async function follow(visit: Visit, ruling: Ruling, raw: Buffer): Promise<void> {
  switch (ruling.kind) {
    case 'accept':
      await makeDurable(visit, ruling, raw.length);
      return;
    case 'answer':
      visit.deps.metrics.webhook('answered', 'ok', 'none', elapsed(visit));
      answer(visit.response, ruling.status, ruling.body);
      return;
    case 'later':
      await follow(visit, await ruling.ruling, raw);
      return;
    case 'refuse':
      await keepRefused(visit.deps, visit, { refusal: ruling.refusal, raw });
      refuseRead(visit, ruling.refusal, raw.length);
  }
}

async function makeDurable(
  visit: Visit,
  { delivery, apart, body, whenKept }: Extract<Ruling, { kind: 'accept' }>,
  bytes: number,
): Promise<void> {
  const { deps, response, door } = visit;
  try {
    const { seq, duplicate } = await deps.inbox.accept(delivery);
    deps.reception.prove(visit.request);
    if (duplicate && door.replayed !== undefined) {
      refuse(visit, door.replayed, bytes);
      return;
    }
    const became = duplicate ? 'duplicate' : 'accepted';
    if (apart === null) deps.rates[became].count(deps.clock.now());
    deps.metrics.webhook(apart ?? became, 'ok', delivery.verifiedBy, elapsed(visit));
    if (door.silent === true || body !== undefined) answer(response, 200, body ?? null);
    else sendJson(response, 202, { accepted: true, duplicate, seq });
    if (!duplicate) whenKept?.(seq);
  } catch (error) {
    answerUnavailable(visit, error, bytes);
  }
}

/** Some senders try only once, but others, and proxies, obey Retry-After. */
function answerUnavailable(visit: Visit, error: unknown, bytes: number): void {
  const { deps, response } = visit;
  const { code, message, retryAfter } = unavailability(error);
  if (code === 'store-failing')
    deps.log.error({ error: String(error), door: visit.door.name }, 'A delivery could not be stored.');
  else deps.log.warn({ code, door: visit.door.name }, message);
  deps.metrics.webhook('unavailable', code, 'none', elapsed(visit));
  list(visit, { status: 503, code, message }, bytes);
  response.setHeader('Retry-After', String(retryAfter));
  sendError(response, 503, code, message);
}

interface Unavailability {
  readonly code: 'store-full' | 'store-busy' | 'stopping' | 'store-gone' | 'store-failing';
  readonly message: string;
  /** Seconds. */
  readonly retryAfter: number;
}

function unavailability(error: unknown): Unavailability {
  if (error instanceof StoreFull) return { code: 'store-full', message: error.message, retryAfter: 30 };
  if (error instanceof InboxBusy) return { code: 'store-busy', message: error.message, retryAfter: 2 };
  if (error instanceof InboxClosed) return { code: 'stopping', message: error.message, retryAfter: 10 };
  if (error instanceof StoreGone) return { code: 'store-gone', message: error.message, retryAfter: 30 };
  const message = 'The delivery could not be stored; the relay logged why. Nothing of it is kept.';
  return { code: 'store-failing', message, retryAfter: 10 };
}

function refuseRead(visit: Visit, refusal: Refusal, bytes: number): void {
  visit.deps.reception.noteRefused(visit.request, bytes);
  refuse(visit, refusal, bytes);
}

function refuse(visit: Visit, refusal: Refusal, bytes: number): void {
  const { status, code, message, apart, body, keep } = refusal;
  const { deps, request, response } = visit;
  if (apart === null) deps.rates.refused.count(deps.clock.now());
  deps.metrics.webhook('refused', code, 'none', elapsed(visit));
  // For the operator alone: whoever tries secrets is not told which of them was held once.
  const told = keep === null ? message : `${message} Most likely it is ${likelyWords[keep.likely]}.`;
  list(visit, { status, code, message: told }, bytes);
  // The rest of a body that may be long is not read, so the line cannot serve another request.
  if (!request.complete && !isShort(request)) response.setHeader('Connection', 'close');
  if (status === 200) answer(response, 200, body ?? null);
  else sendError(response, status, code, message);
}

/** Puts it into the list of what was refused. */
function list(
  { deps, door, request }: Visit,
  why: Pick<Refusal, 'status' | 'code' | 'message'>,
  bytes: number,
): void {
  const { kind, deliveryId } = door.names(request.headers);
  const { status, code, message } = why;
  deps.refusals.add({
    at: deps.clock.now(),
    door: door.name,
    status,
    code,
    message,
    kind: cut(kind),
    deliveryId: cut(deliveryId),
    bytes,
  });
}

function cut(header: HeaderValue): string | null {
  return typeof header === 'string' ? header.slice(0, 100) : null;
}

function elapsed(visit: Visit): number {
  return performance.now() - visit.startedAt;
}

/** With `body` as JSON; null is nothing. */
function answer(response: ServerResponse, status: number, body: object | null): void {
  if (body !== null) {
    sendJson(response, status, body);
    return;
  }
  response.statusCode = status;
  response.end();
}
