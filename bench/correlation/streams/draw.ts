/** Chance out of a seed: the same seed gives the same stream, on every machine. */
export interface Draw {
  /** In [0, 1). */
  readonly unit: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly int: (low: number, high: number) => number;
  readonly between: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  /** One of a list that is not empty. */
  readonly pick: <T>(list: readonly T[]) => T;
  /** At most `count` of a list, each once, in a random order. */
  readonly sample: <T>(list: readonly T[], count: number) => T[];
  /** Time to the next event of a Poisson process with this mean. */
  readonly wait: (mean: number) => number;
  /** Heavy-tailed, at least `least`: P(x > k · least) = k ^ -alpha. */
  readonly pareto: (least: number, alpha: number) => number;
  /** Lower-case hex digits. */
  readonly hex: (digits: number) => string;
  /** An independent stream of chance, so that one part of a story can grow without moving the others. */
  readonly fork: (name: string) => Draw;
}

/** A generator that is seeded with a text. */
export function drawOf(seed: string): Draw {
  const unit = generator(hash(seed));
  const int = (low: number, high: number): number => low + Math.floor(unit() * (high - low + 1));
  const sample = <T>(list: readonly T[], count: number): T[] => {
    const rest = [...list];
    for (let at = rest.length - 1; at > 0; at -= 1) {
      const other = int(0, at);
      [rest[at], rest[other]] = [rest[other]!, rest[at]!];
    }
    return rest.slice(0, Math.max(0, count));
  };
  return {
    unit,
    int,
    sample,
    between: (low, high) => low + unit() * (high - low),
    chance: (probability) => unit() < probability,
    pick: (list) => {
      if (list.length === 0)
        throw new Error(`Nothing to pick from (seed ${seed}): a list of texts is empty.`);
      return list[int(0, list.length - 1)]!;
    },
    wait: (mean) => -Math.log(1 - unit()) * mean,
    pareto: (least, alpha) => least / (1 - unit()) ** (1 / alpha),
    hex: (digits) => Array.from({ length: digits }, () => int(0, 15).toString(16)).join(''),
    fork: (name) => drawOf(`${seed}/${name}`),
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
