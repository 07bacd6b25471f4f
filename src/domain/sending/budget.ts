/**
 * A bucket of sends that a vendor counts. `window`: at most `limit` starts in any `perMs`. `tokens`: refilled at
 * one a `perMs / limit`, at most `burst` saved up.
 */
export type BucketSpec =
  | { readonly kind: 'window'; readonly limit: number; readonly perMs: number }
  | { readonly kind: 'tokens'; readonly limit: number; readonly perMs: number; readonly burst: number };

/** The bucket of one lane alone: `post:C0123` for `post` and `slack:C0123`. One without a colon is its credential's. */
export function laneBucket(name: string, lane: string): string {
  return `${name}:${lane.slice(lane.indexOf(':') + 1)}`;
}

/** Whether sends of a lane are counted in a bucket: it is that lane's own, or shared by all lanes of the credential. */
export function countsLane(bucket: string, lane: string): boolean {
  const colon = bucket.indexOf(':');
  return colon === -1 || bucket === laneBucket(bucket.slice(0, colon), lane);
}

/**
 * State of a bucket: the starts inside the window (oldest first), or the tokens left at a time. `closedUntil`: the vendor
 * has said so, virtual ms.
 */
export type BucketState =
  | { readonly kind: 'window'; readonly starts: readonly number[]; readonly closedUntil?: number }
  | { readonly kind: 'tokens'; readonly tokens: number; readonly at: number };

/** One debit of an operation: bucket id, and the share of the bucket that this class of send may use (0 to 1]. */
export interface Debit {
  readonly bucket: string;
  readonly spec: BucketSpec;
  /** Only this share of a window's limit may be in use for the debit to be allowed; 1 for urgent sends. */
  readonly share: number;
}

/** A bucket as the store keeps it. */
export interface StoredBucket {
  readonly credential: string;
  readonly bucket: string;
  readonly state: BucketState;
}
