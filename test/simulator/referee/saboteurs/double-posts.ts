import type { Saboteur } from './sabotage.ts';

/** Posts again what it has already posted, as a client does that retries after a timeout. */
export const doublePosts: Saboteur = {
  name: 'double posts',
  sabotage: { doublePosts: true },
  convictedBy: 'no-duplicate-message',
};
