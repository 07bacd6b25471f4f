import type { Saboteur } from './sabotage.ts';

/** Takes whatever still comes in after an acknowledgement for news, and pages again under a new key. */
export const wakesAfterAck: Saboteur = {
  name: 'a page after the acknowledgement',
  sabotage: { pageAfterAck: true },
  convictedBy: 'nobody-woken-twice',
};
