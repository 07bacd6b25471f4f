import type { EnvironmentClass } from '../../domain/environment/environment.ts';
import { isGuest, type Incident } from '../../domain/incident.ts';
import { isLoud, type Issue } from '../../domain/issue.ts';
import type { Rise } from '../incident/identity.ts';
import type { HeardVoter, StormView, Voter } from '../state/heard.ts';
import { adopt, adoptFirmly } from './adopt.ts';
import type { Draft } from '../state/draft.ts';
import { announcement, asMember, withReason } from './announcing.ts';
import { keepsCompany, surgeBeside } from './beside.ts';
import { Choice } from './choice.ts';
import { leaveStorm } from '../incident/lifecycle.ts';
import { attach, mayBeGuest, mayMove, mayVote, tieOf, wouldWakeNobody } from './membership.ts';
import { gatherBehindNetwork, nameSurge, rename } from './naming.ts';
import { forgetBursts, noteBreakout, noteBurst, usualHere } from './noting.ts';
import { byAge } from '../state/orders.ts';
import { activeStorms } from './storm-view.ts';
import type { Surge } from './surge/surge.ts';
import { crowdGoesOn } from './newcomers.ts';
import { joinInstead, type Joining } from './takeover.ts';
import { isNetwork } from './network.ts';
import { foundByName, foundWithoutWords, type Found } from './recognising.ts';
import type { Finding } from './vote.ts';
import { voterOf } from './voter.ts';
import { looseVoters, votersOf } from './voters.ts';

/** For so long after a surge was noticed, what breaks out at all is most likely part of it, in ms. */
const sweptMs = 120_000;
/** So many times the usual breakouts make chance the less likely reason. */
const leastSwept = 3;

/**
 * Looks whether an issue that broke out (or has just become loud, or has just said more) belongs to a storm,
 * makes one, or neither.
 */
export function watchStorms(draft: Draft, key: string, rise: Rise): void {
  const issue = draft.issue(key);
  const incident = issue === null ? null : draft.incident(issue.incident);
  if (issue === null || incident === null || incident.status === 'resolved') return;
  // What Sentry itself raises is its rule or its monitor alone, whatever its words have in common with others.
  if (issue.kind !== 'error') return;
  // An older one is recognised by nobody, and most often nobody is heard for it.
  const young = mayVote(incident) && draft.heardAt - issue.breakoutAt <= draft.policy.storm.windowMs;
  const heard = young ? votersOf(draft, issue.environmentClass) : null;
  if (mayVote(incident) && findsStorm(draft, issue, incident)) recruit(draft, issue.environmentClass, heard);
  const now = draft.incident(incident.id);
  // What a storm explains is not usual here: counted, it would hide the next outage of the same kind.
  if (now === null || now.parent !== null || now.storm !== null) return;
  if (rise.breakout) noteBreakout(draft, issue);
  if (rise.burst > rise.before || rise.lasting > rise.lastedBefore) noteBurst(draft, issue, rise);
}

/** Order matters: a sure match first, then a new storm, then company, and only then what many issues prove without a word. */
function findsStorm(draft: Draft, issue: Issue, incident: Incident): boolean {
  const storms = activeStorms(draft, issue.environmentClass);
  const among = { choice: new Choice(storms), firmly: !mayBeGuest(incident) };
  const match = mayMove(incident) ? matchOf(draft, voterOf(draft, issue), incident, among) : null;
  if (match !== null && wouldWakeNobody(draft, incident, match)) return false;
  if (match !== null && !match.soft) {
    attach(draft, incident, withReason(draft, issue, match, storms));
    nameSurge(draft, match.root);
    return true;
  }
  const named = foundByName(draft, issue, storms);
  if (named !== null) return settle(draft, named, storms);
  const beside = surgeBeside(draft, issue, storms);
  if (beside !== null) return stands(draft, beside);
  if (!mayBeGuest(incident)) return surges(draft, issue, storms);
  if (match !== null) {
    attach(draft, incident, withReason(draft, issue, match, storms));
    return true;
  }
  return (
    keepsCompany(draft, issue, storms) ||
    comesAlong(draft, issue, storms) ||
    surges(draft, issue, storms) ||
    isSwept(draft, issue, storms)
  );
}

/**
 * While newcomers go on to come as they did when a storm of them was noticed, one more of a service that it struck is part
 * of it. Of another service it may be there by chance: a guest, so that the storm does not name that service.
 */
