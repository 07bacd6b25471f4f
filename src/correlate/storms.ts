import { drillOf, type EnvironmentClass } from '../domain/environment.ts';
import type { Incident } from '../domain/incident.ts';
import type { Issue } from '../domain/issue.ts';
import { adopt, type StormView } from './adopt.ts';
import type { Draft } from './draft.ts';
import { byAge } from './orders.ts';
import { stormView } from './storm-view.ts';
import { isForgettable } from './surprise.ts';
import { countBreakout, usualInWindow } from './usual.ts';
import { joinInstead, type Joining } from './takeover.ts';
import { causeKeysOf, recognise, type Finding } from './vote.ts';
import { voterOf } from './voter.ts';

/** Votes beyond the newest so many add nothing, and would make every new issue of a flood dearer than the last. */
const votersHeard = 200;
/** Baselines beyond this many are looked through for those that no longer matter. */
const baselinesKept = 2_000;

/**
 * Looks whether an issue that broke out (or has just become loud, or has just said more) belongs to a storm,
 * makes one, or neither.
 */
export function watchStorms(draft: Draft, key: string, breakout: boolean): void {
  const issue = draft.issue(key);
  const incident = issue === null ? null : draft.incident(issue.incident);
  if (issue === null || incident === null || incident.status === 'resolved') return;
  // What Sentry itself raises is its rule or its monitor alone, whatever its words have in common with others.
  if (issue.kind !== 'error') return;
  if (!isSettled(draft, incident) && findsStorm(draft, issue, incident))
    recruit(draft, issue.environmentClass);
  const now = draft.incident(incident.id);
  // What a storm explains is not usual here: counted, it would hide the next outage of the same kind.
  if (breakout && now?.parent === null && now.storm === null && !isDrill(issue)) noteBreakout(draft, issue);
}

/** Order matters: a sure match first, then a new storm, and only then a soft adoption. */
function findsStorm(draft: Draft, issue: Issue, incident: Incident): boolean {
  const storms = activeStorms(draft, issue.environmentClass).filter((storm) => storm.root !== incident.id);
  const match = adopt(voterOf(draft, issue), storms, draft.now, draft.policy.storm);
  if (match !== null && !match.soft) {
    attach(draft, incident, match);
    return true;
  }
  if (found(draft, issue, storms)) return true;
  if (match === null || !mayBeGuest(incident)) return false;
  attach(draft, incident, match);
  return true;
}

/** What meets a paging rule by itself is a trouble of its own: adopted on a guess, it would wake nobody. */
function mayBeGuest({ parent, pageReason }: Incident): boolean {
  return parent === null && pageReason === null;
}

/** True for roots of storms, and for children that no better storm may take. */
function isSettled(draft: Draft, incident: Incident): boolean {
  if (incident.storm !== null) return true;
  if (incident.parent === null) return false;
  const { adoption } = incident;
  if (adoption === null || !adoption.soft) return true;
  const shown = adoption.at >= incident.showFrom;
  return shown || draft.now - incident.openedAt > draft.policy.storm.softMs;
}

/** Recognises a storm among the issues that broke out lately, and makes it, or joins the one it really is. */
function found(draft: Draft, newest: Issue, storms: readonly StormView[]): boolean {
  const thresholds = draft.policy.storm;
  if (draft.now - newest.breakoutAt > thresholds.windowMs) return false;
  const others = candidates(draft, newest.environmentClass, thresholds.windowMs).filter(
    (issue) => issue.key !== newest.key,
  );
  const voter = voterOf(draft, newest);
  const voters = others.map((issue) => voterOf(draft, issue));
  const finding = recognise(voter, voters, thresholds, (key) =>
    usualInWindow(isDrill(newest) ? null : draft.baseline(key), draft.now, thresholds),
  );
  if (finding === null) return false;
  const join = joinInstead(finding, [voter, ...voters], storms, draft.now);
  if (join === null) promote(draft, finding);
  else joinStorm(draft, finding, join);
  return true;
}

/** Issues that broke out within the window and belong to no storm for good; of very many, the newest. */
function candidates(draft: Draft, environment: EnvironmentClass, windowMs: number): readonly Issue[] {
  const newest = draft.breakoutsSince(draft.now - windowMs - 1, environment, votersHeard);
  return newest.filter((issue) => {
    if (issue.kind !== 'error') return false;
    const incident = draft.incident(issue.incident);
    return incident !== null && incident.status !== 'resolved' && !isSettled(draft, incident);
  });
}

