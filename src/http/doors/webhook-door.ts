import type { IncomingMessage, ServerResponse } from 'node:http';
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
import { networkOf, senderOf } from '../access/sender-network.ts';
import type { ShareGate } from '../access/share-gate.ts';
import { readRawBody } from './raw-body.ts';

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
}

/** Largest body that a door takes, in bytes. */
export const bodyLimit = 2 * 1024 * 1024;

/** What has the form of the sender's passes one of them, all else the other. */
interface QuarantineGates {
  readonly likely: ShareGate;
  readonly strange: ShareGate;
}

/** Wrongly signed deliveries kept a minute: more than any real storm after a rotated secret, far less than a flood. */
export const quarantinedAMinute = {
  likely: { each: 3_000, all: 12_000 },
  strange: { each: 600, all: 3_000 },
} as const;

/** A request, with what Express has read out of its address where it came through Express. */
interface DoorRequest extends IncomingMessage {
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Answers one request of a door. */
export type DoorHandler = (request: DoorRequest, response: ServerResponse) => Promise<void>;

/** A handler that reads, lets its door judge, makes durable, and only then answers. */
export function webhookDoor(door: Door, deps: DoorDeps): DoorHandler {
  return async (request, response) => {
    const visit: Visit = { door, deps, request, response, startedAt: performance.now() };
    if (!isPlain(request)) {
      refuse(visit, unread(visit, 'encoding-unsupported'), 0);
      return;
    }
    const body = await readRawBody(request, bodyLimit);
    if (body.kind === 'whole') await judge(visit, body.raw);
    else refuse(visit, unread(visit, body.kind), body.bytes);
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

const real = { apart: null, keep: null } as const;

/** The refusal of a body that no door got to see. */
function unread({ door }: Visit, why: 'encoding-unsupported' | 'too-large' | 'aborted'): Refusal {
  const { sender } = door;
  switch (why) {
    case 'encoding-unsupported':
      return {
        status: 415,
        code: why,
        message: `The body is compressed. ${sender} signs and sends plain bytes; send the body without Content-Encoding.`,
        ...real,
      };
    case 'too-large':
      return {
        status: 413,
        code: 'body-too-large',
        message: `The body is larger than ${bodyLimit} bytes (2 MiB). Webhooks of ${sender} are far smaller; was something else sent here?`,
        ...real,
      };
    case 'aborted':
      return {
        status: 400,
        code: 'body-incomplete',
        message: 'The body ended before its announced length, or did not come in time.',
        ...real,
      };
  }
}

function isPlain(request: IncomingMessage): boolean {
  return (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase() === 'identity';
}

async function judge(visit: Visit, raw: Buffer): Promise<void> {
  const { door, request } = visit;
  const token = request.params?.['token'];
  const ruling = door.receive({
    headers: request.headers,
    raw,
    token: typeof token === 'string' ? token : '',
  });
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
      await keepInQuarantine(visit, ruling.refusal, raw);
      refuse(visit, ruling.refusal, raw.length);
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
    answerUnavailable(visit, error);
  }
}

/** Some senders try only once, but others, and proxies, obey Retry-After. */
function answerUnavailable(visit: Visit, error: unknown): void {
  const { deps, response } = visit;
  const { code, message, retryAfter } = unavailability(error);
  if (code === 'store-failing')
    deps.log.error({ error: String(error), door: visit.door.name }, 'A delivery could not be stored.');
  else deps.log.warn({ code, door: visit.door.name }, message);
  deps.metrics.webhook('unavailable', code, 'none', elapsed(visit));
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

/** A refusal is answered as one even when the quarantine cannot keep it. */
async function keepInQuarantine(visit: Visit, { keep, code }: Refusal, raw: Buffer): Promise<void> {
  if (keep === null) return;
  const { deps, request, door } = visit;
  const at = deps.clock.now();
  const network = networkOf(senderOf(request));
  const { likely, strange } = deps.quarantineGates;
  if (!(keep.likely === 'stranger' ? strange : likely).mayPass(at, network)) return;
  try {
    await deps.store.quarantine({ ...keep, at, door: door.name, network, body: raw, reason: code });
  } catch (error) {
    deps.log.warn(
      { error: String(error) },
      'A delivery with a wrong signature could not be kept in quarantine.',
    );
  }
}

function refuse(visit: Visit, refusal: Refusal, bytes: number): void {
  const { status, code, message, apart, body, keep } = refusal;
  const { deps, request, response, door } = visit;
  const at = deps.clock.now();
  if (apart === null) deps.rates.refused.count(at);
  deps.metrics.webhook('refused', code, 'none', elapsed(visit));
  const { kind, deliveryId } = door.names(request.headers);
  deps.refusals.add({
    at,
    door: door.name,
    status,
    code,
    // For the operator alone: whoever tries secrets is not told which of them was held once.
    message: keep === null ? message : `${message} Most likely it is ${likelyWords[keep.likely]}.`,
    kind: cut(kind),
    deliveryId: cut(deliveryId),
    bytes,
  });
  // The rest of a body that is too large is not read, so the line cannot serve another request.
  if (status === 413 || status === 415 || !request.complete) response.setHeader('Connection', 'close');
  if (status === 200) answer(response, 200, body ?? null);
  else sendError(response, status, code, message);
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
