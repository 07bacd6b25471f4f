import { createHmac, timingSafeEqual } from 'node:crypto';

/** Why a signature was not accepted. */
export type SignatureFault =
  'no-secret-configured' | 'signature-missing' | 'signature-malformed' | 'signature-mismatch';

/** Which secret vouches for a webhook, or why none does. */
type Verification =
  | { readonly ok: true; /** `secret-1` is the first of the list. */ readonly verifiedBy: string }
  | { readonly ok: false; readonly reason: SignatureFault };

/** More than PagerDuty ever sends: one for each secret of a subscription while one replaces the other. */
const mostSignatures = 16;

/**
 * Checks `X-PagerDuty-Signature`: `v1=<hex>[,v1=<hex>…]`, each an HMAC-SHA256 over the raw bytes (PagerDuty developer
 * docs, "Webhooks v3: Verifying Signatures"). Any of them may match any secret; other versions are passed over.
 */
export function verifyWebhook(header: string | null, raw: Buffer, secrets: readonly string[]): Verification {
  if (secrets.length === 0) return { ok: false, reason: 'no-secret-configured' };
  const fault = faultInHeader(header);
  if (fault !== null || header === null) return { ok: false, reason: fault ?? 'signature-missing' };
  const given = signaturesIn(header);
  let matched: number | null = null;
  // Every pair is compared, so that the time tells neither which secret nor which signature it was.
  for (const [index, secret] of secrets.entries()) {
    const expected = createHmac('sha256', secret).update(raw).digest();
    for (const one of given) if (timingSafeEqual(one, expected)) matched ??= index + 1;
  }
  return matched === null
    ? { ok: false, reason: 'signature-mismatch' }
    : { ok: true, verifiedBy: `secret-${matched}` };
}

/** What no body can make right; null when it has to be read. */
export function faultInHeader(header: string | null): SignatureFault | null {
  if (header === null) return 'signature-missing';
  return signaturesIn(header).length === 0 ? 'signature-malformed' : null;
}

function signaturesIn(header: string): readonly Buffer[] {
  return header
    .split(',', mostSignatures)
    .map((part) => /^\s*v1=([0-9a-f]{64})\s*$/i.exec(part)?.[1])
    .filter((hex) => hex !== undefined)
    .map((hex) => Buffer.from(hex, 'hex'));
}
