import type { Cause } from '../../domain/cause.ts';
import { someOf } from '../../domain/decision/amounts.ts';
import type { JoiningRule } from '../../domain/decision/belonging.ts';
import type { StormFound, SurgeCounted } from '../../domain/decision/storms.ts';
import { enduringMs, type Issue } from '../../domain/issue.ts';
import type { StormView, Voter } from '../state/heard.ts';
import type { Draft } from '../state/draft.ts';
import { becauseOf, joinedBecause, ownWords, saidIn, standingOf } from './explanation.ts';
import { tieOf, type Attachment } from './membership.ts';
import { standingOfCrowd } from './newcomers.ts';
import { usualHere } from './noting.ts';
import { chanceOneAfterAnother } from './one-after-another.ts';
import { asEnduring } from './recognising.ts';
import { isSurge, lastingStanding, surgeStanding, type SurgeStanding } from './surge/surge-standing.ts';
import type { Breakout } from './surge/surge.ts';
import type { Finding } from './vote.ts';
import { voterOf } from './voter.ts';
import { votersOf } from './voters.ts';

/** The message has them all; whoever reads the channel wants those that fell first. */
const servicesTold = 6;

/** An attachment that tells why, out of what both sides said; as it is where the storm is not at hand. */
export function withReason(
  draft: Draft,
  issue: Issue,
  to: Attachment,
  storms: readonly StormView[],
): Attachment {
  const storm = storms.find(({ root }) => root === to.root);
  if (storm === undefined) return to;
  return { ...to, because: becauseOf(joinedBecause(to.rule, voterOf(draft, issue), storm)) };
}

/** How a member becomes part of the storm that it has just helped to find. */
export function asMember(
  draft: Draft,
  finding: Finding,
  { root, issues }: { readonly root: string; readonly issues: readonly string[] },
): Attachment {
  const issue = draft.issue(issues.find((key) => finding.issues.includes(key)) ?? '');
  const rule = foundBy(finding.cause, issue?.evidence.rule);
  const to: Attachment = { root, rule, ...tieOf(finding.cause) };
  if (issue === null) return to;
  return { ...to, because: { rule, own: ownWords(issue.service, saidIn(issue.evidence)), storm: null } };
}

/** By what its first members found each other. `rule` is the operator's that named the cause, if one did. */
function foundBy({ kind, title: about }: Cause, rule: string | undefined): JoiningRule {
  if (kind === 'surge') return { code: 'broke-out-with-others' };
  return kind === 'rule' && rule !== undefined
    ? { code: 'shares-by-rule', about, rule }
    : { code: 'shares-cause', about };
}

/** What is told of a storm that was just found: its cause, the statistic behind it, and what is usual here. */
export function announcement(draft: Draft, { cause, issues }: Finding): StormFound {
  const { title } = cause;
  const surge = cause.kind === 'surge';
  const members = issues.map((key) => draft.issue(key)).filter((issue) => issue !== null);
  const [first] = members;
  if (first === undefined) return { code: surge ? 'surge-found' : 'storm-found', title, counted: null };
  const usual = usualHere(draft, first.environmentClass);
  const voters = members.map((issue) => voterOf(draft, issue));
  const thresholds = draft.policy.storm;
  if (!surge) {
    const others = votersOf(draft, first.environmentClass);
    const standing = standingOf({ cause, voters }, { others, thresholds, usual });
    const { issues: broke, services, usualAMinute, usualKnown, chance } = standing;
    const inTurn = chanceInTurn(draft, members, cause);
    const usually = { usualAMinute, usualKnown, chance: inTurn ?? chance };
    return {
      code: 'storm-found',
      title,
      counted: { issues: broke, services, ...usually, inTurn: inTurn !== null },
    };
  }
  const loud = voters.filter((voter): voter is Voter & Breakout => voter.burst > 0);
  const atOnce = surgeStanding(loud, usual, thresholds.windowMs);
  const goingOn = lastingStanding(voters, usual);
  const spreading = lastingStanding(voters.map(asEnduring), usual, enduringMs(draft.policy.storm));
  const crowd = standingOfCrowd(draft, members);
  const standings = [atOnce, goingOn, spreading, ...(crowd === null ? [] : [crowd])];
  const standing = standings.find(isSurge) ?? atOnce;
  return {
    code: 'surge-found',
    title,
    counted: { fell: someOf(fallen(voters), servicesTold), ...countedOf(standing) },
  };
}

/** How likely it is by chance that these came one after the other; null where they broke out in one window. */
function chanceInTurn(draft: Draft, members: readonly Issue[], cause: Cause): number | null {
  const times = members.map(({ breakoutAt }) => breakoutAt);
  const newest = members.find(({ breakoutAt }) => breakoutAt === Math.max(...times));
  if (newest === undefined || newest.breakoutAt - Math.min(...times) <= draft.policy.storm.windowMs)
    return null;
  return chanceOneAfterAnother(draft, newest, { cause, issues: members });
}

/** The statistic behind a surge. */
function countedOf(standing: SurgeStanding): Omit<SurgeCounted, 'fell'> {
  const { issues, services, minIssues, minServices, burst, lasting = null } = standing;
  const { usualAMinute, usualKnown, chance, below } = standing;
  const needed = { issues, services, minIssues, minServices, burst, lasting };
  return { ...needed, usualAMinute, usualKnown, chance, below, proven: isSurge(standing) };
}

/** Services, the first to fall in front. */
function fallen(voters: readonly Voter[]): readonly string[] {
  const order = [...voters].sort((a, b) => a.breakoutAt - b.breakoutAt);
  return [...new Set(order.map(({ service }) => service))];
}
