/** A leaky-bucket state: how many tokens it held at a moment. */
export interface BucketState {
  tokens: number;
  at: number;
}

/** How a bucket fills. */
export interface BucketRule {
  readonly capacity: number;
  readonly perSecond: number;
}

/** A tenth of a token early is let through: a client that keeps time to the second is not punished for jitter. */
const jitterAllowance = 0.1;

/** A bucket that is full at `at` (virtual milliseconds). */
export function fullBucket(rule: BucketRule, at: number): BucketState {
  return { tokens: rule.capacity, at };
}

/** Refills up to `at` and returns the milliseconds until a token is there; 0 when one can be taken now. */
export function bucketWait(state: BucketState, rule: BucketRule, at: number): number {
  const gained = (Math.max(0, at - state.at) / 1000) * rule.perSecond;
  state.tokens = Math.min(rule.capacity, state.tokens + gained);
  state.at = Math.max(state.at, at);
  if (state.tokens >= 1 - jitterAllowance) return 0;
  return ((1 - state.tokens) / rule.perSecond) * 1000;
}

/** Takes one token; ask `bucketWait` first. */
export function takeToken(state: BucketState): void {
  state.tokens -= 1;
}
