import type { Saboteur } from './sabotage.ts';

/** Counts a crash to the storm of its service, and wakes nobody for it. */
export const swallowsFatals: Saboteur = {
  name: 'a crash swallowed by a storm',
  sabotage: { swallowFatals: true },
  convictedBy: 'own-pages',
};
