import { inHours } from './amounts.ts';
import type { givingUp } from './giving-up.ts';
import type { WordsFor } from './vocabulary.ts';

/** Why a notification cannot go on by itself, in sentences. */
export const givingUpWords: WordsFor<typeof givingUp> = {
  'given-up-at-fault': ({ failures, said }) =>
    `Failed ${failures} times while its lane delivered others: ${said}`,
  'given-up-after': ({ forMs, said }) => `Gave up after ${inHours(forMs)}: ${said}`,
  'content-refused': ({ said }) => said,
  'plain-text-refused': ({ said }) => `Refused also as short plain text: ${said}`,
  'row-unreadable': ({ why }) => `Its row cannot be read, and was set aside. ${why}`,
};
