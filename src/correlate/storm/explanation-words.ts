import { counted, inMinutes, probability, usualWords } from '../../domain/decision/amounts.ts';
import { becauseSentence } from '../../domain/decision/belonging-words.ts';
import { loudWords } from '../../domain/decision/storm-words.ts';
import type { SeldomStanding } from './one-after-another.ts';
import { isEnough, isSurge, type SurgeStanding } from './surge/surge-standing.ts';
import {
  becauseOf,
  type Meeting,
  type Missing,
  type Need,
  type Standing,
  type StaysOut,
} from './explanation.ts';

/** What becomes of a failure that meets a storm. */
export function meetingSentence({ joined, staysOut }: Meeting): string {
  if (joined !== null) return `joins it: ${becauseSentence(becauseOf(joined))}`;
  return staysOut === null ? 'stays out' : `stays out: ${outWords(staysOut)}`;
}

/** How far what breaks out is from a surge, whatever its words, and what is usual. */
export function surgeSentence(standing: SurgeStanding): string {
  const { issues, services, minIssues, minServices, below, burst, lasting = null } = standing;
  const loud = `${issues} of ${minIssues} ${loudWords({ burst, lasting })} of ${services} of ${minServices} services`;
  const verdict = isSurge(standing) ? 'enough for a storm' : `no storm yet${whyNoSurge(standing)}`;
  const needed = `it has to be less than ${probability(below)}`;
  return `${loud}; ${usualWords(standing)} (${needed}); ${verdict}`;
}

/** How far issues that are new here are from a storm, however seldom each speaks. */
export function crowdSentence(standing: SurgeStanding): string {
  const { issues, services, minIssues, minServices, below } = standing;
  const found = `${issues} of ${minIssues} new issues of ${services} of ${minServices} services within minutes`;
  const spread =
    isEnough(standing) && !standing.isLouder ? ': they are spread, or nearly all of one service' : '';
  const verdict = isSurge(standing) ? 'enough for a storm' : `no storm yet${spread}`;
  return `${found}; ${usualWords(standing)} (it has to be less than ${probability(below)}); ${verdict}`;
}

function whyNoSurge(standing: SurgeStanding): string {
  if (!isEnough(standing)) return '';
  if (standing.lasting !== undefined && !standing.isLouder)
    return ': nearly all of them are of one service, or no more of all goes on than usually here';
  return standing.isLouder
    ? ': as many as chance makes'
    : ': no larger a part of all is loud than usually here';
}

/** How far those who name one thing one after the other are from a storm. */
export function seldomSentence({
  cause,
  services,
  minServices,
  withinMs,
  chance,
  below,
  isStorm,
}: SeldomStanding): string {
  const named = `${cause.title}: named by ${services} of ${counted(minServices, 'service')} within ${inMinutes(withinMs)}`;
  const byChance = `by chance that comes with a probability of ${probability(chance)} (it has to be less than ${probability(below)})`;
  return `${named}; ${byChance}; ${isStorm ? 'enough for a storm' : 'no storm yet'}`;
}

/** How the votes for one cause stand, what is usual, and what is missing for a storm. */
export function standingSentence(standing: Standing): string {
  const { missing } = standing;
  const verdict =
    missing.length === 0
      ? 'enough for a storm'
      : `no storm yet, there are only ${missing.map(missingWords).join('; and ')}`;
  return `${votesWords(standing)}; ${usualWords(standing)}; ${verdict}`;
}

function votesWords({
  issues,
  services,
  loud,
  alerts,
}: Pick<Standing, 'issues' | 'services' | 'loud' | 'alerts'>): string {
  return `${counted(issues, 'issue')} of ${counted(services, 'service')} (${loud} loud, ${counted(alerts, 'alert')}) within the last minute`;
}

function outWords(out: StaysOut): string {
  switch (out.code) {
    case 'contradicts':
      return `it says "${out.own}", which contradicts "${out.storm}"; the same name or engine would be needed`;
    case 'named-other':
      return `it says "${out.own}", and nobody there says so; a name, a trace or a call to a member would be needed`;
    case 'shares-nothing':
      return out.own.unreachable
        ? 'it cannot reach something, but nothing ties it to this storm; a name, a trace or a call to a member would be needed'
        : 'it names no cause and shares nothing; a name, a trace, the same wording, or being loud in a service of it would be needed';
  }
}

function missingWords(missing: Missing): string {
  switch (missing.code) {
    case 'more':
      return alternatives(missing.either.map(needWords));
    case 'surprise':
      return `as many as chance makes of what is usual (${probability(missing.chance)}; it has to be less than ${probability(missing.below)})`;
  }
}

/** `3 of 5 issues`. */
function needWords({ what, have, need }: Need): string {
  return `${have} of ${need} ${what}`;
}

/** `a, b or c`. */
function alternatives(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' or ');
}
