import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DoorHeaders } from '../../../seams/door.ts';
import { interactionHeader } from './wire.ts';

/** Why an interaction was not believed. */
export type InteractionFault =
  | 'signature-missing'
  | 'timestamp-missing'
  | 'signature-malformed'
  | 'signature-mismatch'
  | 'timestamp-stale';

/** Who vouches for an interaction, or why nobody does. */
type Verified =
  | {
      readonly ok: true;
      /** Its place in the list. */
      readonly secret: number;
      /** Timestamp and signature: what is sent again has the same. */
      readonly id: string;
    }
  | { readonly ok: false; readonly fault: InteractionFault };

/** So far its timestamp may be from this machine's clock, either way, ms. */
const apartMs = 5 * 60_000;

/**
 * Checks `v0=`, the HMAC-SHA256 over `v0:<timestamp>:<raw body>`, in constant time, and how far the timestamp is from
 * `now` (virtual UNIX ms): one from the future would be good for a replay for as long.
 */
export function verifyInteraction(
  headers: DoorHeaders,
  raw: Buffer,
  { secrets, now }: { readonly secrets: readonly string[]; readonly now: number },
): Verified {
  const signed = signedIn(headers);
  if (!signed.ok) return signed;
  const { timestamp, hex } = signed;
  const given = Buffer.from(hex, 'hex');
  const matched = secrets.findIndex((secret) => isSignedWith(secret, { timestamp, raw, given }));
  if (matched < 0) return { ok: false, fault: 'signature-mismatch' };
  if (Math.abs(now - Number(timestamp) * 1000) > apartMs) return { ok: false, fault: 'timestamp-stale' };
  return { ok: true, secret: matched, id: `${timestamp}:${hex.toLowerCase()}` };
}

/** What no body can make right; null when it has to be read. What is stale is told so only when it was signed. */
export function faultInHeaders(headers: DoorHeaders): InteractionFault | null {
  const signed = signedIn(headers);
  return signed.ok ? null : signed.fault;
}

type Signed =
  | { readonly ok: true; readonly timestamp: string; readonly hex: string }
  | { readonly ok: false; readonly fault: InteractionFault };

function signedIn(headers: DoorHeaders): Signed {
  const { [interactionHeader.signature]: signature, [interactionHeader.timestamp]: timestamp } = headers;
  if (typeof signature !== 'string' || signature === '') return { ok: false, fault: 'signature-missing' };
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp))
    return { ok: false, fault: 'timestamp-missing' };
  const hex = /^v0=([0-9a-f]{64})$/i.exec(signature)?.[1];
  return hex === undefined ? { ok: false, fault: 'signature-malformed' } : { ok: true, timestamp, hex };
}

function isSignedWith(
  secret: string,
  { timestamp, raw, given }: { readonly timestamp: string; readonly raw: Buffer; readonly given: Buffer },
): boolean {
  const expected = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(raw).digest();
  return timingSafeEqual(given, expected);
}
