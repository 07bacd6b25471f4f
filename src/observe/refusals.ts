/** A delivery that a door refused, as the list of refusals shows it. Bodies and secrets are not kept. */
interface ListedRefusal {
  readonly at: number;
  /** The door's name, for example `sentry`. */
  readonly door: string;
  readonly status: number;
  /** The error code of the answer, for example `body-too-large`. */
  readonly code: string;
  readonly message: string;
  /** What kind it is and its id, as the sender named them, cut; null when it did not. */
  readonly kind: string | null;
  readonly deliveryId: string | null;
  /** Bytes received before it was refused, or announced where nothing was read. */
  readonly bytes: number;
}

/** The newest refusals, for the operator who wonders what Sentry was told. */
export interface Refusals {
  add(refusal: ListedRefusal): void;
  /** Newest first. */
  list(): readonly ListedRefusal[];
  /** How many there were since the start, by their codes: also of those that are listed no more. */
  counts(): Readonly<Record<string, number>>;
}

/** Keeps the newest `size` refusals in memory. */
export function createRefusals(size = 200): Refusals {
  const kept: ListedRefusal[] = [];
  const counted = new Map<string, number>();
  return {
    add: (refusal) => {
      kept.push(refusal);
      counted.set(refusal.code, (counted.get(refusal.code) ?? 0) + 1);
      if (kept.length > size) kept.shift();
    },
    list: () => [...kept].reverse(),
    counts: () => Object.fromEntries(counted),
  };
}
