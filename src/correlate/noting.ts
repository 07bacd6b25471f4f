import { drillOf, type EnvironmentClass } from '../domain/environment.ts';
import { bursts, type Burst, type Issue } from '../domain/issue.ts';
import type { Draft } from './draft.ts';
import { decayedWeight, isForgettable } from './surprise.ts';
import { countBreakout, usualInWindow } from './usual.ts';
import { causeKeysOf, type UsualHere } from './vote.ts';
import { voterOf } from './voter.ts';

/** Baselines beyond this many are looked through for those that no longer matter. */
const baselinesKept = 2_000;
/** Drills have no past: so many breakouts a window are thought to be usual among them. */
const leastExpected = 0.02;
const surgeKey = 'surge:';

/** How loud an issue was before, and is now. */
export interface Loudening {
  readonly before: Burst | 0;
  readonly burst: Burst | 0;
}

/** What is usual here in one window, for a class. What is usual says nothing of a drill. */
export function usualHere(draft: Draft, environment: EnvironmentClass): UsualHere {
  const real = drillOf(environment) === null;
  return {
    cause: (key) => usualInWindow(real ? draft.baseline(key) : null, draft.now, draft.policy.storm),
    any: (burst, now = 0) => (real ? expectedBursts(draft, environment, burst, now) : leastExpected),
    spokenTwice: real ? shareSpokenTwice(draft, environment) : 0,
    throttled: real && isThrottled(draft, environment),
  };
}

/**
 * How many issues that break out and speak so often are expected in one window: what was counted, and one more that
 * may have been missed, over the time in which it was counted. So who has watched for a minute does not believe that
 * something happens once an hour.
 */
function expectedBursts(draft: Draft, environment: EnvironmentClass, burst: Burst, now: number): number {
  const { windowMs, baselineHalfLifeMs: halfLifeMs } = draft.policy.storm;
  const since = draft.baseline(burstKey(environment, 1))?.since ?? draft.now;
  const watchedMs = Math.max(windowMs, (halfLifeMs / Math.LN2) * (1 - 2 ** ((since - draft.now) / halfLifeMs)));
  const before = Math.max(0, counted(draft, environment, burst) - now);
  return ((before + 1) * windowMs) / watchedMs;
}

/** As counted, and a little more where little was counted. */
function shareSpokenTwice(draft: Draft, environment: EnvironmentClass): number {
  return (counted(draft, environment, 2) + 1) / (counted(draft, environment, 1) + 10);
}

function counted(draft: Draft, environment: EnvironmentClass, burst: Burst): number {
  const { baselineHalfLifeMs } = draft.policy.storm;
  return decayedWeight(draft.baseline(burstKey(environment, burst)), draft.now, baselineHalfLifeMs);
}

/** Enough has broken out to know that nothing ever speaks twice. */
function isThrottled(draft: Draft, environment: EnvironmentClass): boolean {
  const all = counted(draft, environment, 1);
  return all >= 30 && counted(draft, environment, 2) < all / 50;
}

/** Breakouts are counted for each cause, so that what is usual here raises no storm. A drill is never usual. */
export function noteBreakout(draft: Draft, issue: Issue): void {
  if (drillOf(issue.environmentClass) !== null) return;
  for (const key of causeKeysOf(voterOf(draft, issue))) count(draft, key, issue.service);
  forgetOldBaselines(draft);
}

/** Counts that an issue which broke out has now spoken so often, whatever its cause. */
export function noteBurst(draft: Draft, issue: Issue, { before, burst }: Loudening): void {
  if (drillOf(issue.environmentClass) !== null) return;
  for (const each of bursts) {
    if (each <= before || each > burst) continue;
    const key = burstKey(issue.environmentClass, each);
    const known = draft.baseline(key);
    const weight = decayedWeight(known, draft.now, draft.policy.storm.baselineHalfLifeMs) + 1;
    draft.putBaseline({ key, weight, at: draft.now, since: known?.since ?? draft.now, services: [] });
  }
}

function count(draft: Draft, key: string, service: string): void {
  const { baselineHalfLifeMs } = draft.policy.storm;
  draft.putBaseline(countBreakout(draft.baseline(key), { key, service }, draft.now, baselineHalfLifeMs));
}

function burstKey(environment: EnvironmentClass, burst: Burst): string {
  return `${surgeKey}${environment}/${burst}`;
}

/** Every wording that ever failed would stay otherwise. What is usual of all causes is never forgotten. */
function forgetOldBaselines(draft: Draft): void {
  const kept = [...draft.baselines()];
  if (kept.length < baselinesKept) return;
  const { baselineHalfLifeMs } = draft.policy.storm;
  for (const baseline of kept) {
    if (baseline.key.startsWith(surgeKey)) continue;
    if (isForgettable(baseline, draft.now, baselineHalfLifeMs)) draft.dropBaseline(baseline.key);
  }
}
