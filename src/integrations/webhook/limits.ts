import type { Debit } from '../../domain/sending/budget.ts';
import type { SendClass } from '../../seams/notifier.ts';
import type { WebhookSettings } from './config.ts';

/** Two seconds more than the minute: requests that leave evenly can arrive closer together. */
const windowMs = 62_000;

/** Figures leave most of the window to what has happened. */
const shares = { page: 1, first: 1, status: 1, watched: 0.6, joined: 0.9, counter: 0.4 } as const;

/** What one event costs. No receiver says how many it takes; it may say when there are too many (429). */
export function webhookDebits(limits: WebhookSettings['limits'], sendClass: SendClass): readonly Debit[] {
  return [
    {
      bucket: 'events',
      spec: { kind: 'window', limit: limits.perMinute, perMs: windowMs },
      share: shares[sendClass],
    },
  ];
}

/**
 * Sizes. The specification wants payloads "as small as possible … generally less than 20kb" (standard-webhooks.md,
 * "Payload"); a storm of many services needs more, and beyond this its lists are left out.
 */
export const webhookLimits = {
  body: 256 * 1024,
  /** So much of an answer is read. */
  answer: 64 * 1024,
} as const;