/** The oldest member whose page is wanted, else the oldest, becomes the root and keeps everything it has. */
function promote(draft: Draft, finding: Finding): void {
  const members = membersOf(draft, finding);
  const paged = members.filter((member) => member.page !== null && member.page.withdrawn === null);
  const chosen = (paged[0] ?? members[0])?.id;
  const root = chosen === undefined ? null : draft.incident(chosen);
  if (root === null) return;
  const storm = { cause: finding.cause, since: draft.now };
  draft.change(root.id, (row) => ({ ...row, parent: null, adoption: null, storm }));
  for (const member of members)
    if (member.id !== root.id)
      attach(draft, member, { root: root.id, rule: finding.cause.title, soft: false });
  const services = new Set(finding.issues.map((key) => draft.issue(key)?.service));
  const detail = `Storm: ${finding.cause.title}. ${finding.issues.length} issues of ${services.size} services broke out together.`;
  draft.tell(root.id, 'storm', detail, 'channel');
}

function joinStorm(draft: Draft, finding: Finding, join: Joining): void {
  for (const member of membersOf(draft, finding)) attach(draft, member, { ...join, soft: false });
  const root = draft.incident(join.root);
  if (root?.storm == null || root.storm.cause.key === join.cause.key) return;
  const storm = { ...root.storm, cause: join.cause };
  draft.change(root.id, (row) => ({ ...row, storm }));
  draft.tell(root.id, 'storm', `The cause is now known: ${join.cause.title}.`, 'thread');
}

/** Makes an incident a child. Its own children, if it had any, move along: children have no children. */
function attach(
  draft: Draft,
  incident: Incident,
  to: { readonly root: string; readonly rule: string; readonly soft: boolean },
): void {
  const root = draft.incident(to.root);
  if (root === null || incident.id === root.id || incident.parent === root.id) return;
  for (const child of draft.childrenOf(incident.id))
    draft.change(child.id, (row) => ({ ...row, parent: root.id }));
  const adoption = { at: draft.now, soft: to.soft, rule: to.rule };
  draft.change(incident.id, (row) => ({ ...row, parent: root.id, storm: null, adoption }));
  draft.dropTimer(`quiet:${incident.id}`);
  if (incident.parent !== null) draft.touch(incident.parent);
  draft.change(root.id, (row) => ({
    ...row,
    pageReason: row.pageReason ?? incident.pageReason,
    lastAlertAt: draft.now,
    quietSince: null,
  }));
  const names = incident.services.map((service) => service.name).join(', ');
  draft.tell(root.id, 'joined', `${names === '' ? incident.title : names} joined: ${to.rule}.`);
  draft.tell(incident.id, 'joined', `Part of ${root.id}: ${to.rule}.`);
}

/** A storm that grew may explain what stood beside it a moment ago. Runs until nothing more joins. */
function recruit(draft: Draft, environment: EnvironmentClass): void {
  for (let joined = true; joined;) {
    joined = false;
    const storms = activeStorms(draft, environment);
    for (const issue of candidates(draft, environment, draft.policy.storm.windowMs)) {
      const incident = draft.incident(issue.incident);
      const match =
        incident === null ? null : adopt(voterOf(draft, issue), storms, draft.now, draft.policy.storm);
      if (incident === null || match === null || incident.parent === match.root) continue;
      if (match.soft && !mayBeGuest(incident)) continue;
      attach(draft, incident, match);
      joined = true;
    }
  }
}

function membersOf(draft: Draft, finding: Finding): readonly Incident[] {
  const ids = new Set(finding.issues.map((key) => draft.issue(key)?.incident ?? ''));
  return [...ids]
    .map((id) => draft.incident(id))
    .filter((incident) => incident !== null)
    .sort(byAge);
}

function activeStorms(draft: Draft, environment: EnvironmentClass): readonly StormView[] {
  const roots = draft.roots().filter((root) => root.storm !== null && root.environmentClass === environment);
  const active = roots.filter((root) => draft.now - root.lastAlertAt <= draft.policy.storm.activeMs);
  return active.map((root) => stormView(draft, root)).filter((view) => view !== null);
}

/** Every wording that ever failed would stay otherwise. */
function forgetOldBaselines(draft: Draft, halfLifeMs: number): void {
  if (draft.baselineCount() < baselinesKept) return;
  for (const baseline of draft.baselines())
    if (isForgettable(baseline, draft.now, halfLifeMs)) draft.dropBaseline(baseline.key);
}

/** What is usual here says nothing of a drill, and a drill says nothing of what is usual. */
function isDrill({ environmentClass }: Issue): boolean {
  return drillOf(environmentClass) !== null;
}

/** Breakouts are counted for each cause, so that what is usual here raises no storm. */
function noteBreakout(draft: Draft, issue: Issue): void {
  const halfLifeMs = draft.policy.storm.baselineHalfLifeMs;
  for (const key of causeKeysOf(voterOf(draft, issue))) {
    const breakout = { key, service: issue.service };
    draft.putBaseline(countBreakout(draft.baseline(key), breakout, draft.now, halfLifeMs));
  }
  forgetOldBaselines(draft, halfLifeMs);
}
