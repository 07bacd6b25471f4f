import type { Evidence } from '../../domain/cause.ts';
import { lastingMs } from '../../domain/issue.ts';
import { isEnough, isSurge, type SurgeStanding } from './surge-standing.ts';
import type { JoinedBecause, Meeting, Missing, Need, Said, Standing, StaysOut, Tie } from './explanation.ts';

/** Why a failure became part of a storm, in words: the rule, both sides' evidence, and what they share. */
export function joinSentence({ rule, service, own, storm, ties }: JoinedBecause): string {
  const says = `${service} ${saying(own)}`;
  const { member } = storm;
  const said = member?.cause ?? null;
  const about = storm.cause === null ? 'the storm has no name yet' : `the storm is about ${storm.cause}`;
  const others = said === null ? about : `members say "${said}"`;
  const shared = ties.length === 0 ? '' : ` In common: ${ties.map(tieWords).join('; ')}.`;
  return `${rule}. ${says}; ${others} (${list(storm.services)}).${shared}`;
}

/** What becomes of a failure that meets a storm. */
export function meetingSentence({ joined, staysOut }: Meeting): string {
  if (joined !== null) return `joins it: ${joinSentence(joined)}`;
  return staysOut === null ? 'stays out' : `stays out: ${outWords(staysOut)}`;
}

/** What a member says itself, where its storm has just been found. */
export function sayingSentence(service: string, { named, names, unreachable }: Evidence): string {
  return `${service} ${saying({ cause: named?.title ?? null, names, unreachable })}`;
}

/** The statistic behind a storm that has just been found, without the verdict: it is one. */
export function statisticSentence(standing: Standing): string {
  const { issues, services } = standing;
  return `${counted(issues, 'issue')} of ${counted(services, 'service')} broke out together; ${usualWords(standing)}.`;
}

/** How far what breaks out is from a surge, whatever its words, and what is usual. */
export function surgeSentence(standing: SurgeStanding): string {
  const { issues, services, minIssues, minServices, below } = standing;
  const loud = `${issues} of ${minIssues} ${loudWords(standing)} of ${services} of ${minServices} services`;
  const verdict = isSurge(standing) ? 'enough for a storm' : `no storm yet${whyNoSurge(standing)}`;
  const needed = `it has to be less than ${probability(below)}`;
  return `${loud}; ${usualWords(standing)} (${needed}); ${verdict}`;
}

/** The statistic behind a surge, and what was needed for one. */
export function surgeStatistic(standing: SurgeStanding): string {
  const { issues, services, minIssues, minServices, below } = standing;
  if (!isSurge(standing))
    return 'No loudness alone proves it; that so many are loud, louder and very loud at once would be chance less than once in a million.';
  const found = `${issues} ${loudWords(standing)} of ${counted(services, 'service')}`;
  const needed = `needed were ${minIssues} of ${minServices} services, and a chance of less than ${probability(below)}`;
  return `${found}; ${usualWords(standing)}; ${needed}.`;
}

function whyNoSurge(standing: SurgeStanding): string {
  if (!isEnough(standing)) return '';
  if (standing.lasting !== undefined && !standing.isLouder)
    return ': nearly all of them are of one service, or no more of all goes on than usually here';
  return standing.isLouder
    ? ': as many as chance makes'
    : ': no larger a part of all is loud than usually here';
}

function loudWords({ burst, lasting }: SurgeStanding): string {
  if (lasting !== undefined)
    return `issues with at least ${lasting} alerts within ${lastingMs / 60_000} minutes of their breakout`;
  return burst === 1 ? 'new issues' : `issues with at least ${burst} alerts within the last minute`;
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

function usualWords({
  usualAMinute,
  usualKnown,
  chance,
}: Pick<Standing, 'usualAMinute' | 'usualKnown' | 'chance'>): string {
  if (usualAMinute === 0) return 'nothing like it is usual here';
  const known = usualKnown ? '' : 'not known yet, presumed ';
  return `usual here: ${known}${rate(usualAMinute)} a minute, so that many by chance: ${probability(chance)}`;
}

function saying({ cause, unreachable }: Said): string {
  if (cause !== null) return `says "${cause}"`;
  return unreachable ? 'cannot reach something and does not say what' : 'names no cause';
}

function tieWords(tie: Tie): string {
  switch (tie.code) {
    case 'mode':
      return tie.title;
    case 'engine':
      return `the engine ${tie.name}`;
    case 'host':
      return `the host ${tie.name}`;
    case 'calls':
      return `it calls ${tie.service}`;
    case 'called-by-members':
      return 'members cannot reach its service';
    case 'trace':
      return 'a trace';
    case 'pattern':
      return tie.title;
    case 'hint':
      return `its last calls went to ${tie.name}`;
    case 'struck-service':
      return `${tie.service} is part of it`;
  }
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

/** `a, b, c and 3 more`. */
export function list(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function rate(value: number): string {
  return value < 0.01 ? 'less than 0.01' : String(Number(value.toPrecision(2)));
}

/** `1 in 20,000`; what is likely, as a part of one. */
function probability(value: number): string {
  if (value > 0.1) return String(Number(value.toPrecision(2)));
  if (value < 1e-12) return 'less than 1 in 10^12';
  const times = 1 / value;
  return times >= 1e7
    ? `1 in 10^${Math.round(Math.log10(times))}`
    : `1 in ${Math.round(times).toLocaleString('en-US')}`;
}
