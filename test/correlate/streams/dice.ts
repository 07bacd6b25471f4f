/** A seeded source of chance with the few draws that the streams need. */
export interface Dice {
  /** A number in [0, 1). */
  readonly next: () => number;
  /** A whole number from `from` to `to`, both included. */
  readonly whole: (from: number, to: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
  readonly some: <T>(items: readonly T[], count: number) => readonly T[];
  readonly chance: (probability: number) => boolean;
  /** Time to the next event of a process without memory. */
  readonly wait: (mean: number) => number;
}

/** Dice that fall the same way for the same seed (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = (seed * 2_654_435_761) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(next() * items.length)];
    if (item === undefined) throw new Error('Nothing to pick from: give the dice a list that is not empty.');
    return item;
  };
  const some = <T>(items: readonly T[], count: number): readonly T[] => {
    const rest = [...items];
    return Array.from({ length: Math.min(count, rest.length) }, () =>
      rest.splice(whole(0, rest.length - 1), 1),
    ).flat();
  };
  return { next, whole, pick, some, chance: (p) => next() < p, wait: (mean) => -mean * Math.log(1 - next()) };
}
