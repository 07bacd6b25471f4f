import { hash } from 'node:crypto';
import { samenessOf } from '../domain/inbox/duplicate.ts';
import { unstamped, type Delivery } from '../domain/inbox/entry.ts';
import { faultInBody } from '../domain/inbox/json-body.ts';

/** One webhook that somebody has kept. */
export interface Captured {
  readonly delivery: Delivery;
  /** When it came, UNIX ms. */
  readonly at: number;
  /** What its body holds; absent where nobody had to parse it. */
  readonly value?: object;
}

/** Anything smaller is UNIX seconds, or a mistake: as ms it would lie before 1979. */
const earliestMs = 3e11;
const dayMs = 24 * 3_600_000;

/** Without a zone, when something came would depend on the machine that reads it. */
const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i;

/**
 * What the door would have made of a body that Sentry sent, without the door's checks.
 * @param kind Its `Sentry-Hook-Resource`, or `legacy` for what the old plugin sends.
 * @param id The sender's idempotency key.
 */
export function capturedDelivery(kind: string, body: string, id: string): Delivery {
  const digest = hash('sha256', `${kind}\n${body}`, 'hex');
  const source = kind === 'legacy' ? 'sentry-legacy' : 'sentry';
  return { source, id, kind, body, digest, verifiedBy: 'captured', ...unstamped };
}

/**
 * Reads one line of captured webhooks: `{ "at", "resource", "body" }`; `at` is ISO 8601 or UNIX ms, `body` the webhook's
 * body as JSON or as the text that it was. An `id` (`Request-ID`) is optional. Answers with what is wrong where it is none.
 */
export function readCaptured(line: string, number: number): Captured | { readonly problem: string } {
  const read = parts(line);
  if (read === null) return { problem: 'This is not a JSON object.' };
  const at = momentOf(read.head['at']);
  if (typeof at !== 'number') return at;
  const { resource, id } = read.head;
  if (typeof resource !== 'string' || resource === '')
    return { problem: 'resource: Write its Sentry-Hook-Resource, for example "event_alert".' };
  const body = 'text' in read ? read.text : bodyOf(read.head['body']);
  if (typeof body !== 'string') return body;
  const delivery = capturedDelivery(resource, body, typeof id === 'string' ? id : `line ${number}`);
  return 'text' in read ? { at, delivery, value: read.value } : { at, delivery };
}

type JsonRecord = Readonly<Record<string, unknown>>;

/** A line as most tools write it: what it says of the body stands in front of it. */
const bodyLast =
  /^\{\s*"at":\s*(?:\d+|"[^"\\]*")\s*,\s*"resource":\s*"[^"\\]*"\s*,(?:\s*"id":\s*"[^"\\]*"\s*,)?\s*"body":\s*(?=\{)/;

/** What a line says; where its body comes last, that as it stands there, so that it is neither parsed twice nor written anew. */
function parts(
  line: string,
):
  | { readonly head: JsonRecord }
  | { readonly head: JsonRecord; readonly text: string; readonly value: object }
  | null {
  const [start] = bodyLast.exec(line) ?? [];
  if (start !== undefined) {
    const text = line.slice(start.length, line.lastIndexOf('}')).trimEnd();
    const value = parsed(text);
    const head = parsed(`${start}null}`);
    if (value !== null && head !== null) return { head, text, value };
  }
  const head = parsed(line);
  return head === null ? null : { head };
}

function parsed(text: string): JsonRecord | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonRecord)
      : null;
  } catch {
    return null;
  }
}

function momentOf(at: unknown): number | { readonly problem: string } {
  const ms = typeof at === 'string' ? Date.parse(at) : at;
  if (typeof ms !== 'number' || !Number.isFinite(ms))
    return { problem: 'at: Write when it came, as "2026-11-29T14:02:11.250Z" or in UNIX milliseconds.' };
  if (typeof at === 'string' && !zoned.test(at))
    return { problem: 'at: Write it with its zone: "2026-11-29T14:02:11.250Z" or "…+01:00".' };
  if (ms < earliestMs) return { problem: 'at: This looks like seconds. Write UNIX milliseconds.' };
  return ms;
}

function bodyOf(body: unknown): string | { readonly problem: string } {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return JSON.stringify(body);
  if (typeof body === 'string' && faultInBody(body) === null) return body;
  return { problem: 'body: Write the body of the webhook: a JSON object, or the text of one.' };
}

/**
 * Knows a delivery again, as the inbox does (`domain/inbox/duplicate.ts`): Sentry sends some webhooks twice, and whoever
 * captures them before the relay has both.
 */
export class CapturedBefore {
  private readonly bodies = new Map<string, number>();

  /** Whether it came before, within the time in which the inbox would know it. Notes it where it did not. */
  isKnown({ delivery, at }: Captured): boolean {
    if (!samenessOf(delivery).bodyAlone) return false;
    const before = this.bodies.get(delivery.digest);
    if (before !== undefined && at - before < dayMs) return true;
    this.bodies.set(delivery.digest, at);
    return false;
  }
}
