import type { Cause } from '../../../domain/cause.ts';
import { sharedCause } from '../../evidence/shared-cause.ts';
import type { StormView, Voter } from '../../state/heard.ts';
import { isNamed } from '../joining-rules.ts';
import { isReached } from '../network.ts';
import { youngMs } from '../young.ts';

/** A name that explains so many services of a surge is not there by chance. */
const severalServices = 2;
/** More services than the consequences of a trouble reach by chance. */
export const leastApart = 3;
/** So long nothing more broke out of a surge when another trouble began, ms: what one brings with it follows sooner. */
const lullMs = 12_000;

/**
 * What a finding with a cause of its own is to a surge that goes on: another trouble, a part of it, or the reason why it
 * began; null for none of them.
 * @param voters Those that voted, the finding's members among them.
 */
export function relationToSurge(
  cause: Cause,
  members: readonly Voter[],
  voters: readonly Voter[],
  storm: StormView,
): 'another' | 'part' | 'why' | null {
  if (storm.cause.kind !== 'surge' || cause.kind === 'surge') return null;
  if (isNamed(cause) && isAnother(members, voters, storm)) return 'another';
  if (isNamed(cause) && isPart(members, voters, storm)) return 'part';
  const inside = insideOf(storm, members);
  return inside.length * 2 >= members.length && explains(inside, voters, storm) ? 'why' : null;
}

/**
 * Whether a few that name something, fewer than a quarter, belong to a surge without saying what all of it is about: it began in the same
 * minute, and no other name explains several of its services. Two names that each do so are two troubles.
 */
function isPart(members: readonly Voter[], voters: readonly Voter[], storm: StormView): boolean {
  if (Math.abs(began(members) - storm.since) > youngMs) return false;
  const inside = insideOf(storm, members);
  if (inside.length * 2 < members.length || explains(inside, voters, storm)) return false;
  const surge = voters.filter(({ partOf }) => partOf === storm.root);
  // Who came later and says the same joined for that: it is the first who tell how much of the surge they are.
  const first = (voter: Voter): boolean => voter.breakoutAt <= storm.since;
  if (inside.filter(first).length * 4 >= surge.filter(first).length) return false;
  const named = surge.filter(({ evidence }) => evidence.named !== null);
  const others = named.filter((voter) =>
    members.every(({ evidence }) => sharedCause(voter.evidence, evidence) === null),
  );
  return servicesOf(others).size < severalServices;
}

/**
 * Whether what names one cause is another trouble than a surge that it was taken for a part of: all of it broke out a while
 * after the last of the others, none of it in a service that these struck, it strikes half as many, and it does not
 * explain them. Nobody who has a storm without a name in hand knows of it.
 */
function isAnother(members: readonly Voter[], voters: readonly Voter[], storm: StormView): boolean {
  const own = servicesOf(members);
  const others = voters.filter((voter) => voter.partOf === storm.root && !members.includes(voter));
  const struck = servicesOf(others);
  if (own.size < leastApart || struck.size < leastApart || own.size * 2 < struck.size) return false;
  if (others.some(({ service }) => own.has(service)) || explains(members, [...others, ...members], storm))
    return false;
  return began(members) - Math.max(...others.map(({ breakoutAt }) => breakoutAt)) >= lullMs;
}

/**
 * Whether what some of a surge's members share is what the whole surge is about: it explains half of them, or struck
 * the services of the rest as well. Otherwise two troubles began at once, and this one has a name.
 * @param voters All that may vote, the surge's members among them.
 */
export function explains(
  named: readonly Voter[],
  voters: readonly Voter[],
  { root }: Pick<StormView, 'root'>,
): boolean {
  const known = new Set(named.map(({ issue }) => issue));
  const surge = voters.filter(({ partOf }) => partOf === root);
  // Who cannot reach something and does not say what most likely means what others name.
  const meant = named.some(({ evidence }) => isReached(evidence.named)) ? surge.filter(isCutOffVoter) : [];
  if ((named.length + meant.length) * 2 >= surge.length) return true;
  const rest = servicesOf(surge.filter(({ issue }) => !known.has(issue)));
  return named.some(({ service }) => rest.has(service));
}

function isCutOffVoter({ evidence: { named, unreachable } }: Voter): boolean {
  return named === null && unreachable;
}

function insideOf({ root }: StormView, members: readonly Voter[]): readonly Voter[] {
  return members.filter(({ partOf }) => partOf === root);
}

export function servicesOf(voters: readonly Voter[]): ReadonlySet<string> {
  return new Set(voters.map(({ service }) => service));
}

export function began(members: readonly Voter[]): number {
  return Math.min(...members.map(({ breakoutAt }) => breakoutAt));
}
