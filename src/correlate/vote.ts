import type { Cause, Evidence } from '../domain/cause.ts';
import type { Policy } from '../domain/policy.ts';
import { dependencyCause, hostCause, serviceKey } from './evidence.ts';
import { isKind, narrower } from './families.ts';
import { sharedCause } from './shared-cause.ts';
import { poissonTail } from './surprise.ts';
import { breadthTail, together, type Usual } from './usual.ts';

/** An issue that broke out lately, as it votes for a cause. Times are virtual ms. */
export interface Voter {
  readonly issue: string;
  readonly service: string;
  readonly evidence: Evidence;
  /** Set only while the release is young, an older one is known, and the issue was born in it. */
  readonly release: Cause | null;
  readonly breakoutAt: number;
  /** True at three alerts within the window. */
  readonly loud: boolean;
  /** Alerts within the window. */
  readonly alerts: number;
  /** True when the issue was never seen before this breakout. */
  readonly isNew: boolean;
}

/** A storm that was recognised: what its members share, and who they are. */
export interface Finding {
  readonly cause: Cause;
  readonly issues: readonly string[];
}

type Thresholds = Policy['storm'];

/** Those that share a cause. */
export interface Group {
  readonly cause: Cause;
  readonly voters: readonly Voter[];
}

/**
 * Looks whether the newest breakout completes a storm: enough issues or services that share its cause, and more
 * of them than is usual here.
 * @param others Issues that broke out within the window, of the same environment class, in no storm of a named cause.
 * @param usual What is usual in one window for a cause's key.
 */
export function recognise(
  newest: Voter,
  others: readonly Voter[],
  thresholds: Thresholds,
  usual: (causeKey: string) => Usual,
): Finding | null {
  for (const { cause, voters } of groupsOf(newest, others)) {
    if (!isEnough(cause, voters, thresholds) || !isEnoughInAll(voters, thresholds)) continue;
    if (!isSurprising(voters, usualOf(voters, cause, usual), thresholds)) continue;
    return { cause, issues: voters.map((voter) => voter.issue) };
  }
  return null;
}

/** Keys of the baselines that count a breakout of this voter: its named cause, or every weak one. */
export function causeKeysOf(voter: Voter): readonly string[] {
  const { named, family, weak } = voter.evidence;
  if (named === null)
    return [...(voter.release === null ? [] : [voter.release.key]), ...weak.map((cause) => cause.key)];
  return named.kind === 'dependency' && family !== null ? [`dependency:${family}`] : [named.key];
}

/** The groups that the newest voter may complete, strongest cause first. */
export function groupsOf(newest: Voter, others: readonly Voter[]): readonly Group[] {
  if (newest.evidence.named !== null) return [namedGroup(newest, others)];
  const nameless = others.filter((other) => other.evidence.named === null);
  const groups: Group[] = [];
  const { release } = newest;
  // An error that says "cannot reach" is not explained by new code.
  if (release !== null && !newest.evidence.unreachable) {
    const same = nameless.filter(
      (other) => other.release?.key === release.key && !other.evidence.unreachable,
    );
    groups.push({ cause: release, voters: [newest, ...same] });
  }
  for (const cause of newest.evidence.weak) {
    const same = nameless.filter((other) => other.evidence.weak.some((weak) => weak.key === cause.key));
    const loud = [newest, ...same].filter((voter) => voter.loud);
    groups.push({ cause, voters: cause.kind === 'service' ? loud : [newest, ...same] });
  }
  return groups;
}

/**
 * Those that share the newest voter's named cause and do not contradict each other: an error that names only an
 * IP address fits two databases, but is counted with the one that more voters name.
 */
function namedGroup(newest: Voter, others: readonly Voter[]): Group {
  const sharing = others.filter((other) => sharedCause(newest.evidence, other.evidence) !== null);
  const voters = [
    newest,
    ...agreeing(agreeing([newest, ...sharing], familiesOf), namesOf).filter((voter) => voter !== newest),
  ];
  return { cause: commonCause(newest, voters), voters };
}

function familiesOf(voter: Voter): readonly string[] {
  const { family } = voter.evidence;
  return family === null || isKind(family) ? [] : [family];
}

function namesOf(voter: Voter): readonly string[] {
  return voter.evidence.named?.kind === 'mode' ? [] : voter.evidence.names;
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

function commonCause(newest: Voter, voters: readonly Voter[]): Cause {
  const { named } = newest.evidence;
  if (named?.kind === 'mode') return named;
  const families = voters.map((voter) => voter.evidence.family).filter((family) => family !== null);
  const name = mostFrequent(voters, namesOf);
  const names = name === null ? [] : [name];
  const [first] = families;
  if (first !== undefined) return dependencyCause(families.reduce(narrower, first), names);
  return (
    hostCause(names) ?? named ?? { kind: 'host', key: 'host:unknown', title: 'an unnamed host unreachable' }
  );
}

function isEnough(cause: Cause, voters: readonly Voter[], thresholds: Thresholds): boolean {
  const services = new Set(voters.map((voter) => voter.service)).size;
  const many = voters.length >= thresholds.minIssues || services >= thresholds.minServices;
  switch (cause.kind) {
    case 'mode':
    case 'dependency':
    case 'host':
      return many || voters.filter((voter) => voter.loud).length >= thresholds.minLoudIssues;
    case 'release':
      return voters.length >= thresholds.minReleaseIssues;
    case 'code':
    case 'template':
      // Inside one service they are what its own code looks like.
      return many && services >= 2;
    case 'service':
      return voters.length >= thresholds.minIssues;
    case 'merged':
      return false;
  }
}

function isEnoughInAll(voters: readonly Voter[], thresholds: Thresholds): boolean {
  const alerts = voters.reduce((sum, voter) => sum + voter.alerts, 0);
  return alerts >= thresholds.minAlertsInAll || voters.length >= thresholds.minIssuesInAll;
}

/**
 * What is usual for a group: the sum over the distinct baselines that its members' breakouts count into. A young
 * release has no past of its own: what is usual is what its services do on any day.
 */
export function usualOf(voters: readonly Voter[], cause: Cause, usual: (causeKey: string) => Usual): Usual {
  if (cause.kind === 'dependency') return usualOver(voters.flatMap(causeKeysOf), usual);
  if (cause.kind !== 'release') return usual(cause.key);
  return usualOver([cause.key, ...voters.map((voter) => serviceKey(voter.service))], usual);
}

function usualOver(keys: readonly string[], usual: (causeKey: string) => Usual): Usual {
  return together([...new Set(keys)].map(usual));
}

/** More breakouts than usual, or in more services than usual: what one service does all day says nothing of five. */
function isSurprising(voters: readonly Voter[], usual: Usual, { surprise }: Thresholds): boolean {
  if (poissonTail(voters.length, usual.breakouts) < surprise) return true;
  return breadthTail(new Set(voters.map((voter) => voter.service)).size, usual) < surprise;
}
