import type { Coded } from './vocabulary.ts';
import { fieldsOf, flag, listOf, maybe, number, orElse, text } from './shape.ts';

/** What is usual here, and how likely so many are by chance. */
const usual = { usualAMinute: number, usualKnown: flag, chance: number } as const;

/** What is decided about storms themselves. */
export const storms = {
  /** `counted` is null where nobody is left to be counted. */
  'storm-found': {
    title: text,
    /** `inTurn`: not in one minute, but one service after the other. */
    counted: maybe(fieldsOf({ issues: number, services: number, ...usual, inTurn: orElse(flag, false) })),
  },
  /** Many broke out together, and why is not known. `first` fell in that order. */
  'surge-found': {
    title: text,
    counted: maybe(
      fieldsOf({
        fell: fieldsOf({ first: listOf(text), more: number }),
        issues: number,
        services: number,
        minIssues: number,
        minServices: number,
        /** Alerts within one minute that each of them had; within some minutes of its breakout where `lasting` is set. */
        burst: number,
        lasting: maybe(number),
        ...usual,
        /** Below which the chance had to be. */
        below: number,
        /** False: no one loudness proves it, and all of them together do. */
        proven: flag,
      }),
    ),
  },
  'cause-known': { title: text },
} as const;

/** That a storm was found, and what was counted then. */
export type StormFound = Coded<typeof storms, 'storm-found' | 'surge-found'>;
/** What was counted of a storm. */
export type StormCounted = NonNullable<Coded<typeof storms, 'storm-found'>['counted']>;
/** What was counted of a surge. */
export type SurgeCounted = NonNullable<Coded<typeof storms, 'surge-found'>['counted']>;
