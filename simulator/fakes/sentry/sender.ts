import { createHash, createHmac, randomUUID } from 'node:crypto';
import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { SimClock } from '../../clock.ts';
import type { SentryDelivery } from '../../observed.ts';
import type { SentryWebhook } from './webhook.ts';

/** Sentry's deadline (options/defaults: `sentry-apps.webhook.timeout.sec` = 1.0), in virtual milliseconds. */
const deadline = 1000;
/** Connections to the relay: enough for a storm, few enough that a slow relay feels the back-pressure. */
const sockets = 64;

/** Sends webhooks to one target at a time and records each delivery. */
export interface Sender {
  setTarget(url: string): void;
  hasTarget(): boolean;
  /** The relay's webhook URL; null: none was set. */
  target(): string | null;
  setSecret(secret: string): void;
  send(webhook: SentryWebhook): Promise<SentryDelivery>;
  close(): void;
}

interface Outcome {
  readonly status: number | null;
  readonly ackMs: number | null;
}

/** Records go into `deliveries`, in the order in which they were settled. */
export function createSender(options: {
  readonly clock: SimClock;
  readonly secret: string;
  readonly deliveries: SentryDelivery[];
}): Sender {
  const { clock, deliveries } = options;
  const agents = { http: new Agent(pool), https: new HttpsAgent(pool) };
  let { secret } = options;
  let target: URL | null = null;
  return {
    setTarget: (url) => void (target = new URL(url)),
    hasTarget: () => target !== null,
    target: () => target?.href ?? null,
    setSecret: (next) => void (secret = next),
    send: async (webhook) => {
      if (target === null)
        throw new Error(
          'The fake Sentry has no target. Call setTarget with the webhook URL of the relay first.',
        );
      const at = clock.now();
      const requestId = randomUUID().replaceAll('-', '');
      const body = Buffer.from(webhook.body, 'latin1');
      const headers = headersOf(webhook, { body, requestId, at, secret });
      const outcome = await post({ target, headers, body, agents, timeoutMs: clock.realTimeout(deadline) });
      const delivery = deliveryOf(webhook, { at, requestId, outcome });
      deliveries.push(delivery);
      return delivery;
    },
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

const pool = { keepAlive: true, maxSockets: sockets, maxFreeSockets: sockets, scheduling: 'lifo' as const };

/** Hex HMAC-SHA256 over the exact bytes; the timestamp is not signed (SentryApp.build_signature). */
function signatureOf(secret: string, body: Buffer): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** The headers of app_platform_event.py; Request-ID and time are made anew per attempt, the idempotency key is not. */
export function headersOf(
  webhook: SentryWebhook,
  so: { body: Buffer; requestId: string; at: number; secret: string },
): OutgoingHttpHeaders {
  return {
    accept: '*/*',
    'accept-encoding': 'gzip, deflate',
    'user-agent': 'sentry/26.9.0 (https://sentry.io)',
    'content-type': 'application/json',
    'content-length': so.body.length,
    'request-id': so.requestId,
    'idempotency-key': webhook.idempotencyKey ?? derivedKey(webhook),
    'sentry-hook-resource': webhook.resource,
    'sentry-hook-timestamp': String(Math.floor(so.at / 1000)),
    'sentry-hook-signature': signatureOf(so.secret, so.body),
  };
}

function derivedKey(webhook: SentryWebhook): string {
  return createHash('sha256').update(webhook.resource).update(webhook.body).digest('hex').slice(0, 32);
}

/** Resolves when the answer's head is there, or when there will be none; never rejects. */
function post(so: {
  target: URL;
  headers: OutgoingHttpHeaders;
  body: Buffer;
  agents: { http: Agent; https: HttpsAgent };
  timeoutMs: number;
}): Promise<Outcome> {
  const { target, headers, body } = so;
  const started = performance.now();
  const secure = target.protocol === 'https:';
  const send = secure ? httpsRequest : request;
  return new Promise((resolve) => {
    const outgoing = send(target, {
      method: 'POST',
      headers,
      agent: secure ? so.agents.https : so.agents.http,
    });
    const settle = (outcome: Outcome): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const timer = setTimeout(() => {
      outgoing.destroy();
      settle({ status: null, ackMs: null });
    }, so.timeoutMs);
    outgoing.on('error', () => settle({ status: null, ackMs: null }));
    outgoing.on('response', (response) => {
      response.resume();
      settle({ status: response.statusCode ?? null, ackMs: performance.now() - started });
    });
    outgoing.end(body);
  });
}

function deliveryOf(
  webhook: SentryWebhook,
  so: { at: number; requestId: string; outcome: Outcome },
): SentryDelivery {
  const { status, ackMs } = so.outcome;
  const accepted = status !== null && status >= 200 && status < 300;
  const outcome = status === null ? 'unanswered' : accepted ? 'accepted' : 'rejected';
  const { resource, action, truth } = webhook;
  return {
    at: so.at,
    happenedAt: webhook.at,
    requestId: so.requestId,
    resource,
    action,
    truth,
    outcome,
    status,
    ackMs,
  };
}