function comesAlong(draft: Draft, newest: Issue, storms: readonly StormView[]): boolean {
  const incident = draft.incident(newest.incident);
  const storm = incident === null ? null : crowdGoesOn(draft, newest, storms);
  if (incident === null || storm === null) return false;
  const { root } = storm;
  const soft = !storm.services.has(newest.service);
  const rule = { code: 'more-than-usual-together' } as const;
  attach(draft, incident, withReason(draft, newest, { root, rule, soft, company: true }, storms));
  return true;
}

interface Among {
  readonly choice: Choice;
  /** No soft rule is asked. */
  readonly firmly: boolean;
}

/** Where an issue would go that may move; null for what it is part of already, unless it is tied more firmly now. */
function matchOf(
  draft: Draft,
  voter: Voter,
  incident: Incident,
  { choice, firmly }: Among,
): ReturnType<typeof adopt> {
  // A member is among those that its storm is known by, and would always find itself there; a guest is not.
  const guest = isGuest(incident);
  const others = guest || incident.parent === null ? choice : choice.without(incident.parent);
  const match = firmly
    ? adoptFirmly(voter, others, draft.heardAt)
    : adopt(voter, others, draft.heardAt, draft.policy.storm);
  if (match === null || incident.parent === null) return match;
  // A member leaves its storm for nothing less than a shared cause, a guest also for one that struck its service.
  if (!match.soft && !match.company) return match;
  const own = choice.storms.find(({ root }) => root === incident.parent);
  const better = choice.storms.find(({ root }) => root === match.root)?.services.has(voter.service) === true;
  return guest && better && own?.services.has(voter.service) !== true ? match : null;
}

/** Makes a finding a storm, or part of the one that it really is. */
function settle(draft: Draft, { finding, voters }: Found, storms: readonly StormView[]): true {
  const join = joinInstead(finding, voters, storms, draft.heardAt);
  if (join === null) promote(draft, finding);
  else joinStorm(draft, finding, join);
  return true;
}

/** While far more breaks out than is usual, what does so in the first minutes of a surge is most likely part of it, loud or not. */
function isSwept(draft: Draft, newest: Issue, storms: readonly StormView[]): boolean {
  const surge = storms.find(
    ({ cause, since }) => cause.kind === 'surge' && Math.abs(draft.heardAt - since) <= sweptMs,
  );
  const incident = draft.incident(newest.incident);
  if (surge === undefined || incident === null || !mayBeGuest(incident)) return false;
  if (newest.breakoutAt < surge.firstBreakoutAt) return false;
  const broke = votersOf(draft, newest.environmentClass).length;
  if (broke < leastSwept * usualHere(draft, newest.environmentClass).any(1, broke)) return false;
  const rule = { code: 'in-first-minutes-of-surge' } as const;
  attach(
    draft,
    incident,
    withReason(draft, newest, { root: surge.root, rule, soft: true, company: true }, storms),
  );
  return true;
}

/** What stood beside a surge when it was noticed. */
function sweep(draft: Draft, environment: EnvironmentClass): void {
  const storms = activeStorms(draft, environment);
  for (const { issue: key } of looseVoters(draft, environment)) {
    const issue = draft.issue(key);
    if (issue !== null) isSwept(draft, issue, storms);
  }
}

/** Many issues that broke out together make a storm even when no word of theirs says why; so do fewer that last. */
function surges(draft: Draft, newest: Issue, storms: readonly StormView[]): boolean {
  const found = foundWithoutWords(draft, newest);
  if (found === null) return false;
  settle(draft, found, storms);
  const root = draft.incident(draft.issue(found.finding.issues[0] ?? '')?.incident ?? '');
  if (root !== null) nameSurge(draft, root.parent ?? root.id);
  sweep(draft, newest.environmentClass);
  return true;
}

/** A surge of its own beside storms that explain nothing of it. */
function stands(draft: Draft, surge: Surge): true {
  promote(draft, surge);
  return true;
}

