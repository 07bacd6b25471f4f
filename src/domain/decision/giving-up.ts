import { number, text } from './shape.ts';
import type { Coded } from './vocabulary.ts';

/** What the receiver said last: its trouble's code, and the sentence about it. */
const said = { trouble: text, said: text } as const;

/** Why a notification cannot go on by itself. */
export const givingUp = {
  /** Its lane delivered others meanwhile. */
  'given-up-at-fault': { failures: number, ...said },
  'given-up-after': { forMs: number, ...said },
  'content-refused': said,
  /** As short plain text too. */
  'plain-text-refused': said,
  /** What the store holds of it is not what a relay wrote. */
  'row-unreadable': { why: text },
} as const;

/** Why a notification was given up. */
export type GivenUp = Coded<typeof givingUp>;
