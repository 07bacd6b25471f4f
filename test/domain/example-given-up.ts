import { said } from './example-rooms.ts';

/** Why something is sent no more. */
export const aboutGivenUp = {
  'given-up-at-fault': { code: 'given-up-at-fault', failures: 8, ...said },
  'given-up-after': { code: 'given-up-after', forMs: 21_600_001, ...said },
  'content-refused': { code: 'content-refused', ...said },
  'plain-text-refused': { code: 'plain-text-refused', ...said },
  'row-unreadable': { code: 'row-unreadable', why: 'Its column wanted holds nothing.' },
} as const;
