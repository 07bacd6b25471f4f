import type { Saboteur } from './sabotage.ts';

/** Tries again at once, whatever Retry-After says. */
export const deafToRetryAfter: Saboteur = {
  name: 'Retry-After ignored',
  sabotage: { ignoreRetryAfter: true },
  convictedBy: 'retry-after-obeyed',
};