/** Makes a finding a storm: its oldest member whose page is wanted, else the oldest, becomes the root and keeps everything it has. */
function promote(draft: Draft, finding: Finding): void {
  const members = membersOf(draft, finding).filter(({ storm }) => storm === null);
  const paged = members.filter((member) => member.page !== null && member.page.withdrawn === null);
  const chosen = (paged[0] ?? headOf(draft, finding, members))?.id;
  const root = chosen === undefined ? null : draft.incident(chosen);
  if (root === null) return;
  const storm = { cause: finding.cause, since: draft.heardAt };
  if (root.parent === null) forgetBursts(draft, root);
  else leaveStorm(draft, root.id, { code: 'left-for-own-cause', title: finding.cause.title });
  draft.change(root.id, (row) => ({ ...row, storm }));
  for (const member of members)
    if (member.id !== root.id)
      attach(draft, member, asMember(draft, finding, { root: root.id, issues: member.issues }));
  draft.tell(root.id, 'storm', announcement(draft, finding), 'channel');
  reseatGuests(draft, root);
  if (isNetwork(finding.cause)) gatherBehindNetwork(draft, root);
}

/** The oldest speaks for all; in a surge, where nothing but its loudness ties a member to the others, the oldest that is loud. */
function headOf(draft: Draft, { cause }: Finding, members: readonly Incident[]): Incident | undefined {
  const { windowMs } = draft.policy.storm;
  const loud = members.filter(({ issues }) =>
    issues.some((key) => {
      const issue = draft.issue(key);
      return issue !== null && isLoud(issue, draft.heardAt, windowMs);
    }),
  );
  return cause.kind === 'surge' ? (loud[0] ?? members[0]) : members[0];
}

/** What went to another storm for want of a better one may belong to the one that has just been found. */
function reseatGuests(draft: Draft, { id, environmentClass }: Incident): void {
  const storms = activeStorms(draft, environmentClass);
  const choice = new Choice(storms);
  for (const storm of storms) {
    if (storm.root === id) continue;
    for (const guest of draft.childrenOf(storm.root)) {
      if (!isGuest(guest) || !mayMove(guest)) continue;
      const [key] = guest.issues;
      const issue = key === undefined ? null : draft.issue(key);
      const match =
        issue === null ? null : matchOf(draft, voterOf(draft, issue), guest, { choice, firmly: false });
      if (match?.root === id) attach(draft, guest, match);
    }
  }
}

function joinStorm(draft: Draft, finding: Finding, join: Joining): void {
  for (const member of membersOf(draft, finding))
    if (member.storm === null)
      attach(draft, member, { root: join.root, rule: join.rule, ...tieOf(finding.cause) });
  const root = draft.incident(join.root);
  if (root !== null) rename(draft, root, join.cause);
}

/**
 * A storm that grew may explain what stood beside it a moment ago. Runs until nothing more joins.
 * @param voters Those that may have voted before it grew, where they are known: who became a member since is passed over.
 */
function recruit(draft: Draft, environment: EnvironmentClass, voters: readonly HeardVoter[] | null): void {
  for (let joined = true; joined;) {
    joined = false;
    const storms = activeStorms(draft, environment);
    const choice = new Choice(storms);
    const [only] = storms.length === 1 ? storms : [];
    for (const voter of voters ?? votersOf(draft, environment)) {
      const incident = homeOf(draft, voter);
      if (incident === null || !mayMove(incident)) continue;
      // Whoever is listed by the only storm would find no other.
      if (only !== undefined && only.root === incident.parent) continue;
      const match = matchOf(draft, voter, incident, { choice, firmly: !mayBeGuest(incident) });
      const issue = match === null ? null : draft.issue(voter.issue);
      if (match === null || issue === null || incident.parent === match.root) continue;
      if (wouldWakeNobody(draft, incident, match)) continue;
      attach(draft, incident, withReason(draft, issue, match, storms));
      joined = true;
    }
  }
}

/** The incident of a voter as it is now. */
function homeOf(draft: Draft, { issue, home }: HeardVoter): Incident | null {
  if (!draft.hasWrittenIssue(issue))
    return draft.hasWrittenIncident(home.id) ? draft.incident(home.id) : home;
  const id = draft.issue(issue)?.incident;
  return id === undefined ? null : draft.incident(id);
}

function membersOf(draft: Draft, finding: Finding): readonly Incident[] {
  const ids = new Set(finding.issues.map((key) => draft.issue(key)?.incident ?? ''));
  return [...ids]
    .map((id) => draft.incident(id))
    .filter((incident) => incident !== null)
    .sort(byAge);
}
