import { createHash } from 'node:crypto';
import { isTimeless } from '../../domain/inbox/duplicate.ts';
import type { Delivery } from '../../domain/inbox/entry.ts';
import { faultInBody, type BodyFault, type JsonCheck } from '../../domain/inbox/json-body.ts';
import type { SentrySettings } from './config.ts';
import {
  faultInHeaders,
  isLegacyToken,
  verifySignature,
  type SignatureFault,
  type SignatureKeys,
} from './verify.ts';
import { headerOf, hookHeader, ownKind, type HookHeaders } from './wire.ts';

/** What reached a Sentry door: headers and the exact bytes. */
interface HookRequest {
  readonly headers: HookHeaders;
  readonly raw: Buffer;
  /** A quick look at its body; absent: bodies are parsed. */
  readonly looksWhole?: JsonCheck;
}

/** Why a request was refused; `code` goes to the sender and to metrics. */
export type RefusalCode =
  | SignatureFault
  | 'drill-signature-mismatch'
  | 'drills-off'
  | 'unknown-token'
  | 'resource-missing'
  | 'resource-malformed'
  | BodyFault;

/** A request that is not let in. */
export interface Refusal {
  readonly status: 400 | 401;
  readonly code: RefusalCode;
  /** What happened and what to do. */
  readonly message: string;
  /** What a quarantine keeps of it, made safe; empty where the sender gave nothing usable. */
  readonly kind: string;
  readonly deliveryId: string;
  readonly signature: string;
  /** Those that this door reads, by lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a door makes of a request. */
export type Acceptance =
  | { readonly kind: 'accepted'; readonly delivery: Delivery }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Verifies and accepts a request of the signed door. It never throws, whatever the headers hold. */
export function acceptSigned(request: HookRequest, keys: SignatureKeys): Acceptance {
  const verification = verifySignature(request.headers, request.raw, keys);
  if (!verification.ok) return refuse(request, faultOf(request, verification.reason, keys));
  const { verifiedBy, signedIn } = verification;
  // From here on a drill is kept apart: no row of it is ever counted as Sentry's.
  const source = verifiedBy === 'drill' ? 'drill' : 'sentry';
  if (signedIn === 'service-hook')
    return acceptBody(request, { source: 'sentry', kind: ownKind.serviceHook, verifiedBy });
  const resource = headerOf(request.headers, hookHeader.resource);
  const forComponent = signedIn === 'app' && resource === null;
  if (forComponent) return acceptComponent(request, { source, verifiedBy });
  if (resource === null) return refuse(request, 'resource-missing');
  if (!isResource(resource)) return refuse(request, 'resource-malformed');
  return acceptBody(request, { source, kind: resource, verifiedBy });
}

/** Why the signed door refuses a request for its headers alone; null when its body has to be read. Never throws. */
export function refuseUnsigned(headers: HookHeaders, keys: SignatureKeys): Refusal | null {
  const fault = faultInHeaders(headers, keys);
  return fault === null ? null : refusalOf(headers, faultOf({ headers }, fault, keys));
}

/** The same of the legacy door. */
export function refuseUnknownToken(
  headers: HookHeaders,
  token: string,
  { legacyTokens }: Pick<SentrySettings, 'legacyTokens'>,
): Refusal | null {
  return isLegacyToken(token, legacyTokens) ? null : refusalOf(headers, 'unknown-token');
}

/** A drill with a wrong secret says nothing of Sentry's, and must not look like a rotated one. */
function faultOf(
  { headers }: Pick<HookRequest, 'headers'>,
  fault: SignatureFault,
  { drillSecret }: SignatureKeys,
): RefusalCode {
  if (headerOf(headers, hookHeader.drill) === null || fault === 'signature-missing') return fault;
  if (drillSecret === null) return 'drills-off';
  return fault === 'signature-mismatch' ? 'drill-signature-mismatch' : fault;
}

/** Accepts a request of the unsigned legacy door, whose only lock is the token in its URL. */
export function acceptLegacy(
  request: HookRequest,
  token: string,
  settings: Pick<SentrySettings, 'legacyTokens'>,
): Acceptance {
  if (!isLegacyToken(token, settings.legacyTokens)) return refuse(request, 'unknown-token');
  return acceptBody(request, { source: 'sentry-legacy', kind: ownKind.legacy, verifiedBy: 'legacy-token' });
}

type Stamp = Pick<Delivery, 'source' | 'kind' | 'verifiedBy'>;

/** UI components ask with an empty body; there is nothing to relay, but it is no mistake either. */
function acceptComponent(request: HookRequest, by: Pick<Stamp, 'source' | 'verifiedBy'>): Acceptance {
  const stamp: Stamp = { ...by, kind: ownKind.uiComponent };
  return request.raw.length === 0 ? accept(request, stamp, '') : acceptBody(request, stamp);
}

function acceptBody(request: HookRequest, stamp: Stamp): Acceptance {
  const body = request.raw.toString('utf8');
  const fault = faultInBody(body, request.looksWhole);
  if (fault !== null) return refuse(request, fault);
  return accept(request, stamp, body);
}

function accept(request: HookRequest, stamp: Stamp, body: string): Acceptance {
  const digest = createHash('sha256').update(`${stamp.kind}\n`).update(request.raw).digest('hex');
  const sentAt = sentAtOf(request.headers);
  // Without an id the body has to do; where it does not say when, the second of its sending tells two acts apart.
  const ownId = isTimeless(stamp) && sentAt !== null ? `${digest}:${sentAt}` : digest;
  const id = deliveryId(request.headers) ?? ownId;
  return { kind: 'accepted', delivery: { ...stamp, id, body, digest, sentAt, firstReceivedAt: null } };
}

/** 2010 and 2100, UNIX seconds: what lies outside is no time of Sentry's. */
const plausible = { from: 1_262_304_000, to: 4_102_444_800 } as const;

/** The header is not signed, so it is believed only as far as it is a time at all. */
function sentAtOf(headers: HookHeaders): number | null {
  const value = headerOf(headers, hookHeader.timestamp) ?? headerOf(headers, hookHeader.serviceHookTimestamp);
  if (value === null || !/^\d{1,10}$/.test(value)) return null;
  const seconds = Number(value);
  return seconds >= plausible.from && seconds < plausible.to ? seconds * 1000 : null;
}

/** Idempotency-Key is stable over Sentry's retries, Request-ID is not; the latter is all that older versions send. */
function deliveryId(headers: HookHeaders): string | null {
  for (const name of [hookHeader.idempotencyKey, hookHeader.requestId, hookHeader.serviceHookId]) {
    const value = headerOf(headers, name);
    if (value !== null && /^[\x21-\x7e]{1,200}$/.test(value)) return value;
  }
  return null;
}

function isResource(resource: string): boolean {
  return /^[a-z0-9_]{1,64}$/.test(resource);
}

function refuse({ headers }: HookRequest, code: RefusalCode): Acceptance {
  return { kind: 'refused', refusal: refusalOf(headers, code) };
}

function refusalOf(headers: HookHeaders, code: RefusalCode): Refusal {
  const resource = headerOf(headers, hookHeader.resource) ?? '';
  const signature =
    headerOf(headers, hookHeader.signature) ??
    headerOf(headers, hookHeader.appSignature) ??
    headerOf(headers, hookHeader.serviceHookSignature) ??
    '';
  return {
    status: code.startsWith('body-') || code.startsWith('resource-') ? 400 : 401,
    code,
    message: refusalMessages[code],
    kind: isResource(resource) ? resource : '',
    deliveryId: deliveryId(headers) ?? '',
    signature: /^[0-9a-f]{64}$/i.test(signature) ? signature : '',
    headers: ownHeaders(headers),
  };
}

/** More than any value that Sentry sends. */
const longestHeader = 300;

function ownHeaders(headers: HookHeaders): Readonly<Record<string, string>> {
  const read = Object.values(hookHeader).map((name) => [name, headerOf(headers, name)] as const);
  return Object.fromEntries(
    read.filter((one): one is [(typeof one)[0], string] => one[1] !== null && one[1].length <= longestHeader),
  );
}

const refusalMessages: Readonly<Record<RefusalCode, string>> = {
  'no-secret-configured':
    'No signing secret is configured, so nothing can be verified. Give the relay the Client Secret of the Sentry integration.',
  'service-hooks-off':
    'This is a service hook, and the relay has no secret for service hooks. Configure it, or remove the hook in Sentry.',
  'signature-missing':
    'The request has no Sentry-Hook-Signature. Send it from a Sentry integration, or sign the exact body with HMAC-SHA256.',
  'signature-malformed':
    'The signature is not 64 hexadecimal digits. Something between Sentry and the relay changed the header.',
  'signature-misplaced':
    'The signature is right, and stands in another header or form than Sentry-Hook-Signature as Sentry writes it. Does a proxy rename or rewrite headers?',
  'signature-mismatch':
    'The signature matches none of the configured secrets. Was the Client Secret rotated in Sentry, or does a proxy change the body?',
  'drill-signature-mismatch':
    'The relay refuses this drill secret. Was DRILL_SIGNING_SECRET (drills.signing_secret) changed on one side only, or does a proxy change the body?',
  'drills-off':
    'This relay takes no drills. Set DRILL_SIGNING_SECRET (drills.signing_secret) on it, and give the same secret to CI.',
  'unknown-token':
    'The token in this URL is not known here. Compare the URL in the Sentry plugin with the configured tokens.',
  'resource-missing':
    'The request has no Sentry-Hook-Resource header, so the relay cannot know what it tells. Does a proxy drop it?',
  'resource-malformed':
    'The Sentry-Hook-Resource header is not a resource name (1 to 64 lower-case letters, digits and "_").',
  'body-empty': 'The body is empty. Sentry sends a JSON object; does a proxy drop the body?',
  'body-not-json': 'The body is not JSON, or was cut off on the way. Sentry sends one JSON object.',
  'body-not-object': 'The body is JSON but not an object. Sentry sends one JSON object.',
};
