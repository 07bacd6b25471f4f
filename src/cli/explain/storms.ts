import type { BrainState } from '../../correlate/state/brain-state.ts';
import { Draft } from '../../correlate/state/draft.ts';
import { meet, standings } from '../../correlate/storm/explanation.ts';
import {
  crowdSentence,
  meetingSentence,
  seldomSentence,
  standingSentence,
  surgeSentence,
} from '../../correlate/storm/explanation-words.ts';
import { newcomersStanding } from '../../correlate/storm/newcomers.ts';
import { usualHere } from '../../correlate/storm/noting.ts';
import { seldomStanding } from '../../correlate/storm/one-after-another.ts';
import { activeStorms } from '../../correlate/storm/storm-view.ts';
import { isLoose, recentVoters, votersOf } from '../../correlate/storm/voters.ts';
import { lastingStanding, surgeStanding } from '../../correlate/storm/surge/surge-standing.ts';
import { voterOf } from '../../correlate/storm/voter.ts';
import type { Issue } from '../../domain/issue.ts';

/** Lines of one part of an explanation: what it is about, and what is said of it. */
export type Lines = readonly (readonly [string, string])[];

const mostStorms = 20;

/**
 * Which open storms a failure meets, by which rule it joins each, or why not.
 * @param before What the relay knew when the alert came.
 * @param issue The failure as the relay knows it since.
 */
export function stormLines(before: BrainState, issue: Issue, now: number): Lines {
  if (issue.kind !== 'error')
    return [['none', 'what Sentry raises itself joins no storm: its words prove nothing of others']];
  const draft = new Draft(before, before.meta.cursor + 1, now);
  const storms = activeStorms(draft, issue.environmentClass);
  if (storms.length === 0) return [['none', `none is open in ${issue.environmentClass}`]];
  return meet(voterOf(draft, issue), storms.slice(0, mostStorms), now, draft.policy.storm).map(
    (meeting): [string, string] => [meeting.root, `${meeting.cause}: ${meetingSentence(meeting)}`],
  );
}

/** How the votes stand that a failure joins, what is usual of them, and what is missing for a storm. */
export function voteLines(before: BrainState, issue: Issue, now: number): Lines {
  if (issue.kind !== 'error') return [['none', 'what Sentry raises itself does not vote']];
  const draft = new Draft(before, before.meta.cursor + 1, now);
  const thresholds = draft.policy.storm;
  if (now - issue.breakoutAt > thresholds.windowMs)
    return [['none', 'only a failure that has just broken out votes, and this one has gone on for longer']];
  const others = votersOf(draft, issue.environmentClass).filter((voter) => voter.issue !== issue.key);
  const newest = voterOf(draft, issue);
  if (newest.slight)
    return [
      [
        'none',
        'a note, a mere warning, or what happens on any day, is no vote while it is neither loud nor goes on',
      ],
    ];
  const usual = usualHere(draft, issue.environmentClass);
  const named = standings(newest, others, thresholds, usual).map((standing): [string, string] => [
    standing.cause.kind,
    `${standing.cause.title}: ${standingSentence(standing)}`,
  ]);
  const breakouts = [...others, newest].filter(isLoose);
  const surge = surgeSentence(surgeStanding(breakouts, usual, thresholds.windowMs));
  const lasting = recentVoters(draft, issue.environmentClass).filter((voter) => voter.issue !== issue.key);
  const seldom = seldomStanding(draft, issue);
  const crowd = newcomersStanding(draft, issue);
  const goingOn = surgeSentence(lastingStanding([...lasting, newest], usual));
  return [
    ...(named.length === 0
      ? [['none', 'it names nothing that another failure could share'] as const]
      : named),
    ['surge', `whatever the words say: ${surge}`],
    ['going on', `whatever the words say: ${goingOn}`],
    ...(crowd === null ? [] : [['new here', `whatever the words say: ${crowdSentence(crowd)}`] as const]),
    ...(seldom === null ? [] : [['one after the other', seldomSentence(seldom)] as const]),
  ];
}
