import { drillOf, type EnvironmentClass } from '../../domain/environment/environment.ts';
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
import type { Policy } from '../../domain/policy.ts';
import {
  burstKey,
  CountsHere,
  lastingKey,
  latelyHalfLifeMs,
  latelyKey,
  namelessKey,
  surgeKey,
} from '../state/counts-here.ts';
import type { Draft } from '../state/draft.ts';
import { networkCause } from '../evidence/no-route.ts';
import { countedAt, isForgettable } from '../state/surprise.ts';
import { seldomCauseOf } from './seldom.ts';
import { countBreakout, together, usualInWindow } from './surge/usual.ts';
import { causeKeysOf, shareOfAnyCause, type UsualHere } from './surge/rarity.ts';
import { voterOf } from './voter.ts';

/** Baselines beyond this many are looked through for those that no longer matter. */
const baselinesKept = 2_000;
/** Drills have no past: so many breakouts a window are thought to be usual among them. */
const leastExpected = 0.02;
/** Whether Sentry's rules are throttled cannot be known sooner, in ms. */
const throttleKnownMs = 5 * 60_000;
/** What is usual is told to nobody sooner: until then most of it is presumed, in ms. */
const usualKnownMs = 10 * 60_000;
/**
 * So many breakouts that spoke so often are presumed to have been missed before this was watched. What speaks twice a
 * minute is heard in every place now and then, and is no news to somebody who has watched for a minute.
 */
const missedBefore: Readonly<Record<Burst, number>> = { 1: 1, 2: 4, 3: 1, 5: 1, 8: 1 };
/** So many breakouts are presumed to have been seen before any was, of which so many spoke so often. */
const presumed = 40;
/** So many breakouts that lasted so are presumed to have been missed before this was watched: what lasts longer is rarer. */
const missedLasting: Readonly<Record<Lasting, number>> = { 5: 1, 8: 0.4, 13: 0.2, 21: 0.1 };
const presumedLasting: Readonly<Record<Lasting, number>> = { 5: 0.1, 8: 0.04, 13: 0.02, 21: 0.01 };
/** So much of a breakout that named something is presumed to have been missed, as is usual where a rate is not known at all. */
const presumedNamed = 0.5;
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
  const { heardAt, policy } = draft;
  const { storm } = policy;
  const counts = countsHere(draft, environment);
  const share = (counted: number, presumedShare: number): number => shareOf(counts, counted, presumedShare);
  return {
    cause: (key) => usualInWindow(real ? draft.baseline(key) : null, heardAt, storm),
    any: (burst, young = 0) => (real ? expectedBursts(counts, burst, young, storm) : leastExpected),
    share: (burst) => (real ? share(counts.bursts(burst), presumedShares[burst]) : 0.1),
    lasting: (lasting, young = 0) => (real ? expectedLasting(counts, lasting, young) : leastExpected),
    lastingShare: (lasting) => (real ? share(counts.lastings(lasting), presumedLasting[lasting]) : 0.1),
    throttled: real && isThrottled(counts),
    known: real && counts.watchedForMs() >= usualKnownMs,
    watchedMs: real ? counts.watchedForMs() : 0,
  };
}

function countsHere(draft: Draft, environment: EnvironmentClass): CountsHere {
  return draft.counts.of(draft.baselinesWritten, environment, () => new CountsHere(draft, environment));
}

/** For how long what is usual in a class has been counted, as much of it as is not forgotten, ms. */
export function watchedHere(draft: Draft, environment: EnvironmentClass): number {
  return countsHere(draft, environment).watchedMs();
}

/**
 * Which share of all that breaks out here one cause is presumed to have: where next to nothing names anything of the kind,
 * no cause has more of it than all that do. What was not counted, as by older relays, is taken for named.
 * @param now How many name the cause now, and have been counted.
 */
