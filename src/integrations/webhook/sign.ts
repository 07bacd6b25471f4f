import { createHash, createHmac } from 'node:crypto';
import type { Notification } from '../../domain/sending/notification.ts';
import { keyOf } from './config.ts';

/** The headers by which a receiver knows who sent an event, and whether it had it before. */
interface SignedHeaders {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
}

/**
 * The id of one version of what a program should know: sent again, it is the same one ("unique identifier for the webhook
 * message … the same when the same webhook is being resent", standard-webhooks.md, "Webhook headers").
 */
export function messageId({
  id,
  digest,
  attempts,
}: Pick<Notification, 'id' | 'digest' | 'attempts'>): string {
  const form = attempts.plain ? '/short' : '';
  return `msg_${createHash('sha256').update(`${id}/${digest}${form}`).digest('base64url').slice(0, 32)}`;
}

/**
 * Signs an event: HMAC-SHA256 of `<id>.<timestamp>.<body>`, once with each secret (standard-webhooks.md, "Signature
 * scheme").
 * @param at When this attempt is made, virtual UNIX ms: a receiver takes nothing old.
 */
export function signedHeaders(
  body: string,
  { id, at, secrets }: { readonly id: string; readonly at: number; readonly secrets: readonly string[] },
): SignedHeaders {
  const timestamp = String(Math.floor(at / 1_000));
  const signatures = secrets.map((secret) => {
    const key = keyOf(secret) ?? Buffer.alloc(0);
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
