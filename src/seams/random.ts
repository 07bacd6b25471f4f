/** A source of chance: a number in [0, 1). Pure functions take one; tests give a seeded one. */
export type Random = () => number;

/** Chance for production. */
export const systemRandom: Random = () => Math.random();
