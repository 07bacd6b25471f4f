/** The webhooks that the door is measured with, each a whole HTTP request: signed, 6 KB, an event of its own. */
import { createHmac } from 'node:crypto';
import { createWebhookMaker } from '../../simulator/fakes/sentry/webhooks.ts';
import { createSeededRandom, type SeededRandom } from '../../simulator/seeded-random.ts';
import { errorOf, ownError, source, unreachable, type Source } from '../made-errors.ts';

/** Which issues the webhooks are of. `one`: a single one; `named`: their texts name a cause; `nameless`: nothing. */
type Shape = 'one' | 'named' | 'nameless';

/** What is sent. */
export interface Traffic {
  readonly shape: Shape;
  readonly issues: number;
  readonly webhooks: number;
}

export const secret = 'bench-secret-bench-secret';
/** The path that Sentry posts to. */
export const path = '/webhooks/sentry';

const services = 40;
const bodyBytes = 6_000;
const seed = 4_242;

/** All requests in the order in which they are sent. */
export function requestsOf({ shape, issues, webhooks }: Traffic): readonly Buffer[] {
  const random = createSeededRandom(seed);
  const maker = createWebhookMaker(seed);
  const sources = Array.from({ length: issues }, (_, n) => sourceOf(shape, n, random));
  const at = Date.now();
  return drawn(sources, webhooks, random).map((picked) => {
    const [webhook] = maker.webhooksFor(errorOf(picked, at, random));
    if (webhook === undefined) throw new Error('The maker made no webhook.');
    return requestOf(webhook.resource, padded(webhook.body), random.hex(32));
  });
}

/**
 * As an outage spreads: new issues break out evenly until the end, and those that broke out before go on failing.
 * Where there are fewer webhooks than issues, the last issues do not fail.
 */
function drawn(sources: readonly Source[], webhooks: number, random: SeededRandom): readonly Source[] {
  let born = 0;
  const picked = Array.from({ length: webhooks }, (_, n) => {
    const due = Math.ceil((sources.length * (n + 1)) / webhooks);
    if (born < due) return sources[born++];
    return sources[random.int(born)];
  });
  return picked.filter((one) => one !== undefined);
}

function sourceOf(shape: Shape, n: number, random: SeededRandom): Source {
  const id = `${5_000_000 + n}`;
  const service = `struck-${n % services}`;
  if (shape === 'named') return source({ random, id, service, fails: unreachable });
  const made = source({ random, id, service, fails: ownError });
  // A frame of a library would name what it is the driver of, and a version that services share a release.
  const exceptions = made.exceptions.map((one) => ({ ...one, frames: one.frames.filter((f) => f.inApp) }));
  return { ...made, exceptions, release: `${service}@${1 + (n % services)}.4.0` };
}

/** The body with a last field that makes it 6 KB; the relay reads no such field. */
function padded(body: string): Buffer {
  const head = `${body.slice(0, -1)},"padding":"`;
  const missing = Math.max(0, bodyBytes - Buffer.byteLength(head) - 2);
  return Buffer.from(`${head}${'x'.repeat(missing)}"}`);
}

function requestOf(resource: string, body: Buffer, id: string): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    `Request-ID: ${id}`,
    `Sentry-Hook-Resource: ${resource}`,
    `Sentry-Hook-Timestamp: ${Math.floor(Date.now() / 1_000)}`,
    `Sentry-Hook-Signature: ${createHmac('sha256', secret).update(body).digest('hex')}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}
