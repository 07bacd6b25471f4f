import { drillOf, type EnvironmentClass } from '../../domain/environment.ts';
import type { Incident } from '../../domain/incident.ts';
import {
  burstOf,
  bursts,
  lastingMs,
  lastingOf,
  lastings,
  type Burst,
  type Issue,
  type Lasting,
} from '../../domain/issue.ts';
import type { Draft } from '../state/draft.ts';
import { decayedWeight, isForgettable } from '../state/surprise.ts';
import { countBreakout, together, usualInWindow } from './usual.ts';
import { causeKeysOf, type UsualHere } from './vote.ts';
import { voterOf } from './voter.ts';

/** Baselines beyond this many are looked through for those that no longer matter. */
const baselinesKept = 2_000;
/** Drills have no past: so many breakouts a window are thought to be usual among them. */
const leastExpected = 0.02;
const surgeKey = 'surge:';
const latelyHalfLifeMs = 3 * 60_000;
/** For so long before its first alert a new installation is presumed to have seen one breakout of each kind, in ms. */
const presumedMs = 4 * 60_000;
/** Whether Sentry's rules are throttled cannot be known sooner, in ms. */
const throttleKnownMs = 5 * 60_000;
/** What is usual is told to nobody sooner: until then most of it is presumed, in ms. */
const usualKnownMs = 10 * 60_000;
/** So many breakouts are presumed to have been seen before any was, of which so many spoke so often. */
const presumed = 40;
const presumedLasting: Readonly<Record<Lasting, number>> = { 5: 0.1, 8: 0.04, 13: 0.02, 21: 0.01 };
const presumedShares: Readonly<Record<Burst, number>> = { 1: 1, 2: 0.25, 3: 0.08, 5: 0.03, 8: 0.01 };

/** How loud an issue was before, and is now; and how it lasted. */
interface Loudening {
  readonly before: Burst | 0;
  readonly burst: Burst | 0;
  readonly lastedBefore: Lasting | 0;
  readonly lasting: Lasting | 0;
}

/** What is usual here in one window, for a class. What is usual says nothing of a drill. */
export function usualHere(draft: Draft, environment: EnvironmentClass): UsualHere {
  const real = drillOf(environment) === null;
  const share = (key: string, presumedShare: number): number =>
    real ? shareOf(draft, environment, key, presumedShare) : 0.1;
  return {
    cause: (key) => usualInWindow(real ? draft.baseline(key) : null, draft.now, draft.policy.storm),
    any: (burst, now = 0) => (real ? expectedBursts(draft, environment, burst, now) : leastExpected),
    share: (burst) => share(burstKey(environment, burst), presumedShares[burst]),
    lasting: (lasting, now = 0) => (real ? expectedLasting(draft, environment, lasting, now) : leastExpected),
    lastingShare: (lasting) => share(lastingKey(environment, lasting), presumedLasting[lasting]),
    throttled: real && isThrottled(draft, environment),
    known: real && draft.now - watchedSince(draft, environment) >= usualKnownMs,
  };
}

/** The same for a time that is longer than the window of `usual`, both in ms. */
export function usualFor(usual: UsualHere, time: number, windowMs: number): UsualHere {
  const { cause, any } = usual;
  const times = Math.max(1, Math.ceil(time / windowMs));
  return {
    ...usual,
    cause: (key) => together(Array.from({ length: times }, () => cause(key))),
    any: (burst, now) => any(burst, now) * times,
  };
}

/**
 * How many issues that break out and speak so often are expected in one window: what was counted, and one more that
 * may have been missed, over the time in which it was counted. So who has watched for a minute does not believe that
 * something happens once an hour.
 */
function expectedBursts(draft: Draft, environment: EnvironmentClass, burst: Burst, now: number): number {
  const { windowMs } = draft.policy.storm;
  const before = Math.max(0, counted(draft, environment, burst) - now);
  const usual = ((before + 1) * windowMs) / watchedMs(draft, environment);
  return burst === 1 ? Math.max(usual, lately(draft, environment, now)) : usual;
}

/** How many issues that break out and last so are expected in the minutes that it takes to see it, by the same rule. */
function expectedLasting(draft: Draft, environment: EnvironmentClass, lasting: Lasting, now: number): number {
  const before = Math.max(0, weightOf(draft, lastingKey(environment, lasting)) - now);
  return ((before + 1) * lastingMs) / watchedMs(draft, environment);
}

/** How long breakouts have been counted, as much of it as is not forgotten, ms. */
function watchedMs(draft: Draft, environment: EnvironmentClass): number {
  const { baselineHalfLifeMs: halfLifeMs } = draft.policy.storm;
  const since = watchedSince(draft, environment);
  return (halfLifeMs / Math.LN2) * (1 - 2 ** ((since - draft.now) / halfLifeMs)) + presumedMs;
}

/** Virtual ms since when breakouts of a class have been counted. */
function watchedSince(draft: Draft, environment: EnvironmentClass): number {
  return draft.baseline(burstKey(environment, 1))?.since ?? draft.now;
}

/** How many issues broke out in a window of the last minutes, without those that do now: a noisy day is noisy long before half an hour is over. */
function lately(draft: Draft, environment: EnvironmentClass, now: number): number {
  const weight = decayedWeight(draft.baseline(latelyKey(environment)), draft.now, latelyHalfLifeMs);
  return (Math.max(0, weight - now) * Math.LN2 * draft.policy.storm.windowMs) / latelyHalfLifeMs;
}

