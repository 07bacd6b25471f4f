import { poissonTail } from '../../state/surprise.ts';
import { surgeOf, type Surge } from './surge.ts';
import type { SurgeStanding } from './surge-standing.ts';

/** An issue that is new here: it may be told but once, so nothing but their number speaks. */
interface Newcomer {
  readonly issue: string;
  readonly service: string;
  readonly breakoutAt: number;
}

/** What is usual here of all that breaks out. */
interface UsualCrowd {
  /**
   * How many break out in a minute.
   * @param now How many do so now, and have been counted.
   */
  readonly aMinute: (now: number) => number;
  /** For how long that has been watched, ms. */
  readonly watchedMs: number;
}

/** Newcomers of so long are counted, ms. */
export const crowdMs = 300_000;
/**
 * They come within so long, ms: what is told at once needs fewer of them than what trickles in. And each service that is
 * struck throws so many of them: a noisy hour is spread over all that there are.
 */
const stretches = [
  { ms: 30_000, ofEach: 2 },
  { ms: 60_000, ofEach: 2.5 },
  { ms: 120_000, ofEach: 3 },
  { ms: crowdMs, ofEach: 6 },
] as const;
type Stretch = (typeof stretches)[number];
/** One or two services that were shipped badly are no outage of all. */
const leastServices = 4;
/** Days are noisier than others, and so are hours: an outage is more than that. */
const timesUsual = 3;
/** However quiet a place was, a bad hour of it brings so many in a minute; where little is known, any hour may. */
const leastAMinute = { known: 7, unknown: 10 } as const;
/** What is usual is known once it was watched for so long before they came, ms. */
const knownMs = 20 * 60_000;
/** P(n newcomers | so many) must be below this. */
const surprise = 1e-6;
/** Fewer are never enough. */
export const leastNewcomers = 12;

/** Those of one stretch, and how likely so many are. */
interface Counted {
  readonly within: readonly Newcomer[];
  readonly usual: number;
  readonly known: boolean;
  readonly expected: number;
  readonly chance: number;
}

function counted(newcomers: readonly Newcomer[], ms: number, { aMinute, watchedMs }: UsualCrowd): Counted {
  const newest = Math.max(...newcomers.map(({ breakoutAt }) => breakoutAt));
  const within = newcomers.filter(({ breakoutAt }) => breakoutAt >= newest - ms);
  const known = watchedMs - ms >= knownMs;
  // A noisy day that begins takes minutes to be known: over these, less is told by many.
  const least = known && ms < crowdMs ? leastAMinute.known : leastAMinute.unknown;
  const usual = aMinute(within.length);
  const expected = (Math.max(least, timesUsual * usual) * ms) / 60_000;
  return { within, usual, known, expected, chance: poissonTail(within.length, expected) };
}

/**
 * Looks whether far more issues are new here than any hour brings, several in each of several services, however seldom
 * each speaks: Sentry's rules may tell of each but once.
 */
export function crowdIn(newcomers: readonly Newcomer[], usually: UsualCrowd): Surge | null {
  if (newcomers.length < leastNewcomers) return null;
  for (const stretch of stretches) {
    const { within, usual, known, chance } = counted(newcomers, stretch.ms, usually);
    if (within.length < leastNewcomers || chance >= surprise || !isDense(within, stretch)) continue;
    return surgeOf(within, { expected: usual, known });
  }
  return null;
}

/** How near newcomers come to it, over that stretch over which they come nearest. */
export function crowdStanding(newcomers: readonly Newcomer[], usually: UsualCrowd): SurgeStanding {
  const all = stretches.map((stretch) => {
    const all = counted(newcomers, stretch.ms, usually);
    return { ...all, enough: leastOf(all.expected), isDense: isDense(all.within, stretch) };
  });
  const nearest = all.reduce((best, one) =>
    one.within.length * best.enough > best.within.length * one.enough ? one : best,
  );
  return {
    burst: 1,
    issues: nearest.within.length,
    services: servicesOf(nearest.within).size,
    minIssues: nearest.enough,
    minServices: leastServices,
    usualAMinute: nearest.usual,
    usualKnown: nearest.known,
    chance: nearest.chance,
    below: surprise,
    isLouder: nearest.isDense,
  };
}

/** Several in each of enough services, and half of all elsewhere than in the one that has most. */
function isDense(newcomers: readonly Newcomer[], { ofEach }: Stretch): boolean {
  const services = servicesOf(newcomers);
  if (services.size < leastServices || newcomers.length < ofEach * services.size) return false;
  return Math.max(...services.values()) * 2 <= newcomers.length;
}

function servicesOf(newcomers: readonly Newcomer[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { service } of newcomers) counts.set(service, (counts.get(service) ?? 0) + 1);
  return counts;
}

/** How many chance does not make of so many. */
function leastOf(expected: number): number {
  let n = Math.max(leastNewcomers, Math.ceil(expected));
  while (poissonTail(n, expected) >= surprise) n += 1;
  return n;
}
