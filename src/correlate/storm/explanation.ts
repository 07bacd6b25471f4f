import type { Cause, Evidence } from '../../domain/cause.ts';
import { someOf } from '../../domain/decision/amounts.ts';
import type { Because, JoiningRule, Tie } from '../../domain/decision/belonging.ts';
import type { Policy } from '../../domain/policy.ts';
import type { StormView, Voter } from '../state/heard.ts';
import { adopt } from './adopt.ts';
import { Choice } from './choice.ts';
import { nameOfService } from '../evidence/host-names.ts';
import { contradict, sharedCause } from '../evidence/shared-cause.ts';
import { mustBeBelow, rarityOf, type Group, type UsualHere } from './surge/rarity.ts';
import { countedForRelease, groupsOf } from './vote.ts';

/** What one side says about why it fails. */
interface Said {
  /** For people, for example `redis unreachable (cache-main)`; null when it names nothing. */
  readonly cause: string | null;
  readonly names: readonly string[];
  /** It could not reach something, and does not say what. */
  readonly unreachable: boolean;
}

/** Why a failure became part of a storm: the rule, and what both sides said. */
interface JoinedBecause {
  readonly rule: JoiningRule;
  readonly service: string;
  readonly own: Said;
  readonly storm: {
    /** Null while it has no name. */
    readonly cause: string | null;
    readonly services: readonly string[];
    /** What the member said that is most like it; null when none says anything like it. */
    readonly member: Said | null;
  };
  readonly ties: readonly Tie[];
}

/** Why a failure stays out of a storm. */
export type StaysOut =
  | { readonly code: 'contradicts'; readonly own: string; readonly storm: string }
  | { readonly code: 'named-other'; readonly own: string; readonly storm: string }
  | { readonly code: 'shares-nothing'; readonly own: Said };

/** What becomes of a failure that meets a storm. */
export interface Meeting {
  readonly root: string;
  readonly cause: string;
  readonly joined: JoinedBecause | null;
  readonly staysOut: StaysOut | null;
}

/** So much of something is there, and so much is needed. */
export interface Need {
  readonly what: 'issues' | 'services' | 'loud issues' | 'alerts';
  readonly have: number;
  readonly need: number;
}

/** What a group of failures lacks to be a storm. */
export type Missing =
  /** One of these is enough. */
  | { readonly code: 'more'; readonly either: readonly Need[] }
  /** More than chance makes of what is usual here. */
  | { readonly code: 'surprise'; readonly chance: number; readonly below: number };

/** How the votes for one cause stand. */
export interface Standing {
  readonly cause: Cause;
  readonly issues: number;
  readonly services: number;
  readonly loud: number;
  readonly alerts: number;
  /** Breakouts of it that are usual here in a minute. */
  readonly usualAMinute: number;
  /** Whether this has been watched for long enough to tell people so. */
  readonly usualKnown: boolean;
  /** How likely so many issues, or so loud, or of so many services, are by chance: the least likely of the three. */
  readonly chance: number;
  /** Empty: it is a storm. */
  readonly missing: readonly Missing[];
}

type Thresholds = Policy['storm'];

/** Why a failure became part of a storm, by the rule that decided. */
export function joinedBecause(
  rule: JoiningRule,
  { service, evidence, release, traces }: Pick<Voter, 'service' | 'evidence' | 'release' | 'traces'>,
  storm: StormView,
): JoinedBecause {
  const member = mostAlike(evidence, storm.evidences);
  return {
    rule,
    service,
    own: saidIn(evidence),
    storm: {
      cause: storm.cause.kind === 'surge' ? null : storm.cause.title,
      services: [...storm.services],
      member: member === null ? null : saidIn(member),
    },
    ties: tiesOf({ service, evidence, release, traces }, storm),
  };
}

/** The same as far as people are told: the first services, and of each side its cause. */
export function becauseOf({ rule, service, own, storm, ties }: JoinedBecause): Because {
  const { cause, services, member } = storm;
  const other = { cause, services: someOf(services), member: member?.cause ?? null, ties };
  return { rule, own: ownWords(service, own), storm: other };
}

/** What one side says itself. */
export function ownWords(service: string, { cause, unreachable }: Said): NonNullable<Because['own']> {
  return { service, cause, unreachable };
}

/** What a failure would become in each storm: by which rule it joins, or why it stays out. */
export function meet(
  voter: Voter,
  storms: readonly StormView[],
  now: number,
  thresholds: Thresholds,
): readonly Meeting[] {
  return storms.map((storm) => {
    const match = adopt(voter, new Choice([storm]), now, thresholds);
    return {
      root: storm.root,
      cause: storm.cause.title,
      joined: match === null ? null : joinedBecause(match.rule, voter, storm),
      staysOut: match === null ? staysOut(voter.evidence, storm) : null,
    };
  });
}

/** How the votes stand for every cause for which a failure may vote, the strongest first. */
export function standings(
  newest: Voter,
  others: readonly Voter[],
  thresholds: Thresholds,
  usual: UsualHere,
): readonly Standing[] {
  return groupsOf(newest, others).map((group) => standingOf(group, { others, thresholds, usual }));
}

/** What a group is measured by. */
interface Scene {
  /** All that broke out lately, whether they are of the group or not. */
  readonly others: readonly Voter[];
  readonly thresholds: Thresholds;
  readonly usual: UsualHere;
}

