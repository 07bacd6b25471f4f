import type { Issue } from '../../domain/issue.ts';
import type { StormView, Voter } from '../state/heard.ts';
import type { Draft } from '../state/draft.ts';
import { joinedBecause, standingOf } from './explanation.ts';
import {
  joinSentence,
  list,
  sayingSentence,
  statisticSentence,
  surgeStatistic,
} from './explanation-words.ts';
import { tieOf, type Attachment } from './membership.ts';
import { usualHere } from './noting.ts';
import { stormSentence } from './storm-words.ts';
import { isSurge, lastingStanding, surgeStanding } from './surge-standing.ts';
import type { Breakout } from './surge.ts';
import type { Finding } from './vote.ts';
import { voterOf } from './voter.ts';

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
  return { ...to, because: joinSentence(joinedBecause(to.rule, voterOf(draft, issue), storm)) };
}

/** How a member becomes part of the storm that it has just helped to find. */
export function asMember(
  draft: Draft,
  finding: Finding,
  { root, issues }: { readonly root: string; readonly issues: readonly string[] },
): Attachment {
  const { kind, title } = finding.cause;
  const rule = kind === 'surge' ? 'it broke out together with the others' : title;
  const issue = draft.issue(issues.find((key) => finding.issues.includes(key)) ?? '');
  const to: Attachment = { root, rule, ...tieOf(finding.cause) };
  if (issue === null) return to;
  return { ...to, because: `${rule}. ${sayingSentence(issue.service, issue.evidence)}.` };
}

/** What is told of a storm that was just found: its cause, the statistic behind it, and what is usual here. */
export function announcement(draft: Draft, { cause, issues }: Finding): string {
  const members = issues.map((key) => draft.issue(key)).filter((issue) => issue !== null);
  const [first] = members;
  if (first === undefined) return stormSentence(cause);
  const usual = usualHere(draft, first.environmentClass);
  const voters = members.map((issue) => voterOf(draft, issue));
  const thresholds = draft.policy.storm;
  if (cause.kind !== 'surge') {
    const standing = standingOf({ cause, voters }, thresholds, usual);
    return `${stormSentence(cause)} ${statisticSentence(standing)}`;
  }
  const loud = voters.filter((voter): voter is Voter & Breakout => voter.burst > 0);
  const atOnce = surgeStanding(loud, usual, thresholds.windowMs);
  const goingOn = lastingStanding(voters, usual);
  const statistic = surgeStatistic(!isSurge(atOnce) && isSurge(goingOn) ? goingOn : atOnce);
  return `${stormSentence(cause)} They fell in this order: ${list(fallen(voters), servicesTold)}. ${statistic}`;
}

/** Services, the first to fall in front. */
function fallen(voters: readonly Voter[]): readonly string[] {
  const order = [...voters].sort((a, b) => a.breakoutAt - b.breakoutAt);
  return [...new Set(order.map(({ service }) => service))];
}
