import type { Saboteur } from './sabotage.ts';

/** Answers 2xx to every webhook and forgets one in a hundred. */
export const droppedWebhooks: Saboteur = {
  name: '1 % dropped',
  sabotage: { dropEvery: 100 },
  convictedBy: 'nothing-lost',
};
