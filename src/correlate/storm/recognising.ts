import { enduringMs, enduringOf, lastingMs, lastingOf, type Issue } from '../../domain/issue.ts';
import type { Draft } from '../state/draft.ts';
import type { StormView, Voter } from '../state/heard.ts';
import { foundInCrowd } from './newcomers.ts';
import { usualFor, usualHere } from './noting.ts';
import { foundOneAfterAnother } from './one-after-another.ts';
import { lastingSurgeIn, surgeIn } from './surge/surge.ts';
import { recognise, type Finding } from './vote.ts';
import { voterOf } from './voter.ts';
import { enduringVoters, looseVoters, recentVoters, votersBeside } from './voters.ts';
import { besideMs } from './young.ts';

/** A storm that was recognised, and all who voted. */
export interface Found {
  readonly finding: Finding;
  readonly voters: readonly Voter[];
}

/** A storm that an issue completes by what it says: at once, as it goes on, or as one service after the other says so. */
export function foundByName(draft: Draft, newest: Issue, storms: readonly StormView[]): Found | null {
  return (
    foundAtOnce(draft, newest, storms) ?? foundSlowly(draft, newest) ?? foundOneAfterAnother(draft, newest)
  );
}

/** Recognises a storm among the issues that broke out lately. */
function foundAtOnce(draft: Draft, newest: Issue, storms: readonly StormView[]): Found | null {
  const thresholds = draft.policy.storm;
  if (draft.heardAt - newest.breakoutAt > thresholds.windowMs) return null;
  const voter = voterOf(draft, newest);
  const others = votersBeside(draft, newest);
  // What cannot reach something beside a young storm speaks for that storm, and for no other.
  const heard = storms.some(({ since }) => Math.abs(draft.heardAt - since) <= besideMs)
    ? others.filter(({ unreachable, partOf }) => !unreachable || partOf !== null)
    : others;
  const finding = recognise(voter, heard, thresholds, usualHere(draft, newest.environmentClass));
  return finding === null ? null : { finding, voters: [voter, ...others] };
}

/** Those that name one cause and go on need no minute in common: some outages creep. */
function foundSlowly(draft: Draft, newest: Issue): Found | null {
  const { environmentClass: environment, evidence } = newest;
  if (evidence.named === null || lastingOf(newest, draft.heardAt) === 0) return null;
  const { storm } = draft.policy;
  const voter = voterOf(draft, newest);
  const others = recentVoters(draft, environment).filter(
    ({ issue, lasting }) => issue !== newest.key && lasting > 0,
  );
  const usual = usualFor(usualHere(draft, environment), lastingMs, storm.windowMs);
  const finding = recognise(voter, others, storm, usual);
  return finding === null ? null : { finding, voters: [voter, ...others] };
}

/** A storm that an issue completes whatever it says: by how many are loud at once, by fewer that last, or by those that go on. */
export function foundWithoutWords(draft: Draft, newest: Issue): Found | null {
  const { environmentClass: environment } = newest;
  const young = draft.heardAt - newest.breakoutAt <= draft.policy.storm.windowMs;
  const lasts = lastingOf(newest, draft.heardAt) > 0;
  // Most of what speaks is neither.
  if (!young && !lasts) return null;
  const usual = usualHere(draft, environment);
  const loose = young ? looseVoters(draft, environment) : [];
  const surge = surgeIn(loose, usual);
  if (surge !== null) return { finding: surge, voters: loose };
  const crowd = young ? foundInCrowd(draft, newest) : null;
  if (crowd !== null) return crowd;
  if (!lasts) return null;
  const recent = recentVoters(draft, environment);
  const lasting = lastingSurgeIn(recent, usual);
  if (lasting !== null) return { finding: lasting, voters: recent };
  // What is loud and goes on needs no minutes in common: an outage may take one service after the other.
  if (enduringOf(newest, draft.heardAt, draft.policy.storm) === 0) return null;
  const enduring = enduringVoters(draft, environment);
  const spreading = lastingSurgeIn(enduring.map(asEnduring), usual, enduringMs(draft.policy.storm));
  return spreading === null ? null : { finding: spreading, voters: enduring };
}

/** As it has lasted for as long as it goes on. */
export function asEnduring({
  issue,
  service,
  breakoutAt,
  enduring,
}: Voter): Parameters<typeof lastingSurgeIn>[0][number] {
  return { issue, service, breakoutAt, lasting: enduring };
}
