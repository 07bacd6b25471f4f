import type { EnvironmentClass } from '../../domain/environment/environment.ts';
import type { Incident } from '../../domain/incident.ts';
import { enduringMs, lastingMs, type Issue } from '../../domain/issue.ts';
import type { Draft } from '../state/draft.ts';
import { mayVote } from './membership.ts';
import type { Breakout } from './surge/surge.ts';
import type { HeardVoter, Voter } from '../state/heard.ts';
import { hearVoter } from './voter.ts';

/** Votes beyond the newest so many add nothing, and would make every new issue of a flood dearer than the last. */
const votersHeard = 200;

/** Issues that broke out within the window and may still vote; of very many, the newest. */
export function votersOf(draft: Draft, environment: EnvironmentClass): readonly HeardVoter[] {
  const { windowMs } = draft.policy.storm;
  return draft.heard.of(draft.rowsWritten, environment, () => hear(draft, environment, { windowMs }));
}

/** Those that broke out a while ago and still go on as they began, or lately, and are in no storm. */
export function enduringVoters(draft: Draft, environment: EnvironmentClass): readonly HeardVoter[] {
  return hear(draft, environment, { windowMs: enduringMs(draft.policy.storm), alone: true }).filter(
    isNotSlight,
  );
}

/** Those of the last `windowMs` whose issues are such, and that are in no storm. */
export function votersWhere(
  draft: Draft,
  environment: EnvironmentClass,
  windowMs: number,
  isSuch: (issue: Issue) => boolean,
): readonly HeardVoter[] {
  return hear(draft, environment, { windowMs, isSuch, alone: true });
}

/** Who is heard. */
interface Asked {
  /** Those that broke out within so many ms. */
  readonly windowMs: number;
  /** Only those whose issues are such. */
  readonly isSuch?: (issue: Issue) => boolean;
  /** Only those that are in no storm. */
  readonly alone?: boolean;
}

/** Those that are asked for, in a storm that they may leave or in none. */
export function hear(
  draft: Draft,
  environment: EnvironmentClass,
  { windowMs, isSuch, alone = false }: Asked,
): readonly HeardVoter[] {
  const voters: HeardVoter[] = [];
  const hearing = draft.hearing();
  const homes = draft.homes();
  for (const breakout of draft.breakoutsSince(draft.heardAt - windowMs - 1, environment, votersHeard)) {
    if (isSuch !== undefined && !isSuch(breakout.row)) continue;
    const home = breakout.row.kind === 'error' ? homes(breakout) : null;
    if (home === null || home.status === 'resolved' || (alone && !isAlone(home)) || !mayVote(home)) continue;
    voters.push(hearVoter(hearing, breakout, home));
  }
  return voters;
}

function isAlone({ parent, storm }: Incident): boolean {
  return parent === null && storm === null;
}

function isNotSlight({ slight }: Voter): boolean {
  return !slight;
}

/** The same without one issue: whoever has just broken out stands last. */
export function votersBeside(draft: Draft, { key, environmentClass }: Issue): readonly HeardVoter[] {
  const voters = votersOf(draft, environmentClass);
  const at = voters.findLastIndex(({ issue }) => issue === key);
  return at < 0 ? voters : voters.toSpliced(at, 1);
}

/** Those that broke out lately and are in no storm. */
export function looseVoters(draft: Draft, environment: EnvironmentClass): readonly (Voter & Breakout)[] {
  return votersOf(draft, environment).filter(isLoose);
}

/** Whether it may be part of a surge. */
export function isLoose<One extends Voter>(voter: One): voter is One & Breakout {
  return voter.partOf === null && voter.burst > 0 && !voter.slight;
}

/** Those that broke out in the last minutes, whether they go on or not, and are in no storm. */
export function recentVoters(draft: Draft, environment: EnvironmentClass): readonly HeardVoter[] {
  return draft.recent.of(draft.rowsWritten, environment, () =>
    hear(draft, environment, { windowMs: lastingMs, alone: true }).filter(isNotSlight),
  );
}
