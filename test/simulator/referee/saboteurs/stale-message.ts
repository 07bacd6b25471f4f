import type { Saboteur } from './sabotage.ts';

/** Posts once and never comes back to it. */
export const staleMessage: Saboteur = {
  name: 'a message never updated',
  sabotage: { neverUpdate: true },
  convictedBy: 'messages-current',
};
