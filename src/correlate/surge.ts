import type { Cause } from '../domain/cause.ts';
import type { Burst } from '../domain/issue.ts';
import { poissonTail } from './surprise.ts';

/** An issue that broke out lately, as the detector sees it: it knows no word. */
export interface Breakout {
  readonly issue: string;
  readonly service: string;
  readonly breakoutAt: number;
  readonly burst: Burst;
}

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
  /** Which share of all breakouts speaks again within the window. */
  readonly spokenTwice: number;
  /** True where issues break out all the time and none ever speaks twice within a window. */
  readonly throttled: boolean;
}

interface Level {
  readonly burst: Burst;
  readonly minIssues: number;
  readonly minServices: number;
  /** P(n issues | usual rate of such breakouts) must be below this. */
  readonly surprise: number;
}

/** The louder the level, the fewer issues it needs. */
const levels: readonly Level[] = [
  { burst: 8, minIssues: 3, minServices: 3, surprise: 3e-6 },
  { burst: 5, minIssues: 4, minServices: 2, surprise: 1e-6 },
  { burst: 3, minIssues: 4, minServices: 2, surprise: 1e-6 },
  { burst: 2, minIssues: 6, minServices: 3, surprise: 1e-7 },
];

/**
 * Where Sentry's rules report an issue once in half an hour, nothing is ever loud: then many more issues of more
 * services have to carry it. Elsewhere this level would take the beginning of a noisy day for an outage.
 */
const throttledLevel: Level = { burst: 1, minIssues: 10, minServices: 4, surprise: 1e-8 };

/**
 * Looks whether more issues broke out together than is usual here, whatever their words.
 * @param breakouts Issues that broke out within one window, of one environment class, in no storm.
 * @param usual What is usual here.
 */
export function surgeIn(breakouts: readonly Breakout[], usual: UsualBursts): Surge | null {
  for (const level of usual.throttled ? [...levels, throttledLevel] : levels) {
    const loud = breakouts.filter(({ burst }) => burst >= level.burst);
    const services = servicesInOrder(loud);
    if (loud.length < level.minIssues || services.length < level.minServices) continue;
    // Where more than usual breaks out, for example because a noisy day begins, more speaks twice as well.
    const share = level.burst === 2 ? breakouts.length * usual.spokenTwice : 0;
    const expected = Math.max(usual.any(level.burst, loud.length), share);
    if (poissonTail(loud.length, expected) >= level.surprise) continue;
    return { cause: surgeCause(loud, services.length, expected), issues: loud.map(({ issue }) => issue) };
  }
  return null;
}

/**
 * Whether a few more breakouts beside a storm that has just begun are more than chance: that something is wrong is
 * known already, so less has to prove that they are part of it.
 */
export function isCompany(count: number, expected: number): boolean {
  return poissonTail(count, expected) < 1e-3;
}

function surgeCause(loud: readonly Breakout[], services: number, expected: number): Cause {
  const times = loud.map(({ breakoutAt }) => breakoutAt);
  const seconds = Math.max(1, Math.ceil((Math.max(...times) - Math.min(...times)) / 1_000));
  return {
    kind: 'surge',
    key: 'surge',
    title: `cause not named yet: ${loud.length} issues of ${services} services in ${seconds} s, usually ${perMinute(expected)} a minute`,
  };
}

function perMinute(expected: number): string {
  return expected >= 10 ? expected.toFixed(0) : expected >= 0.1 ? expected.toFixed(1) : 'fewer than 0.1';
}

function servicesInOrder(breakouts: readonly Breakout[]): readonly string[] {
  const inOrder = [...breakouts].sort((a, b) => a.breakoutAt - b.breakoutAt);
  return [...new Set(inOrder.map(({ service }) => service))];
}
