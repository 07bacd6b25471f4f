import type { Baseline } from '../../domain/baseline.ts';

/**
 * The probability of at least `n` events where `expected` are usual, events being independent (Poisson).
 * 1 for n ≤ 0; 0 where nothing is usual and something happened.
 */
export function poissonTail(n: number, expected: number): number {
  if (n <= 0) return 1;
  if (!(expected > 0)) return 0;
  // Far below the mean the tail is 1 to all digits that matter; exp(-expected) would underflow there.
  if (expected > 500) return n > expected + 6 * Math.sqrt(expected) ? 0 : 1;
  let term = Math.exp(-expected);
  let below = term;
  for (let k = 1; k < n; k += 1) {
    term *= expected / k;
    below += term;
  }
  return below < 0.999 ? 1 - below : upperTail(n, expected);
}

/** Sums the tail itself where 1 − (almost 1) would lose all digits. */
function upperTail(n: number, expected: number): number {
  let term = Math.exp(-expected);
  for (let k = 1; k <= n; k += 1) term *= expected / k;
  let sum = 0;
  for (let k = n; term > sum * 1e-12 && k < n + 1_000; k += 1) {
    sum += term;
    term *= expected / (k + 1);
  }
  return Math.min(1, sum);
}

/** The probability of at least `k` of `n` independent events that each happen with probability `p`. */
export function binomialTail(n: number, k: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n || p <= 0) return 0;
  if (p >= 1) return 1;
  let term = Math.exp(n * Math.log1p(-p));
  let below = 0;
  for (let i = 0; i < k; i += 1) {
    below += term;
    term *= ((n - i) / (i + 1)) * (p / (1 - p));
  }
  return Math.max(0, 1 - below);
}

/**
 * The probability of at least `n` events where `before` were counted for a while and nothing else is known of their rate
 * (negative binomial): who has seen nothing for as long as this takes knows little.
 * @param share What this takes of both times together.
 */
export function predictedTail(n: number, before: number, share: number): number {
  const shape = before + 1;
  let term = (1 - share) ** shape;
  let below = 0;
  for (let k = 0; k < n; k += 1) {
    below += term;
    term *= ((k + shape) / (k + 1)) * share;
  }
  return Math.max(0, 1 - below);
}

/** The decayed number of breakouts that a baseline remembers at virtual ms `now`; 0 where there is none. */
export function decayedWeight(baseline: Baseline | null, now: number, halfLifeMs: number): number {
  return baseline === null ? 0 : baseline.weight * 2 ** (-Math.max(0, now - baseline.at) / halfLifeMs);
}

/**
 * A baseline's weight after one more breakout, or one fewer, that came at virtual ms `at`. One that is told late is as much
 * forgotten as it would be by now.
 */
export function countedAt(
  baseline: Baseline | null,
  { at, by }: { readonly at: number; readonly by: 1 | -1 },
  halfLifeMs: number,
): Pick<Baseline, 'weight' | 'at'> {
  const now = Math.max(at, baseline?.at ?? at);
  const one = by * 2 ** (-(now - at) / halfLifeMs);
  return { weight: Math.max(0, decayedWeight(baseline, now, halfLifeMs) + one), at: now };
}

/** What has decayed below this says nothing any more. */
const leastWeight = 0.05;

/** Whether a baseline has decayed so far that it may be forgotten. */
export function isForgettable(baseline: Baseline, now: number, halfLifeMs: number): boolean {
  return decayedWeight(baseline, now, halfLifeMs) < leastWeight;
}

/** When a baseline that is counted no more may be forgotten, virtual ms, but for what rounding adds. */
export function forgettableAt({ weight, at }: Baseline, halfLifeMs: number): number {
  return at + (weight > leastWeight ? halfLifeMs * Math.log2(weight / leastWeight) : 0);
}
