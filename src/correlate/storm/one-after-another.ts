import type { Cause } from '../../domain/cause.ts';
import type { EnvironmentClass } from '../../domain/environment/environment.ts';
import { spokenSince, type Issue } from '../../domain/issue.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Draft } from '../state/draft.ts';
import type { Voter } from '../state/heard.ts';
import { decayedWeight, predictedTail } from '../state/surprise.ts';
import { shareNamedHere, usualHere, watchedHere } from './noting.ts';
import { seldomCauseOf } from './seldom.ts';
import { countedAs, mustBeBelow, type Group } from './surge/rarity.ts';
import { breadthTail } from './surge/usual.ts';
import { namedGroup, isEnoughInAll, type Finding } from './vote.ts';
import { voterOf } from './voter.ts';
import { votersWhere } from './voters.ts';

/**
 * Several services that name one thing, each once or once in minutes, one after the other: a dependency that few ask for, or
 * alert rules that Sentry throttles. What is named so is no coincidence even where minutes lie between: how many
 * services say it is what counts.
 */

/** They say it within so many windows of the policy. */
const windows = 10;
/** So long a breakout counts as new, whatever the policy's window is: ms. */
const longestMs = 10 * 60_000;
/** What was counted in a baseline since so long ago is hardly less than one. */
const countedLately = 0.7;

/** A storm that the newest completes so, with all who voted; null for none. */
export function foundOneAfterAnother(
  draft: Draft,
  newest: Issue,
): { readonly finding: Finding; readonly voters: readonly Voter[] } | null {
  const named = seldomCauseOf(newest);
  if (named === null || !othersNameIt(draft, newest, named)) return null;
  const naming = namingOf(draft, newest, named);
  if (naming === null || !isEnough(naming.issues, draft.policy.storm)) return null;
  const { cause, issues, voters } = naming;
  if (chanceOneAfterAnother(draft, newest, naming) >= mustBeLess(draft, cause, issues)) return null;
  return { finding: { cause, issues: issues.map(({ key }) => key) }, voters };
}

/** How far those who name one thing are from such a storm. */
export interface SeldomStanding {
  readonly cause: Cause;
  readonly services: number;
  readonly minServices: number;
  readonly withinMs: number;
  readonly chance: number;
  /** The chance has to be less. */
  readonly below: number;
  /** It is one. */
  readonly isStorm: boolean;
}

/** The same for whoever asks why it is none; null where the newest names nothing of that kind, or broke out long ago. */
export function seldomStanding(draft: Draft, newest: Issue): SeldomStanding | null {
  const named = seldomCauseOf(newest);
  const naming = named === null ? null : namingOf(draft, newest, named);
  if (naming === null) return null;
  const { storm } = draft.policy;
  const { cause, issues } = naming;
  const chance = chanceOneAfterAnother(draft, newest, naming);
  const below = mustBeLess(draft, cause, issues);
  return {
    cause,
    services: servicesOf(issues).size,
    minServices: leastOf(storm),
    withinMs: spanOf(storm),
    chance,
    below,
    isStorm: isEnough(issues, storm) && chance < below,
  };
}

/** All who name what the newest names, while that is new. */
function namingOf(draft: Draft, newest: Issue, named: Cause): (Naming & Pick<Group, 'voters'>) | null {
  if (draft.heardAt - newest.breakoutAt > spanOf(draft.policy.storm)) return null;
  const { cause, voters } = groupOf(draft, newest, named);
  // The newest may not be known to the draft yet: whoever explains an alert asks before it is applied.
  const issues = voters
    .map(({ issue }) => (issue === newest.key ? newest : draft.issue(issue)))
    .filter((issue) => issue !== null);
  return { cause, voters, issues };
}

/** What is counted of each cause tells without a look at any issue that hardly anybody names it. */
function othersNameIt(draft: Draft, newest: Issue, cause: Cause): boolean {
  const baseline = draft.baseline(countedAs(newest.evidence, cause));
  if (baseline === null) return false;
  const { minServices, baselineHalfLifeMs } = draft.policy.storm;
  const faded = decayedWeight({ ...baseline, weight: 1 }, draft.heardAt, baselineHalfLifeMs);
  const lately = baseline.services.filter(
    ({ name, weight }) => name !== newest.service && weight * faded >= countedLately,
  );
  return lately.length >= leastOf({ minServices }) - 1;
}

function leastOf({ minServices }: Pick<Policy['storm'], 'minServices'>): number {
  return Math.max(3, minServices);
}

