import type { Request, RequestHandler, Response } from 'express';
import type { Delivery } from '../domain/entry.ts';
import { InboxBusy, InboxClosed, type Inbox } from '../ingest/inbox.ts';
import type { Acceptance, Refusal } from '../integrations/sentry/acceptance.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Rates } from '../observe/rates.ts';
import type { ListedRefusal, Refusals } from '../observe/refusals.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import { StoreFull, type InboxStore } from '../seams/store.ts';
import { sendError } from './errors.ts';
import type { MinuteGate } from './minute-gate.ts';
import { readRawBody } from './raw-body.ts';

/** What every webhook door needs. */
export interface DoorDeps {
  readonly inbox: Pick<Inbox, 'accept'>;
  readonly store: Pick<InboxStore, 'quarantine'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly rates: Rates;
  readonly refusals: Refusals;
  /** Bounds how many wrongly signed deliveries are written, so that strangers cannot keep the disk busy. */
  readonly quarantineGate: MinuteGate;
  /** Bounds how many drills are written: whoever holds that secret can fill no disk. */
  readonly drillGate: MinuteGate;
}

/** One door: its name and how it judges a request. */
export interface Door {
  readonly name: ListedRefusal['door'];
  readonly judge: (request: Request, raw: Buffer) => Acceptance;
}

/** Largest body that a door takes, in bytes; Sentry's own are far below 1 MiB. */
export const bodyLimit = 2 * 1024 * 1024;

/** Alerts of drills that the doors take in a virtual minute: many checks at once, and far less than a storm. */
export const drillAlertsAMinute = 240;
/** Wrongly signed deliveries kept a minute: more than any real storm after a rotated secret, far less than a flood. */
export const quarantinedAMinute = 3_000;

/** A handler that reads, judges, makes durable, and only then answers 202. */
export function webhookDoor(door: Door, deps: DoorDeps): RequestHandler {
  return async (request, response) => {
    const visit: Visit = { door, deps, request, response, startedAt: performance.now() };
    if (!isPlain(request)) {
      refuse(visit, { ...encodingRefusal, bytes: 0 });
      return;
    }
    const body = await readRawBody(request, bodyLimit);
    if (body.kind === 'whole') await judge(visit, body.raw);
    else if (body.kind === 'too-large') refuse(visit, { ...sizeRefusal, bytes: body.bytes });
    else refuse(visit, { ...abortedRefusal, bytes: body.bytes });
  };
}

interface Visit {
  readonly door: Door;
  readonly deps: DoorDeps;
  readonly request: Request;
  readonly response: Response;
  /** Real ms of a monotonic clock. */
  readonly startedAt: number;
}

interface DoorRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly bytes: number;
}

const encodingRefusal = {
  status: 415,
  code: 'encoding-unsupported',
  message:
    'The body is compressed. Sentry signs and sends plain bytes; send the body without Content-Encoding.',
};
const sizeRefusal = {
  status: 413,
  code: 'body-too-large',
  message: `The body is larger than ${bodyLimit} bytes (2 MiB). Webhooks of Sentry are far smaller; was something else sent here?`,
};
const drillsRefusal = {
  status: 429,
  code: 'too-many-drills',
  message: `More than ${drillAlertsAMinute} alerts of drills in a minute. Wait a minute; is a check running in a loop?`,
};
const abortedRefusal = {
  status: 400,
  code: 'body-incomplete',
  message: 'The body ended before its announced length, or did not come in time.',
};

function isPlain(request: Request): boolean {
  return (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase() === 'identity';
}

async function judge(visit: Visit, raw: Buffer): Promise<void> {
  const acceptance = visit.door.judge(visit.request, raw);
  if (acceptance.kind === 'accepted') {
    const { delivery } = acceptance;
    if (delivery.source !== 'drill' || visit.deps.drillGate.mayPass(visit.deps.clock.now()))
      await makeDurable(visit, delivery);
    else refuse(visit, { ...drillsRefusal, bytes: raw.length });
    return;
  }
  const { refusal } = acceptance;
  if (refusal.code === 'signature-mismatch') await keepInQuarantine(visit, refusal, raw);
  refuse(visit, { status: refusal.status, code: refusal.code, message: refusal.message, bytes: raw.length });
}

async function makeDurable(visit: Visit, delivery: Delivery): Promise<void> {
  const { deps, response } = visit;
  try {
    const { seq, duplicate } = await deps.inbox.accept(delivery);
    const outcome = delivery.source === 'drill' ? 'drill' : duplicate ? 'duplicate' : 'accepted';
    if (outcome !== 'drill') deps.rates[outcome].count(deps.clock.now());
    deps.metrics.webhook(outcome, 'ok', delivery.verifiedBy, elapsed(visit));
    response.status(202).json({ accepted: true, duplicate, seq });
  } catch (error) {
    answerUnavailable(visit, error);
  }
}

/** Sentry gives an internal integration one attempt, but published ones and proxies obey Retry-After. */
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
  readonly code: 'store-full' | 'store-busy' | 'stopping' | 'store-failing';
  readonly message: string;
  /** Seconds. */
  readonly retryAfter: number;
}

function unavailability(error: unknown): Unavailability {
  if (error instanceof StoreFull) return { code: 'store-full', message: error.message, retryAfter: 30 };
  if (error instanceof InboxBusy) return { code: 'store-busy', message: error.message, retryAfter: 2 };
  if (error instanceof InboxClosed) return { code: 'stopping', message: error.message, retryAfter: 10 };
  const message = 'The delivery could not be stored; the relay logged why. Nothing of it is kept.';
  return { code: 'store-failing', message, retryAfter: 10 };
}

/** A refusal is answered as one even when the quarantine cannot keep it. */
async function keepInQuarantine(visit: Visit, refusal: Refusal, raw: Buffer): Promise<void> {
  const { deps } = visit;
  const at = deps.clock.now();
  if (!deps.quarantineGate.mayPass(at)) return;
  const { kind, deliveryId, signature, code } = refusal;
  try {
    await deps.store.quarantine({
      at,
      kind,
      deliveryId,
      body: raw.toString('utf8'),
      signature,
      reason: code,
    });
  } catch (error) {
    deps.log.warn(
      { error: String(error) },
      'A delivery with a wrong signature could not be kept in quarantine.',
    );
  }
}

function refuse(visit: Visit, { status, code, message, bytes }: DoorRefusal): void {
  const { deps, request, response, door } = visit;
  const at = deps.clock.now();
  const drill = code.startsWith('drill') || code === drillsRefusal.code;
  if (!drill) deps.rates.refused.count(at);
  deps.metrics.webhook('refused', code, 'none', elapsed(visit));
  const kind = cut(request.headers['sentry-hook-resource']);
  const deliveryId = cut(request.headers['idempotency-key'] ?? request.headers['request-id']);
  deps.refusals.add({ at, door: door.name, status, code, message, kind, deliveryId, bytes });
  // The rest of a body that is too large is not read, so the line cannot serve another request.
  if (status === 413 || status === 415 || !request.complete) response.setHeader('Connection', 'close');
  sendError(response, status, code, message);
}

function cut(header: string | readonly string[] | undefined): string | null {
  return typeof header === 'string' ? header.slice(0, 100) : null;
}

function elapsed(visit: Visit): number {
  return performance.now() - visit.startedAt;
}
