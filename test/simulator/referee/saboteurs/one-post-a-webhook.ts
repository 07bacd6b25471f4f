import type { Saboteur } from './sabotage.ts';

/** What most small relays do: every webhook becomes a message. */
export const onePostAWebhook: Saboteur = {
  name: 'one post a webhook',
  sabotage: { onePostAWebhook: true },
  convictedBy: 'no-rate-limit',
};
