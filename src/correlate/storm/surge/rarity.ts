import type { Cause } from '../../../domain/cause.ts';
import type { Policy } from '../../../domain/policy.ts';
import { bursts } from '../../../domain/issue.ts';
import { serviceKey } from '../../evidence/evidence.ts';
import type { Voter } from '../../state/heard.ts';
import { poissonTail } from '../../state/surprise.ts';
import { isReached } from '../network.ts';
import type { UsualBursts } from './surge.ts';
import { breadthTail, together, type Usual } from './usual.ts';

/** Those that share a cause. */
export interface Group {
  readonly cause: Cause;
  readonly voters: readonly Voter[];
}

/** What is usual here in one window. */
export interface UsualHere extends UsualBursts {
  /** By the key of a cause. */
  readonly cause: (key: string) => Usual;
}

/** Counts whatever cannot reach something and does not say what: any of them may seem to mean what one error names. */
const unreachableKey = 'unreachable';

/** Keys of the baselines that count a breakout of this voter: its named cause, or every weak one. */
export function causeKeysOf(voter: Voter): readonly string[] {
  const { named, weak, unreachable } = voter.evidence;
  if (named !== null) return [countedAs(voter.evidence, named)];
  return [
    ...(unreachable ? [unreachableKey] : []),
    ...(voter.release === null ? [] : [voter.release.key]),
    ...weak.map((cause) => cause.key),
  ];
}

/** The key of the baseline that counts a named cause: one engine's instances are counted together. */
export function countedAs({ family }: Pick<Voter['evidence'], 'family'>, named: Cause): string {
  return named.kind === 'dependency' && family !== null ? `dependency:${family}` : named.key;
}

/**
 * What is usual for a group: the sum over the distinct baselines that its members' breakouts count into. A young
 * release has no past of its own: what is usual is what its services do on any day.
 */
function usualOf({ cause, voters }: Group, usual: (causeKey: string) => Usual): Usual {
  if (isReached(cause))
    return usualOver(
      voters.map((voter) => {
        const { named } = voter.evidence;
        return named === null ? unreachableKey : countedAs(voter.evidence, named);
      }),
      usual,
    );
  if (cause.kind !== 'release') return usual(cause.key);
  return usualOver([cause.key, ...voters.map((voter) => serviceKey(voter.service))], usual);
}

function usualOver(keys: readonly string[], usual: (causeKey: string) => Usual): Usual {
  return together([...new Set(keys)].map(usual));
}

/** Of all that breaks out here, so much is thought to be of a cause about which little is known yet. */
export const shareOfAnyCause = 1 / 50;
/** And so much to be unable to reach something without saying what. */
const shareOfUnreachable = 1 / 10;

/** How rare a group is here. */
interface Rarity {
  /** How likely so many issues, or so loud, or of so many services, are by chance: the least likely of the three. */
  readonly chance: number;
  /** How many are expected in one window. */
  readonly expected: number;
}

/**
 * More breakouts than usual, or in more services than usual: what one service does all day says nothing of five.
 * Loud ones are rarer than others, so fewer of them surprise.
 * @param others All that broke out within the window, whether they are of the group or not.
 */
export function rarityOf(group: Group, others: readonly Voter[], usual: UsualHere): Rarity {
  const { voters } = group;
  const own = usualOf(group, usual.cause);
  const expected = Math.max(own.breakouts, presumedOf(group, others, usual));
  const services = new Set(voters.map((voter) => voter.service)).size;
  const chances = bursts.map((burst) => {
    const count = voters.filter((voter) => voter.burst >= burst).length;
    return count > 1 ? poissonTail(count, expected * usual.share(burst)) : 1;
  });
  const breadth = breadthTail(services, { ...own, breakouts: expected });
  // Of several looks at the same group the best one counts, and each might be the lucky one.
  return { chance: Math.min(1, 4 * Math.min(breadth, ...chances)), expected };
}

/** How many of a group's kind are expected in one window where little is known of it: a share of all that breaks out. */
function presumedOf({ cause, voters }: Group, others: readonly Voter[], usual: UsualHere): number {
  const supported = isReached(cause) && voters.some(({ evidence }) => evidence.named === null);
  return Math.max(
    usual.any(1) * (supported ? shareOfUnreachable : shareOfAnyCause),
    oddErrorsBeside(voters, others) * shareOfAnyCause,
  );
}

/**
 * How many different troubles break out beside a group and have been heard once: what goes on at this moment is known
 * sooner than any average of it. Another outage is loud, or has one name for all its errors.
 */
function oddErrorsBeside(voters: readonly Voter[], others: readonly Voter[]): number {
  const members = new Set(voters.map(({ issue }) => issue));
  const odd = new Set<string>();
  for (const one of others)
    if (one.partOf === null && one.burst <= 1 && !members.has(one.issue))
      odd.add(one.evidence.named?.key ?? one.issue);
  return odd.size;
}

/** How unlikely chance must be: wordings and the names of others that are called are many, and some of them meet by chance. */
export function mustBeBelow(cause: Cause, { surprise }: Policy['storm']): number {
  if (isPattern(cause)) return surprise / 10;
  return cause.kind === 'host' ? surprise / 5 : surprise;
}

/** What merely looks alike: so many wordings are looked at that some of them meet by chance. */
function isPattern({ kind }: Cause): boolean {
  return kind === 'template' || kind === 'code';
}