/** How those stand who share a cause. */
export function standingOf(group: Group, { others, thresholds, usual }: Scene): Standing {
  const { cause, voters } = group;
  const { chance, expected } = rarityOf(group, others, usual);
  const counts = {
    issues: voters.length,
    services: new Set(voters.map((voter) => voter.service)).size,
    loud: voters.filter((voter) => voter.loud).length,
    alerts: voters.reduce((sum, voter) => sum + voter.alerts, 0),
  };
  return {
    cause,
    ...counts,
    usualAMinute: (expected * 60_000) / thresholds.windowMs,
    usualKnown: usual.known,
    chance,
    missing: missingOf(cause, { ...counts, ofRelease: countedForRelease(voters).length }, chance, thresholds),
  };
}

interface Counts extends Pick<Standing, 'issues' | 'services' | 'loud' | 'alerts'> {
  /** Issues that count where a release is blamed. */
  readonly ofRelease: number;
}

function missingOf(cause: Cause, counts: Counts, chance: number, thresholds: Thresholds): readonly Missing[] {
  const needs = [...needsOf(cause, counts, thresholds), inAll(counts, thresholds)];
  const unmet = needs.filter((either) => either.every(({ have, need }) => have < need));
  const more = unmet.map((either): Missing => ({ code: 'more', either }));
  const below = mustBeBelow(cause, thresholds);
  return chance < below ? more : [...more, { code: 'surprise', chance, below }];
}

/** Of each list one is enough, and every list must have one. */
function needsOf(cause: Cause, of: Counts, thresholds: Thresholds): readonly (readonly Need[])[] {
  const issues: Need = { what: 'issues', have: of.issues, need: thresholds.minIssues };
  const services: Need = { what: 'services', have: of.services, need: thresholds.minServices };
  switch (cause.kind) {
    case 'rule':
    case 'mode':
    case 'dependency':
    case 'host':
      return [[issues, services, { what: 'loud issues', have: of.loud, need: thresholds.minLoudIssues }]];
    case 'release':
      return [[{ what: 'issues', have: of.ofRelease, need: thresholds.minReleaseIssues }]];
    case 'code':
    case 'template':
      return [[issues, services], [{ ...services, need: 2 }]];
    case 'service':
      return [[{ what: 'loud issues', have: of.issues, need: thresholds.minIssues }]];
    case 'merged':
    case 'surge':
      return [];
  }
}

function inAll(of: Counts, thresholds: Thresholds): readonly Need[] {
  return [
    { what: 'alerts', have: of.alerts, need: thresholds.minAlertsInAll },
    { what: 'issues', have: of.issues, need: thresholds.minIssuesInAll },
  ];
}

/** What a failure and a storm have in common, the strongest first. */
function tiesOf(
  { service, evidence, release, traces }: Pick<Voter, 'service' | 'evidence' | 'release' | 'traces'>,
  storm: StormView,
): readonly Tie[] {
  const { named, names, weak, hints = [] } = evidence;
  const known = new Set(storm.evidences.flatMap((one) => one.names));
  const members = [...storm.services].filter((one) => one !== service);
  const engines = storm.evidences.filter((one) => one.family !== null && sharedCause(evidence, one) !== null);
  const pattern = [...weak, ...(release === null ? [] : [release])].find(
    (one) => one.key === storm.cause.key && one.kind !== 'service',
  );
  const ties: (Tie | null)[] = [
    evidence.rule !== undefined && named?.key === storm.cause.key
      ? { code: 'rule', rule: evidence.rule, title: named.title }
      : null,
    named?.kind === 'mode' && named.key === storm.cause.key ? { code: 'mode', title: named.title } : null,
    evidence.family !== null && engines.length > 0 ? { code: 'engine', name: evidence.family } : null,
    ...names.filter((name) => known.has(name)).map((name): Tie => ({ code: 'host', name })),
    ...members
      .filter((one) => names.includes(nameOfService(one)))
      .map((one): Tie => ({ code: 'calls', service: one })),
    traces.some((id) => storm.traceIds.has(id)) ? { code: 'trace' } : null,
    pattern === undefined ? null : { code: 'pattern', title: pattern.title },
    ...hints
      .filter((name) => known.has(name) || members.some((one) => nameOfService(one) === name))
      .map((name): Tie => ({ code: 'hint', name })),
    storm.services.has(service) ? { code: 'struck-service', service } : null,
    known.has(nameOfService(service)) ? { code: 'called-by-members' } : null,
  ];
  return ties.filter((tie) => tie !== null);
}

/** The member that shares a cause with it, else one that names a host of it. */
function mostAlike(evidence: Evidence, members: readonly Evidence[]): Evidence | null {
  const sharing = members.find((one) => sharedCause(evidence, one) !== null);
  return sharing ?? members.find((one) => one.names.some((name) => evidence.names.includes(name))) ?? null;
}

function staysOut(evidence: Evidence, storm: StormView): StaysOut {
  const own = evidence.named?.title;
  if (own === undefined) return { code: 'shares-nothing', own: saidIn(evidence) };
  const naming = storm.evidences.filter((one) => one.named !== null);
  const contradicts = naming.length > 0 && naming.every((one) => contradict(evidence, one));
  const about = storm.cause.kind === 'surge' ? naming[0]?.named?.title : storm.cause.title;
  return { code: contradicts ? 'contradicts' : 'named-other', own, storm: about ?? storm.cause.title };
}

/** What an error says itself about why. */
export function saidIn({ named, names, unreachable }: Evidence): Said {
  return { cause: named?.title ?? null, names, unreachable };
}
