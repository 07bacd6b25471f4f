import { isWhole, type Cause } from '../../domain/cause.ts';
import type { Policy } from '../../domain/policy.ts';
import { dependencyCause, hostCause } from '../evidence/evidence.ts';
import { isKind, narrower } from '../evidence/engines.ts';
import type { Voter } from '../state/heard.ts';
import { networkCause } from '../evidence/no-route.ts';
import { sharedCause } from '../evidence/shared-cause.ts';
import { cutOffTogether } from './network.ts';
import { blames } from './voter.ts';
import { mustBeBelow, rarityOf, type Group, type UsualHere } from './surge/rarity.ts';

/** A storm that was recognised: what its members share, and who they are. */
export interface Finding {
  readonly cause: Cause;
  readonly issues: readonly string[];
}

type Thresholds = Policy['storm'];

/**
 * Looks whether the newest breakout completes a storm: enough issues or services that share its cause, and more
 * of them than is usual here.
 * @param others Issues that broke out within the window, of the same environment class, in no storm of a named cause.
 */
export function recognise(
  newest: Voter,
  others: readonly Voter[],
  thresholds: Thresholds,
  usual: UsualHere,
): Finding | null {
  for (const group of groupsOf(newest, others)) {
    const { cause, voters } = group;
    if (!isEnough(cause, voters, thresholds) || !isEnoughInAll(voters, thresholds)) continue;
    if (rarityOf(group, others, usual).chance >= mustBeBelow(cause, thresholds)) continue;
    return { cause, issues: voters.map((voter) => voter.issue) };
  }
  return null;
}

/** The groups that the newest voter may complete, strongest cause first; what is slight completes none, and is in none. */
export function groupsOf(newest: Voter, all: readonly Voter[]): readonly Group[] {
  if (newest.slight) return [];
  const others = all.some(({ slight }) => slight) ? all.filter(({ slight }) => !slight) : all;
  const cutOff = cutOffTogether(newest, others);
  const groups = groupsByCause(newest, others);
  return cutOff.length === 0 ? groups : [{ cause: networkCause, voters: cutOff }, ...groups];
}

function groupsByCause(newest: Voter, others: readonly Voter[]): readonly Group[] {
  const { named } = newest.evidence;
  if (named !== null) return [namedGroup(newest, named, others), ...supported(newest, others)];
  const groups: Group[] = [...supported(newest, others)];
  const { release } = newest;
  // An error that says "cannot reach" is not explained by new code.
  if (release !== null && !newest.evidence.unreachable) {
    const voters = [newest];
    for (const other of others)
      if (other.nameless && !other.unreachable && blames(other, release.key)) voters.push(other);
    groups.push({ cause: release, voters });
  }
  for (const cause of newest.evidence.weak) {
    const voters = [newest];
    for (const other of others) if (other.nameless && saysToo(other, cause)) voters.push(other);
    groups.push({ cause, voters: cause.kind === 'service' ? voters.filter((voter) => voter.loud) : voters });
  }
  return groups;
}

/** Two hundred are compared at every breakout, with each of its causes. */
function saysToo({ weak }: Voter, { kind, key }: Cause): boolean {
  for (const one of weak) if (one.kind === kind && one.key === key) return true;
  return false;
}

/**
 * Those that share the newest voter's named cause and do not contradict each other: an error that names only an
 * IP address fits two databases, but is counted with the one that more voters name.
 */
export function namedGroup(newest: Voter, named: Cause, others: readonly Voter[]): Group {
  const sharing = others.filter((other) => sharedCause(newest.evidence, other.evidence) !== null);
  const voters = [
    newest,
    ...agreeing(agreeing([newest, ...sharing], familiesOf), namesOf).filter((voter) => voter !== newest),
  ];
  return { cause: commonCause(named, voters), voters };
}

/**
 * Where only one thing is named that cannot be reached, those that are loud, cannot reach something and do not say
 * what, most likely mean it. A single quiet voice names nothing for others.
 */
