/** A small seeded source of chance (mulberry32): the same seed gives the same storm, fault by fault. */
export interface SeededRandom {
  /** A number in [0, 1). */
  readonly next: () => number;
  /** A whole number in [0, below). */
  readonly int: (below: number) => number;
  /** `length` characters of `alphabet`. */
  text(length: number, alphabet: string): string;
  /** `length` lower-case hex digits. */
  hex(length: number): string;
  /** A new array with the same items in another order. */
  shuffle<T>(items: readonly T[]): T[];
}

/** Makes a source of chance from a whole number; different numbers give unrelated sequences. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  const text = (length: number, alphabet: string): string => {
    let out = '';
    for (let i = 0; i < length; i += 1) out += alphabet.charAt(int(alphabet.length));
    return out;
  };
  return {
    next,
    int,
    text,
    hex: (length) => text(length, '0123456789abcdef'),
    shuffle: (items) => shuffled(items, int),
  };
}

/** A seed out of a text (FNV-1a), so that what belongs to one name does not depend on who asked first. */
export function seedOf(text: string, seed: number): number {
  let hash = (2_166_136_261 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619) >>> 0;
  return hash;
}

function shuffled<T>(items: readonly T[], int: (below: number) => number): T[] {
  const rest = [...items];
  const out: T[] = [];
  while (rest.length > 0) out.push(...rest.splice(int(rest.length), 1));
  return out;
}