function spanOf({ windowMs }: Pick<Policy['storm'], 'windowMs'>): number {
  return Math.max(windowMs, Math.min(windows * windowMs, longestMs));
}

function groupOf(draft: Draft, newest: Issue, cause: Cause): Group {
  const voter = voterOf(draft, newest);
  const isAlike = (issue: Issue): boolean => {
    const said = seldomCauseOf(issue);
    return said !== null && issue.key !== newest.key && (cause.kind !== 'template' || said.key === cause.key);
  };
  const others = votersWhere(draft, newest.environmentClass, spanOf(draft.policy.storm), isAlike);
  if (cause.kind === 'template') return { cause, voters: [voter, ...others] };
  return namedGroup(
    voter,
    cause,
    others.filter(({ nameless }) => !nameless),
  );
}

function isEnough(issues: readonly Issue[], thresholds: Policy['storm']): boolean {
  if (servicesOf(issues).size < leastOf(thresholds)) return false;
  return isEnoughInAll(
    issues.map((issue) => ({ alerts: spokenSince(issue) })),
    thresholds,
  );
}

/** How unlikely chance must be: one looks anew in each window, unless as many go on, as what breaks out by chance hardly does. */
function mustBeLess({ policy: { storm } }: Draft, cause: Cause, issues: readonly Issue[]): number {
  const goingOn = servicesOf(issues.filter((issue) => spokenSince(issue) > 1)).size >= leastOf(storm);
  return mustBeBelow(cause, storm) / (goingOn ? 1 : spanOf(storm) / storm.windowMs);
}

function servicesOf(issues: readonly Issue[]): ReadonlySet<string> {
  return new Set(issues.map(({ service }) => service));
}

interface Naming {
  readonly cause: Cause;
  readonly issues: readonly Issue[];
}

/**
 * How likely it is that so many services break out so by chance. Two guesses at what was hardly ever seen, and the lower one
 * counts: that this cause has a share like any other's of all that breaks out here, no more than all that are named, and that services come to name it as
 * often as they did before. A quiet place has watched too little to believe the second, a noisy one has no need of the first.
 */
export function chanceOneAfterAnother(draft: Draft, newest: Issue, { cause, issues }: Naming): number {
  const { environmentClass: environment } = newest;
  const known = countedBefore(draft, countedAs(newest.evidence, cause), issues);
  const withinMs = spanOf(draft.policy.storm);
  const watchedMs = watchedHere(draft, environment);
  const share = withinMs / watchedMs;
  const ofAny =
    pastRate(draft, environment, issues.length) *
    withinMs *
    shareNamedHere(draft, environment, issues.length);
  const services = servicesOf(issues);
  const own = new Map([...known.services].map(([name, weight]) => [name, weight * share]));
  const byShare = breadthTail(services.size, {
    breakouts: known.weight * share + ofAny,
    services: own,
  });
  const isNew = (name: string): boolean => (known.services.get(name) ?? 0) < 0.5;
  const before = [...known.services.values()].reduce((sum, weight) => sum + Math.min(1, weight), 0);
  const newcomers = [...services].filter(isNew).length;
  return Math.min(byShare, predictedTail(newcomers, before, withinMs / (watchedMs + withinMs)));
}

/** How many breakouts of any cause are usual here in one ms, without so many that broke out now. */
function pastRate(draft: Draft, environment: EnvironmentClass, now: number): number {
  return usualHere(draft, environment).any(1, now) / draft.policy.storm.windowMs;
}

/** What a baseline had counted without these: they prove nothing of what is usual. */
function countedBefore(
  draft: Draft,
  key: string,
  issues: readonly Issue[],
): { readonly weight: number; readonly services: ReadonlyMap<string, number> } {
  const baseline = draft.baseline(key);
  const { baselineHalfLifeMs } = draft.policy.storm;
  const services = new Map<string, number>();
  if (baseline === null) return { weight: 0, services };
  const faded = decayedWeight({ ...baseline, weight: 1 }, draft.heardAt, baselineHalfLifeMs);
  for (const { name, weight } of baseline.services) services.set(name, weight * faded);
  let weight = baseline.weight * faded;
  for (const { service, breakoutAt } of issues) {
    const known = services.get(service) ?? 0;
    const own = Math.min(known, 2 ** (-(draft.heardAt - breakoutAt) / baselineHalfLifeMs));
    services.set(service, known - own);
    weight -= own;
  }
  return { weight: Math.max(0, weight), services };
}
