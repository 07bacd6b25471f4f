/**
 * A delivery whose signature matched no secret, kept (bounded) with all that its door needs to judge it again: a secret
 * that is added later lets it in.
 */
export interface Quarantined {
  readonly id: number;
  /** When it first came, virtual UNIX ms. */
  readonly at: number;
  /** The door's name, for example `sentry`. */
  readonly door: string;
  /** The network that it came from, as `networkOf` names it; empty: it was kept before networks were noted. */
  readonly network: string;
  readonly likely: LikelyCause;
  readonly kind: string;
  readonly deliveryId: string;
  /** By lower-case names, only those that its door reads. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes: a signature is over nothing else. */
  readonly body: Uint8Array;
  readonly signature: string;
  readonly reason: string;
}

/** A refused delivery before the store has numbered it. */
export type NewQuarantined = Omit<Quarantined, 'id'>;

/**
 * Why a signature most likely matched nothing. `previous-secret`: it was made with a secret that was held here before.
 * `re-serialised`: it matches the same JSON written otherwise. `other-integration`: it has the form of Sentry's, and names
 * another installation than what was let in. `unknown-secret`: it has the form of Sentry's. `stranger`: it has not.
 */
export type LikelyCause =
  'previous-secret' | 're-serialised' | 'other-integration' | 'unknown-secret' | 'stranger';

/** How likely it is that a secret heals one of a cause; the least likely goes first where there are too many. */
const ranks: Readonly<Record<LikelyCause, number>> = {
  stranger: 0,
  'other-integration': 1,
  're-serialised': 1,
  'unknown-secret': 1,
  'previous-secret': 2,
};

/** All causes. */
export const likelyCauses: readonly LikelyCause[] = Object.keys(ranks).filter(isLikelyCause);

function isLikelyCause(text: string): text is LikelyCause {
  return Object.hasOwn(ranks, text);
}

/** One that is kept, as far as it matters for who has to go. */
export type Kept = Pick<Quarantined, 'id' | 'network' | 'likely'> & { readonly bytes: number };

/** How much may be kept of all together. */
interface QuarantineLimits {
  readonly deliveries: number;
  readonly bytes: number;
}

/** Where there are too many, so much of the limits is left, so that not every further one makes somebody look. */
const leftOver = 0.95;

/**
 * Those that have to go so that the others are within the limits, and somewhat below them. The least likely to be
 * healed go first; among equals the network that holds most, so that a flood drives out nothing but itself; and of a network
 * those between its oldest and its newest: the oldest tell when the trouble began, the newest whether it lasts.
 * @param kept Oldest first.
 */
export function tooManyKept(kept: readonly Kept[], limits: QuarantineLimits): readonly number[] {
  let [deliveries, bytes] = [kept.length, sum(kept)];
  if (deliveries <= limits.deliveries && bytes <= limits.bytes) return [];
  const gone: number[] = [];
  const ranked = Map.groupBy(kept, ({ likely }) => ranks[likely]);
  for (const rank of [...ranked.keys()].sort((a, b) => a - b)) {
    const shares = sharesOf(ranked.get(rank) ?? []);
    while (shares.length > 0) {
      const over = {
        deliveries: deliveries > limits.deliveries * leftOver,
        bytes: bytes > limits.bytes * leftOver,
      };
      if (!over.deliveries && !over.bytes) return gone;
      const largest = largestOf(shares, over.bytes ? 'bytes' : 'deliveries');
      const [one] = largest.kept.splice(Math.floor(largest.kept.length / 2), 1);
      if (one === undefined) break;
      largest.bytes -= one.bytes;
      bytes -= one.bytes;
      deliveries -= 1;
      gone.push(one.id);
      if (largest.kept.length === 0) shares.splice(shares.indexOf(largest), 1);
    }
  }
  return gone;
}

interface Share {
  readonly kept: Kept[];
  bytes: number;
}

function sharesOf(kept: readonly Kept[]): Share[] {
  const networks = Map.groupBy(kept, ({ network }) => network);
  return [...networks.values()].map((of) => ({ kept: of, bytes: sum(of) }));
}

function largestOf(shares: readonly Share[], by: 'bytes' | 'deliveries'): Share {
  const size = (share: Share): number => (by === 'bytes' ? share.bytes : share.kept.length);
  return shares.reduce((largest, share) => (size(share) > size(largest) ? share : largest));
}

function sum(kept: readonly Kept[]): number {
  return kept.reduce((bytes, one) => bytes + one.bytes, 0);
}
