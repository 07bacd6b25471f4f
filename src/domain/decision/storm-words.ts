import { counted, listed, probability, usualWords } from './amounts.ts';
import { lastingMs } from '../issue.ts';
import { withOneStop } from '../text/one-stop.ts';
import type { StormCounted, StormFound, storms, SurgeCounted } from './storms.ts';
import type { WordsFor } from './vocabulary.ts';

/** That there is a storm, and why. */
function stormSentence(title: string): string {
  return `Storm: ${title}.`;
}

/** That there is a storm, and what broke out: what is not named yet is no cause. */
function surgeSentence(title: string): string {
  return `Storm, ${title}.`;
}

/** What is decided about storms themselves, in sentences. */
export const stormWords: WordsFor<typeof storms> = {
  'storm-found': ({ title, counted: seen }) => {
    if (seen === null) return stormSentence(title);
    const found = brokeOut(seen);
    return `${stormSentence(title)} ${found}; ${usualWords(seen)}.`;
  },
  'surge-found': ({ title, counted: seen }) => {
    if (seen === null) return surgeSentence(title);
    return `${surgeSentence(title)} They fell in this order: ${listed(seen.fell)}. ${surgeStatistic(seen)}`;
  },
  'cause-known': ({ title }) => `The cause is now known: ${title}.`,
};

/**
 * The same for somebody who was woken by it: what broke out, and that it is not what happens here on any day. How
 * likely that was by chance stands in the timeline.
 */
export function stormTold(found: StormFound): string {
  return withOneStop(toldOf(found), found);
}

function brokeOut({
  issues,
  services,
  inTurn,
}: Pick<StormCounted, 'issues' | 'services' | 'inTurn'>): string {
  const who = `${counted(issues, 'issue')} of ${counted(services, 'service')}`;
  return `${who} broke out ${inTurn ? 'one after the other' : 'together'}`;
}

/** What a storm is, to somebody who has never read the word: they have one message, and wake somebody once. */
const oneOutage = 'These errors are one outage, a storm';

function toldOf(found: StormFound): string {
  if (found.code === 'storm-found') {
    const { title, counted: seen } = found;
    if (seen === null) return `${oneOutage}: ${title}.`;
    return `${oneOutage}: ${title}. ${brokeOut(seen)}${beyondUsual(seen)}.`;
  }
  const { title, counted: seen } = found;
  if (seen === null) return `${oneOutage}: ${title}.`;
  return `${oneOutage}: ${title}. They fell in this order: ${listed(seen.fell)}. ${surgeTold(seen)}`;
}

function surgeTold(seen: SurgeCounted): string {
  const { issues, services, lasting, burst, proven } = seen;
  if (!proven) return `More errors became loud at once than is usual here.`;
  const of = `${counted(issues, burst === 1 ? 'new issue' : 'issue')} of ${counted(services, 'service')}`;
  const how =
    lasting !== null ? 'go on failing' : burst === 1 ? 'came at once' : 'became loud within a minute';
  return `${of} ${how}${beyondUsual(seen)}.`;
}

/** Nothing where what is usual is not known yet. */
function beyondUsual({
  usualAMinute,
  usualKnown,
}: Pick<SurgeCounted, 'usualAMinute' | 'usualKnown'>): string {
  if (usualAMinute === 0) return ', as nothing here usually does';
  return usualKnown ? ', far more than is usual here' : '';
}

/** The statistic behind a surge, and what was needed for one. */
function surgeStatistic(seen: SurgeCounted): string {
  const { issues, services, minIssues, minServices, below } = seen;
  if (!seen.proven)
    return 'No loudness alone proves it; that so many are loud, louder and very loud at once would be chance less than once in a million.';
  const found = `${issues} ${loudWords(seen)} of ${counted(services, 'service')}`;
  const needed = `needed were ${minIssues} of ${minServices} services, and a chance of less than ${probability(below)}`;
  return `${found}; ${usualWords(seen)}; ${needed}.`;
}

/** Who is counted as loud. */
export function loudWords({ burst, lasting }: Pick<SurgeCounted, 'burst' | 'lasting'>): string {
  if (lasting !== null)
    return `issues with at least ${lasting} alerts within ${lastingMs / 60_000} minutes of their breakout`;
  return burst === 1 ? 'new issues' : `issues with at least ${burst} alerts within the last minute`;
}