function supported(newest: Voter, others: readonly Voter[]): readonly Group[] {
  const { named, unreachable } = newest.evidence;
  if (named === null && !(unreachable && newest.loud)) return [];
  const all = [newest, ...others];
  // An address is a name only among those that tell it: others may know it by another.
  const naming = all.filter(({ evidence }) => evidence.named !== null && !evidence.unreachable);
  const first = naming.find(({ loud }) => loud);
  if (first?.evidence.named == null) return [];
  const { cause, voters } = namedGroup(
    first,
    first.evidence.named,
    naming.filter((voter) => voter !== first),
  );
  if (cause.kind !== 'dependency' && cause.kind !== 'host') return [];
  if (naming.some((voter) => voter.loud && !voters.includes(voter))) return [];
  const supporters = all.filter(
    ({ evidence, loud, partOf }) => evidence.unreachable && loud && partOf === null,
  );
  // Two that name it are enough with one that means it, or one that names it with two.
  if (supporters.length === 0 || voters.length + supporters.length < 3) return [];
  return [{ cause, voters: [...voters, ...supporters] }];
}

function familiesOf(voter: Voter): readonly string[] {
  const { family } = voter.evidence;
  return family === null || isKind(family) ? [] : [family];
}

function namesOf(voter: Voter): readonly string[] {
  return isWhole(voter.evidence.named) ? [] : voter.evidence.names;
}

/** Keeps the voters that tell the most frequent value, or none. */
function agreeing(voters: readonly Voter[], valuesOf: (voter: Voter) => readonly string[]): readonly Voter[] {
  const top = mostFrequent(voters, valuesOf);
  if (top === null) return voters;
  return voters.filter((voter) => valuesOf(voter).length === 0 || valuesOf(voter).includes(top));
}

function mostFrequent(
  voters: readonly Voter[],
  valuesOf: (voter: Voter) => readonly string[],
): string | null {
  const [newest] = voters;
  const counts = new Map<string, number>();
  // The newest voter's own value goes first, so that it wins a tie.
  for (const voter of voters)
    for (const value of valuesOf(voter)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const own = newest === undefined ? [] : valuesOf(newest);
  const candidates = own.length > 0 ? own : [...counts.keys()];
  return candidates.reduce<string | null>(
    (best, value) => (best === null || (counts.get(value) ?? 0) > (counts.get(best) ?? 0) ? value : best),
    null,
  );
}

/** What voters that share a named cause have in common. */
export function commonCause(named: Cause, voters: readonly Voter[]): Cause {
  if (isWhole(named)) return named;
  const families = voters.map((voter) => voter.evidence.family).filter((family) => family !== null);
  const name = mostFrequent(voters, namesOf);
  const names = name === null ? [] : [name];
  const [first] = families;
  if (first !== undefined) return dependencyCause(families.reduce(narrower, first), names);
  return hostCause(names) ?? named;
}

function isEnough(cause: Cause, voters: readonly Voter[], thresholds: Thresholds): boolean {
  const services = new Set(voters.map((voter) => voter.service)).size;
  const many = voters.length >= thresholds.minIssues || services >= thresholds.minServices;
  switch (cause.kind) {
    case 'rule':
    case 'mode':
    case 'dependency':
    case 'host':
      return many || voters.filter((voter) => voter.loud).length >= thresholds.minLoudIssues;
    case 'release':
      return countedForRelease(voters).length >= thresholds.minReleaseIssues;
    case 'code':
    case 'template':
      // Inside one service they are what its own code looks like.
      return many && services >= 2;
    case 'service':
    case 'surge':
      return voters.length >= thresholds.minIssues;
    case 'merged':
      return false;
  }
}

/** What one user alone has met, each once, may be nothing but that user: of it counts what was heard again. */
export function countedForRelease(voters: readonly Voter[]): readonly Voter[] {
  const user = voters[0]?.user ?? null;
  if (user === null || voters.some((voter) => voter.user !== user)) return voters;
  return voters.filter(({ alerts }) => alerts > 1);
}

/** Whether enough was said, by whomever. */
export function isEnoughInAll(voters: readonly Pick<Voter, 'alerts'>[], thresholds: Thresholds): boolean {
  const alerts = voters.reduce((sum, voter) => sum + voter.alerts, 0);
  return alerts >= thresholds.minAlertsInAll || voters.length >= thresholds.minIssuesInAll;
}
