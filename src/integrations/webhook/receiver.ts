import { createHash } from 'node:crypto';
import type { Receiver } from '../../domain/policy.ts';

/**
 * Names an address without telling it, since it may hold a token: `webhook:<host>-<8 hex digits of its SHA-256>`. It is
 * the lane as well. Secrets take no part: whoever replaces one goes on with what was told.
 */
export function webhookCredential(url: string): string {
  return `webhook:${nameOf(url)}`;
}

/** The receiver that tells the program at an address. */
export function webhookReceiver(url: string): Receiver {
  const credential = webhookCredential(url);
  return { id: `webhook/${nameOf(url)}`, kind: 'hook', lane: credential, credential };
}

function nameOf(url: string): string {
  const { hostname } = new URL(url);
  const fingerprint = createHash('sha256').update(url).digest('hex').slice(0, 8);
  // Colons part the names of lanes and buckets.
  return `${hostname.replaceAll(/[^A-Za-z0-9.-]/g, '')}-${fingerprint}`;
}
