import { drillOf } from '../../domain/environment/environment.ts';
import type { Issue } from '../../domain/issue.ts';
import { severityRank } from '../../domain/severity.ts';
import type { Draft } from '../state/draft.ts';
import type { HeardVoter, StormView } from '../state/heard.ts';
import { usualHere } from './noting.ts';
import { crowdIn, crowdMs, crowdStanding, leastNewcomers } from './surge/crowd.ts';
import type { SurgeStanding } from './surge/surge-standing.ts';
import type { Finding } from './vote.ts';
import { hear, votersWhere } from './voters.ts';

/** A storm of issues that are new here, far more of them than any hour brings, with all who voted; null for none. */
export function foundInCrowd(
  draft: Draft,
  newest: Issue,
): { readonly finding: Finding; readonly voters: readonly HeardVoter[] } | null {
  if (!isCounted(draft, newest)) return null;
  const since = draft.heardAt - crowdMs - 1;
  // Most of the time hardly anything is new: then nobody need be heard.
  if (draft.breakoutsSince(since, newest.environmentClass, leastNewcomers).length < leastNewcomers)
    return null;
  const voters = newcomersOf(draft, newest);
  if (oneUserOf(voters) !== null) return null;
  const finding = crowdIn(voters, usualCrowd(draft, newest));
  return finding === null ? null : { finding, voters };
}

/**
 * The storm without a name that newcomers go on to come to: with those that it has they are far more than any hour brings.
 * Nothing else is to be told of them, and a second storm would wake somebody for the same trouble.
 */
export function crowdGoesOn(draft: Draft, newest: Issue, storms: readonly StormView[]): StormView | null {
  const surges = storms.filter(({ cause }) => cause.kind === 'surge');
  if (surges.length === 0 || !isCounted(draft, newest)) return null;
  const roots = new Set<string | null>(surges.map(({ root }) => root));
  const all = hear(draft, newest.environmentClass, {
    windowMs: crowdMs,
    isSuch: (issue) => isCounted(draft, issue),
  });
  const newcomers = all.filter(({ partOf }) => partOf === null || roots.has(partOf));
  if (crowdIn(newcomers, usualCrowd(draft, newest)) === null) return null;
  return surges.reduce((best, one) => (one.lastBreakoutAt > best.lastBreakoutAt ? one : best));
}

/** How far newcomers are from such a storm, for whoever asks; null where the newest is none. */
export function newcomersStanding(draft: Draft, newest: Issue): SurgeStanding | null {
  if (!isCounted(draft, newest)) return null;
  // The newest may not be known to the draft yet: whoever explains an alert asks before it is applied.
  const others = newcomersOf(draft, newest).filter(({ issue }) => issue !== newest.key);
  return crowdStanding([...others, { ...newest, issue: newest.key }], usualCrowd(draft, newest));
}

/** The same for those that were found. */
export function standingOfCrowd(draft: Draft, members: readonly Issue[]): SurgeStanding | null {
  const [first] = members;
  if (first === undefined || !members.every((issue) => isCounted(draft, issue))) return null;
  const newcomers = members.map(({ key, service, breakoutAt }) => ({ issue: key, service, breakoutAt }));
  return crowdStanding(newcomers, usualCrowd(draft, first));
}

function newcomersOf(draft: Draft, { environmentClass }: Issue): readonly HeardVoter[] {
  return votersWhere(draft, environmentClass, crowdMs, (issue) => isCounted(draft, issue));
}

/**
 * Whether an issue is new: heard of for the first time, and no older by Sentry's own word where that is known. What a new
 * relay hears first is mostly old. What is merely warned of, or happens on any day, is nothing new.
 */
function isCounted({ policy, heardAt }: Draft, issue: Issue): boolean {
  const { environmentClass, evidence, severity, quietMs, breakoutAt, newThere } = issue;
  if (policy.storm.countsNewcomers !== true || drillOf(environmentClass) !== null) return false;
  if (quietMs > 0 || newThere === false || heardAt - breakoutAt > crowdMs) return false;
  if (evidence.expected === true || evidence.ordinary === true) return false;
  return severityRank(severity) >= severityRank('error');
}

/** The only user that they are known to have met; null for none, and for several. */
function oneUserOf(voters: readonly HeardVoter[]): string | null {
  const [first] = voters;
  const user = first?.user ?? null;
  return voters.every((voter) => voter.user === user) ? user : null;
}

function usualCrowd(draft: Draft, { environmentClass }: Issue): Parameters<typeof crowdIn>[1] {
  const { any, watchedMs } = usualHere(draft, environmentClass);
  const minutes = draft.policy.storm.windowMs / 60_000;
  return { aMinute: (now) => any(1, now) / minutes, watchedMs };
}
