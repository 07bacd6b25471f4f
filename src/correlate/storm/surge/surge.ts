import type { Cause } from '../../../domain/cause.ts';
import { bursts, lastingMs, lastings, type Burst, type Lasting } from '../../../domain/issue.ts';
import { binomialTail, poissonTail } from '../../state/surprise.ts';
import { sinceOnset } from './onset.ts';

/** An issue that broke out lately, as the detector sees it: it knows no word. */
export interface Breakout {
  readonly issue: string;
  readonly service: string;
  readonly breakoutAt: number;
  readonly burst: Burst;
}

/** The same, as it goes on. */
export type Lastingly = Omit<Breakout, 'burst'> & { readonly lasting: Lasting | 0 };

/** Many issues that broke out together, and more of them than is usual here. */
export interface Surge {
  readonly cause: Cause;
  readonly issues: readonly string[];
}

/** What is usual here of all causes together. */
export interface UsualBursts {
  /**
   * How many issues that break out and speak at least so often are expected in one window.
   * @param now How many do so now, and have been counted: they say nothing of what is usual.
   */
  readonly any: (burst: Burst, now?: number) => number;
  /** Which share of all that breaks out speaks at least so often. */
  readonly share: (burst: Burst) => number;
  /**
   * How many issues that break out and last so are expected in `lastingMs`.
   * @param now How many do so now, and have been counted.
   */
  readonly lasting: (lasting: Lasting, now?: number) => number;
  /** Which share of all that breaks out lasts so. */
  readonly lastingShare: (lasting: Lasting) => number;
  /** True where issues break out all the time and none ever speaks twice within a window. */
  readonly throttled: boolean;
  /** Whether this has been watched for long enough to tell people what is usual: a guess is enough to count by. */
  readonly known: boolean;
  /** For how long it has been watched, ms. */
  readonly watchedMs: number;
}

interface Level {
  readonly burst: Burst;
  readonly minIssues: number;
  readonly minServices: number;
  /** P(n issues | usual rate of such breakouts) must be below this. */
  readonly surprise: number;
}

/** What is louder is rarer: the same four issues surprise sooner. */
export const levels: readonly Level[] = [
  { burst: 8, minIssues: 4, minServices: 2, surprise: 1e-6 },
  { burst: 5, minIssues: 4, minServices: 2, surprise: 1e-6 },
  { burst: 3, minIssues: 4, minServices: 2, surprise: 1e-6 },
  { burst: 2, minIssues: 6, minServices: 3, surprise: 1e-7 },
];

/**
 * Where Sentry's rules report an issue once in half an hour, nothing is ever loud: then many more issues of more
 * services have to carry it. Elsewhere this level would take the beginning of a noisy day for an outage.
 */
export const throttledLevel: Level = { burst: 1, minIssues: 10, minServices: 4, surprise: 1e-8 };

interface SteepLevel {
  /** It comes within so long, in ms; what is usual is told of one window of a minute. */
  readonly withinMs: number;
  readonly minIssues: number;
  readonly minServices: number;
  readonly timesUsual: number;
  /** Only where what is usual is known: to a relay that has just begun, everything is new. */
  readonly onlyKnown: boolean;
}

/**
 * So much at once is no noisy day, however seldom each speaks: an outage may throw a thousand new issues before one of
 * them is heard twice. It is far beyond what any installation has every minute, and far more than is usual here.
 */
const steepLevels: readonly SteepLevel[] = [
  { withinMs: 10_000, minIssues: 60, minServices: 10, timesUsual: 4, onlyKnown: false },
  { withinMs: 60_000, minIssues: 80, minServices: 5, timesUsual: 8, onlyKnown: true },
];
const steepSurprise = 1e-8;
const windowOfUsualMs = 60_000;

/**
 * What goes on for minutes is rarer by far than what is loud for one: few issues that do so are an outage, however
 * slowly it began.
 */
export const lastingLevel = { minIssues: 4, minServices: 2, surprise: 1e-5 } as const;
/** One service that has a bad hour is no outage, whatever else goes on: so many issues must be of others. */
const leastElsewhere = 2;

