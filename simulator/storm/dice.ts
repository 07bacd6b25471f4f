import { createSeededRandom, seedOf } from '../seeded-random.ts';

/** Seeded chance of the storms: the same seed and label give the same numbers on every machine. */
export interface Dice {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [from, to], both included. */
  whole(from: number, to: number): number;
  /** A number in [from, to). */
  between(from: number, to: number): number;
  /** One of the items; throws on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** The items in a new order. */
  shuffle<T>(items: readonly T[]): T[];
  /** `digits` lower-case hexadecimal digits. */
  hex(digits: number): string;
  /** Dice of their own for one subject, so that a change in one part of a storm does not move the others. */
  fork(label: string): Dice;
}

function pickFrom<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError('Dice cannot pick from an empty list.');
  return item;
}

/** Dice for a seed (any whole number). */
export function diceOf(seed: number): Dice {
  const random = createSeededRandom(seed);
  return {
    next: () => random.next(),
    whole: (from, to) => from + random.int(to - from + 1),
    between: (from, to) => from + random.next() * (to - from),
    pick: (items) => pickFrom(items, random.int(items.length)),
    shuffle: (items) => random.shuffle(items),
    hex: (digits) => random.hex(digits),
    fork: (label) => diceOf(seedOf(label, seed)),
  };
}