export function shareNamedHere(draft: Draft, environment: EnvironmentClass, now: number): number {
  if (drillOf(environment) !== null) return shareOfAnyCause;
  const counts = countsHere(draft, environment);
  const all = Math.max(0, counts.bursts(1) - now);
  const named = Math.max(0, all - counts.nameless());
  return Math.min(shareOfAnyCause, (named + presumedNamed) / (all + presumedNamed / shareOfAnyCause));
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
 * How many issues that break out and speak so often are expected in one window: what was counted, and what may have
 * been missed, over the time in which it was counted. So who has watched for a minute does not believe that
 * something happens once an hour.
 */
function expectedBursts(
  counts: CountsHere,
  burst: Burst,
  now: number,
  { windowMs }: Pick<Policy['storm'], 'windowMs'>,
): number {
  const before = Math.max(0, counts.bursts(burst) - now);
  const usual = ((before + missedBefore[burst]) * windowMs) / counts.watchedMs();
  return burst === 1 ? Math.max(usual, lately(counts, now, windowMs)) : usual;
}

/** How many issues that break out and last so are expected in the minutes that it takes to see it, by the same rule. */
function expectedLasting(counts: CountsHere, lasting: Lasting, now: number): number {
  const before = Math.max(0, counts.lastings(lasting) - now);
  return ((before + missedLasting[lasting]) * lastingMs) / counts.watchedMs();
}

/** How many issues broke out in a window of the last minutes, without those that do now: a noisy day is noisy long before half an hour is over. */
function lately(counts: CountsHere, now: number, windowMs: number): number {
  return (Math.max(0, counts.lately() - now) * Math.LN2 * windowMs) / latelyHalfLifeMs;
}

/** Which share of all breakouts was counted, and is presumed where little was counted. */
function shareOf(counts: CountsHere, counted: number, presumedShare: number): number {
  const some = counted + presumed * presumedShare;
  return Math.min(1, some / (counts.bursts(1) + presumed));
}

/**
 * Enough has broken out, for long enough, to know that nothing ever speaks twice. What did so in the last minutes does
 * not count: in its first minute nothing does.
 */
function isThrottled(counts: CountsHere): boolean {
  const before = counts.bursts(1) - counts.lately();
  return counts.watchedForMs() >= throttleKnownMs && before >= 20 && counts.bursts(2) < before / 50;
}

/** Breakouts are counted for each cause, so that what is usual here raises no storm. A drill is never usual. */
export function noteBreakout(draft: Draft, issue: Issue): void {
  if (drillOf(issue.environmentClass) !== null) return;
  for (const key of causeKeysOf(voterOf(draft, issue))) count(draft, key, issue.service);
  if (issue.evidence.noRoute === true) count(draft, networkCause.key, issue.service);
  forgetOldBaselines(draft);
}

/** Counts that an issue which broke out has now spoken so often, whatever its cause. */
export function noteBurst(draft: Draft, issue: Issue, rise: Loudening): void {
  const { environmentClass } = issue;
  if (drillOf(environmentClass) !== null) return;
  const { baselineHalfLifeMs } = draft.policy.storm;
  for (const each of bursts) {
    if (each <= rise.before || each > rise.burst) continue;
    note(draft, burstKey(environmentClass, each), baselineHalfLifeMs);
    if (each > 1) continue;
    note(draft, latelyKey(environmentClass), latelyHalfLifeMs);
    if (seldomCauseOf(issue) === null) note(draft, namelessKey(environmentClass), baselineHalfLifeMs);
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
  const lasted = lastingOf(issue, draft.heardAt);
  for (const each of lastings)
    if (each <= lasted) forget(draft, lastingKey(environmentClass, each), baselineHalfLifeMs);
  if (draft.heardAt - issue.breakoutAt > windowMs) return;
  const reached = burstOf(issue, draft.heardAt, windowMs);
  for (const each of bursts)
    if (each <= reached) forget(draft, burstKey(environmentClass, each), baselineHalfLifeMs);
  if (reached === 0) return;
  forget(draft, latelyKey(environmentClass), latelyHalfLifeMs);
  if (seldomCauseOf(issue) === null) forget(draft, namelessKey(environmentClass), baselineHalfLifeMs);
}

function forget(draft: Draft, key: string, halfLifeMs: number): void {
  const known = draft.baseline(key);
  if (known === null) return;
  draft.putBaseline({ ...known, ...countedAt(known, { at: draft.heardAt, by: -1 }, halfLifeMs) });
}

function note(draft: Draft, key: string, halfLifeMs: number): void {
  const known = draft.baseline(key);
  const counted = countedAt(known, { at: draft.heardAt, by: 1 }, halfLifeMs);
  draft.putBaseline({ key, ...counted, since: known?.since ?? draft.heardAt, services: [] });
}

function count(draft: Draft, key: string, service: string): void {
  const { baselineHalfLifeMs } = draft.policy.storm;
  draft.putBaseline(countBreakout(draft.baseline(key), { key, service }, draft.heardAt, baselineHalfLifeMs));
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
