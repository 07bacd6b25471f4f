import type { Saboteur } from './sabotage.ts';

/** A trigger that was still queued goes out after the resolve. */
export const lateTrigger: Saboteur = {
  name: 'a trigger after resolve',
  sabotage: { triggerAfterResolve: true },
  convictedBy: 'no-trigger-after-resolve',
};
