import type { Random } from '../../seams/random.ts';

const second = 1_000;

/** How long the `count`-th failure waits, in ms: exponential with full jitter; a page comes back sooner than a message. */
export function backoff(count: number, page: boolean, random: Random): number {
  const cap = page ? 30 * second : 60 * second;
  return Math.round(Math.min(cap, second * 2 ** Math.min(count, 10)) * (0.1 + 0.9 * random()));
}