/** Where more than usual breaks out, for example because a noisy day begins, more of it must go on than usual as well. */
const longerThanChance = 1e-2;

/** The evidence of all levels added up must exceed this, as a log likelihood ratio: about one in a million. */
const leastEvidence = 15;
const leastIssues = 4;
const leastServices = 2;

/**
 * And it must be louder than usual: so unlikely must chance be. One looks anew at each breakout, so where many break
 * out, chance has as many tries.
 */
export function louderThanChance(breakouts: number): number {
  return Math.min(1e-2, 0.05 / breakouts);
}

/**
 * Looks whether more issues broke out together than is usual here, whatever their words.
 * @param breakouts Issues that broke out within one window, of one environment class, in no storm.
 * @param usual What is usual here.
 */
export function surgeIn(breakouts: readonly Breakout[], usual: UsualBursts): Surge | null {
  for (const level of levels) {
    const loud = loudIn(breakouts, level.burst);
    if (!isEnough(loud, level)) continue;
    const expected = usual.any(level.burst, loud.length);
    if (poissonTail(loud.length, expected) >= level.surprise) continue;
    if (isLouder(breakouts.length, loud.length, usual.share(level.burst)))
      return surgeOf(loud, { expected, known: usual.known });
  }
  return surgeOfAll(breakouts, usual) ?? throttledSurge(breakouts, usual) ?? steepSurge(breakouts, usual);
}

/**
 * Looks whether more issues that broke out in the last minutes go on than is usual here.
 * @param breakouts Issues that broke out within `withinMs`, of one environment class, in no storm.
 */
export function lastingSurgeIn(
  breakouts: readonly Lastingly[],
  usual: Pick<UsualBursts, 'lasting' | 'lastingShare' | 'known'>,
  withinMs = lastingMs,
): Surge | null {
  for (const level of lastings) {
    const last = breakouts.filter(({ lasting }) => lasting >= level);
    if (!isEnough(last, lastingLevel) || !goesOnElsewhere(last)) continue;
    const expected = (usual.lasting(level, last.length) * withinMs) / lastingMs;
    // A noisy day that begins has more of everything: of an outage more goes on than usually does.
    if (!goesOnMore(breakouts.length, last.length, usual.lastingShare(level))) continue;
    if (poissonTail(last.length, expected) < lastingLevel.surprise)
      return surgeOf(last, { expected: (expected * 60_000) / withinMs, known: usual.known });
  }
  return null;
}

/**
 * Whether a few more breakouts beside a storm that has just begun are more than chance: that something is wrong is
 * known already, so less has to prove that they are part of it.
 */
export function isCompany(count: number, expected: number): boolean {
  return poissonTail(count, expected) < 3e-2;
}

/** Loud ones, louder ones and very loud ones: each level may be a little more than usual, and all together far more. */
function surgeOfAll(breakouts: readonly Breakout[], usual: UsualBursts): Surge | null {
  const heard = loudIn(breakouts, 2);
  if (heard.length < leastIssues || servicesOf(heard) < leastServices + 1) return null;
  let evidence = 0;
  let given = 0;
  for (const burst of bursts) {
    const count = breakouts.filter((one) => one.burst === burst).length;
    const louder = burst === 8 ? 0 : usual.share(louderThan(burst));
    // Those that speak so often and no more often: no part of the others.
    const exactly = Math.max(0.1, 1 - louder / usual.share(burst));
    evidence += excess(count, usual.any(burst, loudIn(breakouts, burst).length) * exactly);
    if (burst > 1) given += excess(count, breakouts.length * Math.max(0.002, usual.share(burst) - louder));
  }
  if (evidence < leastEvidence || given < -Math.log(louderThanChance(breakouts.length))) return null;
  const clear = [2, 3, 5] as const;
  const burst = clear.find((one) => {
    const loud = loudIn(breakouts, one).length;
    return loud >= 10 * usual.any(one, loud);
  });
  const members = loudIn(breakouts, burst ?? 8);
  return members.length < leastIssues || servicesOf(members) < leastServices
    ? null
    : surgeOf(members, { expected: usual.any(burst ?? 8, members.length), known: usual.known });
}

