/** What the brain remembered after one entry, as it is listed. */
export interface Snapshot {
  /** The last entry that it knows of. */
  readonly seq: number;
  /** The brain's time then, virtual ms. */
  readonly at: number;
  /** Bytes that it takes in the store. */
  readonly bytes: number;
}

/** How much of them is kept. */
export interface SnapshotLimits {
  readonly count: number;
  readonly bytes: number;
}

/**
 * Those that have to go so that the others are within the limits: each time the one between the two nearest to each other,
 * so that what is left lies evenly over the time. The first and the last stay for as long as two may stay at all.
 * @param all In order of their numbers.
 */
export function tooMany(all: readonly Snapshot[], limits: SnapshotLimits): readonly Snapshot[] {
  const kept = [...all];
  const gone: Snapshot[] = [];
  let bytes = kept.reduce((sum, one) => sum + one.bytes, 0);
  while (kept.length > limits.count || (bytes > limits.bytes && kept.length > 0)) {
    const [one] = kept.splice(leastMissed(kept), 1);
    if (one === undefined) break;
    bytes -= one.bytes;
    gone.push(one);
  }
  return gone;
}

/** Where the one stands that leaves the smallest gap; of two the older, whose entries go first. */
function leastMissed(kept: readonly Snapshot[]): number {
  let [place, smallest] = [0, Infinity];
  for (let n = 1; n < kept.length - 1; n += 1) {
    const gap = (kept[n + 1]?.at ?? 0) - (kept[n - 1]?.at ?? 0);
    if (gap < smallest) [place, smallest] = [n, gap];
  }
  return place;
}
