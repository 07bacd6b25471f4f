import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { SentrySettings } from './config.ts';
import { headerOf, hookHeader, type HookHeaders } from './wire.ts';

/** Why a signature was not accepted. */
export type SignatureFault =
  | 'no-secret-configured'
  | 'service-hooks-off'
  | 'signature-missing'
  | 'signature-malformed'
  | 'signature-misplaced'
  | 'signature-mismatch';

/** Who vouches for a request, or why nobody does. */
type Verification =
  | {
      readonly ok: true;
      /** `secret-1` is the newest signing secret; else `drill` or `service-hook`. */
      readonly verifiedBy: string;
      /** Which header carried the signature. */
      readonly signedIn: 'hook' | 'app' | 'service-hook';
    }
  | { readonly ok: false; readonly reason: SignatureFault };

/** The part of the settings that opens the signed door. */
export type SignatureKeys = Pick<SentrySettings, 'signingSecrets' | 'drillSecret' | 'serviceHooks'>;

interface NamedSecret {
  readonly name: string;
  readonly secret: string;
}

/**
 * Checks the HMAC-SHA256 over the raw bytes: Sentry escapes non-ASCII text and writes floats such as 100.0, so a
 * body that was parsed and written again never matches. Sentry replaces its only secret at once when it is rotated,
 * hence a list. The timestamp header is not signed and proves nothing.
 */
export function verifySignature(headers: HookHeaders, raw: Buffer, keys: SignatureKeys): Verification {
  const hook = headerOf(headers, hookHeader.signature);
  const app = headerOf(headers, hookHeader.appSignature);
  const service = headerOf(headers, hookHeader.serviceHookSignature);
  if (hook === null && app === null && service !== null) return verifyServiceHook(service, raw, keys);
  const secrets = namedSecrets(keys);
  if (secrets.length === 0) return { ok: false, reason: 'no-secret-configured' };
  const signature = hook ?? app;
  const matched =
    signature === null
      ? ({ ok: false, reason: 'signature-missing' } as const)
      : match(signature, raw, secrets);
  if (!matched.ok)
    return matched.reason !== 'signature-mismatch' && isMisplaced(headers, raw, secrets)
      ? { ok: false, reason: 'signature-misplaced' }
      : matched;
  return { ok: true, verifiedBy: matched.name, signedIn: hook === null ? 'app' : 'hook' };
}

/** What no body can make right: null when it has to be read, because its signature, or one in its place, may fit. */
export function faultInHeaders(headers: HookHeaders, keys: SignatureKeys): SignatureFault | null {
  const signature = headerOf(headers, hookHeader.signature) ?? headerOf(headers, hookHeader.appSignature);
  if (signature !== null && wellFormed.test(signature)) return null;
  const service = headerOf(headers, hookHeader.serviceHookSignature);
  if (signature === null && service !== null) {
    if ((keys.serviceHooks?.secret ?? '') === '') return 'service-hooks-off';
    return wellFormed.test(service) ? null : 'signature-malformed';
  }
  if (namedSecrets(keys).length === 0) return 'no-secret-configured';
  if (signaturesIn(headers).length > 0) return null;
  return signature === null ? 'signature-missing' : 'signature-malformed';
}

/** True when the token of a legacy URL is one of the configured ones. */
export function isLegacyToken(token: string, tokens: readonly string[]): boolean {
  const given = sha256(token);
  let known = false;
  for (const candidate of tokens) {
    if (candidate !== '' && timingSafeEqual(given, sha256(candidate))) known = true;
  }
  return known;
}

function verifyServiceHook(signature: string, raw: Buffer, keys: SignatureKeys): Verification {
  const secret = keys.serviceHooks?.secret ?? '';
  if (secret === '') return { ok: false, reason: 'service-hooks-off' };
  const matched = match(signature, raw, [{ name: 'service-hook', secret }]);
  return matched.ok ? { ok: true, verifiedBy: matched.name, signedIn: 'service-hook' } : matched;
}

/** An empty secret is left out: anybody can sign with it. */
function namedSecrets(keys: SignatureKeys): readonly NamedSecret[] {
  const signing = keys.signingSecrets.map((secret, index) => ({ name: `secret-${index + 1}`, secret }));
  const drill = { name: 'drill', secret: keys.drillSecret ?? '' };
  return [...signing, drill].filter(({ secret }) => secret !== '');
}

type Match =
  { readonly ok: true; readonly name: string } | { readonly ok: false; readonly reason: SignatureFault };

const wellFormed = /^[0-9a-f]{64}$/i;

function match(signature: string, raw: Buffer, secrets: readonly NamedSecret[]): Match {
  if (!wellFormed.test(signature)) return { ok: false, reason: 'signature-malformed' };
  const given = Buffer.from(signature, 'hex');
  for (const { name, secret } of secrets) {
    const expected = createHmac('sha256', secret).update(raw).digest();
    // timingSafeEqual throws on different lengths, and a hex decoder may stop early.
    if (given.length === expected.length && timingSafeEqual(given, expected)) return { ok: true, name };
  }
  return { ok: false, reason: 'signature-mismatch' };
}

/** Headers that may hold a signature, and of which so many are tried. */
const triedAtMost = 3;

/** Whether the right signature stands in another header, or in another form. Such a one opens no door. */
function isMisplaced(headers: HookHeaders, raw: Buffer, secrets: readonly NamedSecret[]): boolean {
  return signaturesIn(headers).some((hex) => match(hex, raw, secrets).ok);
}

function signaturesIn(headers: HookHeaders): readonly string[] {
  return Object.values(headers)
    .flatMap((value) => /(?:^|[^0-9a-f])([0-9a-f]{64})$/i.exec(String(value ?? '').trim())?.[1] ?? [])
    .slice(0, triedAtMost);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
