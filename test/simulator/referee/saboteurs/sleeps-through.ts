import type { Saboteur } from './sabotage.ts';

/** Pages once for good: what breaks out again after a quiet time wakes nobody. */
export const sleepsThrough: Saboteur = {
  name: 'a second outburst slept through',
  sabotage: { pageOnce: true },
  convictedBy: 'somebody-woken',
};
