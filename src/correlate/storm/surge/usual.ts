import type { Baseline } from '../../../domain/baseline.ts';
import type { Policy } from '../../../domain/policy.ts';
import { countedAt, decayedWeight, poissonTail } from '../../state/surprise.ts';

/** How many breakouts of a cause are usual in one window, in all and by service. */
export interface Usual {
  readonly breakouts: number;
  readonly services: ReadonlyMap<string, number>;
}

const servicesKept = 40;

/** What a baseline calls usual in one window. A steady rate r keeps its weight at r × half-life ÷ ln 2. */
export function usualInWindow(
  baseline: Baseline | null,
  now: number,
  storm: Pick<Policy['storm'], 'windowMs' | 'baselineHalfLifeMs'>,
): Usual {
  const decayed = decayedWeight(baseline, now, storm.baselineHalfLifeMs);
  const breakouts = (decayed * Math.LN2 * storm.windowMs) / storm.baselineHalfLifeMs;
  if (baseline === null || baseline.weight <= 0) return { breakouts, services: new Map() };
  const share = breakouts / baseline.weight;
  return {
    breakouts,
    services: new Map(baseline.services.map(({ name, weight }) => [name, weight * share])),
  };
}

/** Several causes' usual breakouts as one. */
export function together(all: readonly Usual[]): Usual {
  const services = new Map<string, number>();
  for (const usual of all)
    for (const [name, breakouts] of usual.services) services.set(name, (services.get(name) ?? 0) + breakouts);
  return { breakouts: all.reduce((sum, usual) => sum + usual.breakouts, 0), services };
}

/** The baseline of a cause after one more breakout at virtual ms `now`. */
export function countBreakout(
  before: Baseline | null,
  { key, service }: { readonly key: string; readonly service: string },
  now: number,
  halfLifeMs: number,
): Baseline {
  const { weight, at } = countedAt(before, { at: now, by: 1 }, halfLifeMs);
  const kept = decayedWeight(before, at, halfLifeMs);
  const one = 2 ** (-(at - now) / halfLifeMs);
  const share = before === null || before.weight <= 0 ? 0 : kept / before.weight;
  const services = (before?.services ?? []).map(({ name, weight: known }) => ({
    name,
    weight: known * share + (name === service ? one : 0),
  }));
  if (!services.some(({ name }) => name === service)) services.push({ name: service, weight: one });
  services.sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1));
  return { key, weight, at, services: services.slice(0, servicesKept) };
}

/**
 * The probability that at least `n` different services break out in one window. One service that fails all day
 * makes many breakouts usual, but no breadth: it can be only one of the `n`. Known services break out independently,
 * each with its own rate; what the baseline has not kept by name is spread over others that nobody knows.
 */
export function breadthTail(n: number, { breakouts, services }: Usual): number {
  if (n <= 0) return 1;
  // below[k]: the probability that exactly k of the services so far broke out, for k < n.
  let below: readonly number[] = [1, ...Array<number>(n - 1).fill(0)];
  let named = 0;
  for (const rate of services.values()) {
    const p = 1 - Math.exp(-rate);
    below = below.map((same, k) => same * (1 - p) + (below[k - 1] ?? 0) * p);
    named += rate;
  }
  const rest = Math.max(0, breakouts - named);
  const sum = below.reduce((all, p, k) => all + p * (1 - poissonTail(n - k, rest)), 0);
  return Math.max(0, 1 - sum);
}