/** Which share of all breakouts a baseline counts, as counted, and as presumed where little was counted. */
function shareOf(draft: Draft, environment: EnvironmentClass, key: string, presumedShare: number): number {
  const some = weightOf(draft, key) + presumed * presumedShare;
  return Math.min(1, some / (counted(draft, environment, 1) + presumed));
}

function counted(draft: Draft, environment: EnvironmentClass, burst: Burst): number {
  return weightOf(draft, burstKey(environment, burst));
}

function weightOf(draft: Draft, key: string): number {
  return decayedWeight(draft.baseline(key), draft.now, draft.policy.storm.baselineHalfLifeMs);
}

/** Enough has broken out, for long enough, to know that nothing ever speaks twice: in its first minute nothing does. */
function isThrottled(draft: Draft, environment: EnvironmentClass): boolean {
  const since = watchedSince(draft, environment);
  const all = counted(draft, environment, 1);
  return draft.now - since >= throttleKnownMs && all >= 30 && counted(draft, environment, 2) < all / 50;
}

/** Breakouts are counted for each cause, so that what is usual here raises no storm. A drill is never usual. */
export function noteBreakout(draft: Draft, issue: Issue): void {
  if (drillOf(issue.environmentClass) !== null) return;
  for (const key of causeKeysOf(voterOf(draft, issue))) count(draft, key, issue.service);
  forgetOldBaselines(draft);
}

/** Counts that an issue which broke out has now spoken so often, whatever its cause. */
export function noteBurst(draft: Draft, { environmentClass }: Issue, rise: Loudening): void {
  if (drillOf(environmentClass) !== null) return;
  const { baselineHalfLifeMs } = draft.policy.storm;
  for (const each of bursts) {
    if (each <= rise.before || each > rise.burst) continue;
    note(draft, burstKey(environmentClass, each), baselineHalfLifeMs);
    if (each === 1) note(draft, latelyKey(environmentClass), latelyHalfLifeMs);
  }
  for (const each of lastings)
    if (each > rise.lastedBefore && each <= rise.lasting)
      note(draft, lastingKey(environmentClass, each), baselineHalfLifeMs);
}

/** What a storm explains is not usual here: an incident's young breakouts are counted no more. */
export function forgetBursts(draft: Draft, { issues }: Pick<Incident, 'issues'>): void {
  for (const key of issues) {
    const issue = draft.issue(key);
    if (issue !== null && drillOf(issue.environmentClass) === null) forgetIssue(draft, issue);
  }
}

function forgetIssue(draft: Draft, issue: Issue): void {
  const { environmentClass } = issue;
  const { windowMs, baselineHalfLifeMs } = draft.policy.storm;
  const lasted = lastingOf(issue, draft.now);
  for (const each of lastings)
    if (each <= lasted) forget(draft, lastingKey(environmentClass, each), baselineHalfLifeMs);
  if (draft.now - issue.breakoutAt > windowMs) return;
  const reached = burstOf(issue, draft.now, windowMs);
  for (const each of bursts)
    if (each <= reached) forget(draft, burstKey(environmentClass, each), baselineHalfLifeMs);
  if (reached > 0) forget(draft, latelyKey(environmentClass), latelyHalfLifeMs);
}

function forget(draft: Draft, key: string, halfLifeMs: number): void {
  const known = draft.baseline(key);
  if (known === null) return;
  draft.putBaseline({
    ...known,
    weight: Math.max(0, decayedWeight(known, draft.now, halfLifeMs) - 1),
    at: draft.now,
  });
}

function note(draft: Draft, key: string, halfLifeMs: number): void {
  const known = draft.baseline(key);
  const weight = decayedWeight(known, draft.now, halfLifeMs) + 1;
  draft.putBaseline({ key, weight, at: draft.now, since: known?.since ?? draft.now, services: [] });
}

function count(draft: Draft, key: string, service: string): void {
  const { baselineHalfLifeMs } = draft.policy.storm;
  draft.putBaseline(countBreakout(draft.baseline(key), { key, service }, draft.now, baselineHalfLifeMs));
}

function latelyKey(environment: EnvironmentClass): string {
  return `${surgeKey}${environment}/lately`;
}

function burstKey(environment: EnvironmentClass, burst: Burst): string {
  return `${surgeKey}${environment}/${burst}`;
}

function lastingKey(environment: EnvironmentClass, lasting: Lasting): string {
  return `${surgeKey}${environment}/lasting/${lasting}`;
}

/** Every wording that ever failed would stay otherwise. What is usual of all causes is never forgotten. */
function forgetOldBaselines(draft: Draft): void {
  if (draft.baselineCount() < baselinesKept) return;
  const { baselineHalfLifeMs } = draft.policy.storm;
  for (const { key } of draft.fadingBaselines(baselineHalfLifeMs)) {
    if (key.startsWith(surgeKey)) continue;
    // One that was counted a moment ago is newer in the draft.
    const baseline = draft.baseline(key);
    if (baseline !== null && isForgettable(baseline, draft.now, baselineHalfLifeMs)) draft.dropBaseline(key);
  }
}