function throttledSurge(breakouts: readonly Breakout[], usual: UsualBursts): Surge | null {
  if (!usual.throttled || !isEnough(breakouts, throttledLevel)) return null;
  const expected = usual.any(1, breakouts.length);
  return poissonTail(breakouts.length, expected) < throttledLevel.surprise
    ? surgeOf(breakouts, { expected, known: usual.known })
    : null;
}

function steepSurge(breakouts: readonly Breakout[], usual: UsualBursts): Surge | null {
  const leastSudden = Math.min(...steepLevels.map(({ minIssues }) => minIssues));
  if (breakouts.length < leastSudden) return null;
  const newest = Math.max(...breakouts.map(({ breakoutAt }) => breakoutAt));
  const expected = usual.any(1, breakouts.length);
  for (const level of steepLevels) {
    if (level.onlyKnown && !usual.known) continue;
    const sudden = breakouts.filter(({ breakoutAt }) => breakoutAt >= newest - level.withinMs);
    if (!isEnough(sudden, level)) continue;
    const atOnce = (expected * level.withinMs * level.timesUsual) / windowOfUsualMs;
    if (poissonTail(sudden.length, atOnce) < steepSurprise)
      return surgeOf(sudden, { expected, known: usual.known });
  }
  return null;
}

/** How much more than expected, as the log likelihood ratio of the count; 0 for what is not more. */
function excess(count: number, expected: number): number {
  return count <= expected ? 0 : count * Math.log(count / expected) - (count - expected);
}

function louderThan(burst: Burst): Burst {
  return bursts[bursts.indexOf(burst) - 1] ?? burst;
}

function isEnough(
  loud: readonly Pick<Breakout, 'service'>[],
  { minIssues, minServices }: Pick<Level, 'minIssues' | 'minServices'>,
): boolean {
  return loud.length >= minIssues && servicesOf(loud) >= minServices;
}

/** Whether so many of all that broke out are loud that chance makes it of `share` only seldom. */
export function isLouder(all: number, loud: number, share: number): boolean {
  return binomialTail(all, loud, share) < louderThanChance(all);
}

/** The same for those that go on. */
export function goesOnMore(all: number, lasting: number, share: number): boolean {
  return binomialTail(all, lasting, share) < longerThanChance;
}

function loudIn(breakouts: readonly Breakout[], burst: Burst): readonly Breakout[] {
  return breakouts.filter((one) => one.burst >= burst);
}

/** Whether it is more than one service that has a bad hour: enough of them are of others. */
export function goesOnElsewhere(breakouts: readonly Pick<Breakout, 'service'>[]): boolean {
  const counts = new Map<string, number>();
  for (const { service } of breakouts) counts.set(service, (counts.get(service) ?? 0) + 1);
  return breakouts.length - Math.max(0, ...counts.values()) >= leastElsewhere;
}

function servicesOf(breakouts: readonly Pick<Breakout, 'service'>[]): number {
  return new Set(breakouts.map(({ service }) => service)).size;
}

/** @param expected How many are usual in a minute, as far as that is known. */
export function surgeOf(
  breakouts: readonly Omit<Breakout, 'burst'>[],
  { expected, known }: { readonly expected: number; readonly known: boolean },
): Surge {
  const loud = sinceOnset(
    breakouts,
    { expected, windowMs: windowOfUsualMs },
    { issues: leastIssues, services: leastServices },
  );
  const times = loud.map(({ breakoutAt }) => breakoutAt);
  const seconds = Math.max(1, Math.ceil((Math.max(...times) - Math.min(...times)) / 1_000));
  const usually = known ? `usually ${perMinute(expected)} a minute` : 'usual here: not known yet';
  const title = `cause not named yet: ${loud.length} issues of ${servicesOf(loud)} services in ${seconds} s, ${usually}`;
  return { cause: { kind: 'surge', key: 'surge', title }, issues: loud.map(({ issue }) => issue) };
}

function perMinute(expected: number): string {
  return expected >= 10 ? expected.toFixed(0) : expected >= 0.1 ? expected.toFixed(1) : 'fewer than 0.1';
}
