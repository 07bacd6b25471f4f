import type { Cause } from '../../../domain/cause.ts';
import type { Regrouping, Undone } from '../../../domain/decision/belonging.ts';
import type { Refusal } from '../../../domain/decision/refusals.ts';
import { counted, setAside, type Disposition } from '../../../domain/inbox/disposition.ts';
import {
  newestGeneration,
  withGeneration,
  type Adoption,
  type Apart,
  type Incident,
  type PageWanted,
  type SeenAtAck,
} from '../../../domain/incident.ts';
import type { Issue } from '../../../domain/issue.ts';
import { atAllDesks } from '../../../domain/routing/desk.ts';
import { hasLivePage } from '../apart.ts';
import { lookAgainTimer } from '../../../domain/timer.ts';
import type { Draft } from '../../state/draft.ts';
import { newerAlert } from '../../state/told-late.ts';
import { handOn } from '../handed-on.ts';
import { leaveStorm, resolveIfOver, rootOf, seenBy, settleJoined } from '../lifecycle.ts';
import { knowMore } from '../mute.ts';
import { noteParted, partIssue, withHandOf, type Parted } from './issue-split.ts';
import { issueNamed, noSuchIssue, whyNotMerge, whyNotPart, whyNotSplit } from './regroup-rules.ts';

/** What ended that one was part of another: who did it, and into what it went; null where it goes on alone. */
interface Until {
  readonly who: string;
  readonly into: string | null;
}

/** A person takes a child out of its storm, or dissolves the storm of a root. What was split stays split. */
export function splitIncident(draft: Draft, incident: Incident, of: Regrouping): Disposition {
  const children = draft.childrenOf(incident.id);
  const refusal = whyNotSplit(incident, children.length);
  if (refusal !== null) return refused(refusal);
  if (incident.parent === null) dissolve(draft, incident, children, of);
  else splitOff(draft, incident, incident.parent, of);
  return counted(incident.id, { code: 'handled-by-person', action: 'split', who: of.who });
}

/** A person takes one issue out of an incident that has several; `said` is its key here, or its short id in Sentry. */
export function splitIssue(draft: Draft, incident: Incident, said: string, of: Regrouping): Disposition {
  const family = [incident, ...draft.childrenOf(incident.id)];
  const issue = issueNamed(
    family.flatMap(({ issues }) => issues.flatMap((key) => draft.issue(key) ?? [])),
    said,
  );
  const home = issue === null ? incident : (draft.incident(issue.incident) ?? incident);
  const refusal = whyNotPart(home, issue ?? goneIssue(draft, said), said);
  if (issue === null || refusal !== null) return refused(refusal ?? noSuchIssue(incident, said));
  const id = partIssue(draft, { issue, incident: home }, by(of));
  endIfOver(draft, home.id, of);
  return counted(id, { code: 'handled-by-person', action: 'split', who: of.who });
}

/** What is named and is here no longer: by its key, since a short id is looked for among those that are here. */
function goneIssue(draft: Draft, said: string): Issue | null {
  return draft.issue(said);
}

/** A person makes an incident, with its children, part of another one's storm. It wakes nobody anew. */
export function mergeIncident(draft: Draft, incident: Incident, into: Incident, of: Regrouping): Disposition {
  const root = rootOf(draft, into);
  const refusal = whyNotMerge(incident, into, root);
  if (refusal !== null) return refused(refusal);
  const undone = undoneSplit(incident);
  tellMerge(draft, { incident, root, undone }, of);
  joinByHand(draft, incident, root, of.who);
  takeIn(draft, incident, root.id, of.who);
  handOn(draft, incident);
  if (incident.parent !== null && incident.parent !== root.id) settleFormer(draft, incident.parent, of);
  return counted(root.id, { code: 'regrouped-by-person', who: of.who, undone });
}

function refused(refusal: Refusal): Disposition {
  return setAside({ code: 'regroup-refused', why: refusal });
}

function splitOff(draft: Draft, child: Incident, root: string, of: Regrouping): void {
  release(draft, child, root, of);
  draft.tell(root, 'split', { code: 'split-off', ...named(child), of: by(of) }, 'thread');
  settleFormer(draft, root, of);
  endIfOver(draft, child.id, of);
}

function dissolve(draft: Draft, root: Incident, children: readonly Incident[], of: Regrouping): void {
  for (const child of children) release(draft, child, root.id, of);
  const apart: Apart = { from: root.id, at: draft.now, by: of.who };
  draft.change(root.id, (row) => ({ ...row, storm: null, apart }));
  draft.tell(root.id, 'split', { code: 'storm-dissolved', children: children.length, of: by(of) }, 'thread');
  for (const { id } of [root, ...children]) endIfOver(draft, id, of);
}

/** A child goes on alone, and by itself: only what meets a paging rule from now on wakes somebody for it. */
function release(draft: Draft, child: Incident, root: string, of: Regrouping): void {
  const apart: Apart = { from: root, at: draft.now, by: of.who };
  const without = pagesWithout(draft.incident(root), { who: of.who, into: null });
  leaveStorm(draft, child.id, { code: 'left-split-off', of: by(of) });
  const stood = draft.incident(root);
  const row = draft.change(child.id, (row) => {
    const alone = { ...without(row), apart, pageReason: null };
    return stood === null ? alone : withHandOf(alone, stood, partingOf(child, apart));
  });
  noteParted(draft, root, child.id);
  if (row !== null) settleJoined(draft, row);
}

/** Whoever has the whole in hand since it was part of it has it too. */
function partingOf({ adoption, openedAt, severity }: Incident, { from, by, at }: Apart): Parted {
  return { issue: { firstAt: adoption?.at ?? openedAt, severity }, root: from, who: by, now: at };
}

/**
 * What is left of the page of a former child. The pager has ended it, or will, because the root's stands for it: its
 * key must not be wanted any more, and never passes for a page that rings.
 */
function pagesWithout(root: Incident | null, { who, into }: Until): (child: Incident) => Incident {
  if (root === null || !hasLivePage(root)) return (child) => child;
  const withdrawn = { code: 'withdrawn-regrouped', root: root.id, who, into } as const;
  return (child) =>
    atAllDesks(child, (desk) => (desk.page === null ? desk : { ...desk, page: { ...desk.page, withdrawn } }));
}

/** The storm that lost a member: without children it is none any more, and it may be that nothing of it fires. */
function settleFormer(draft: Draft, root: string, of: Regrouping): void {
  if (draft.childrenOf(root).length === 0) draft.change(root, (row) => ({ ...row, storm: null }));
  draft.touch(root);
  endIfOver(draft, root, of);
}

function endIfOver(draft: Draft, id: string, { who }: Regrouping): void {
  resolveIfOver(draft, id, { by: 'sentry', who, reason: { code: 'resolved-since-regrouped', who } });
}

/** Children have no children: they move along, as what they are. */
function joinByHand(draft: Draft, incident: Incident, root: Incident, who: string): void {
  const until: Until = { who, into: root.id };
  for (const child of draft.childrenOf(incident.id)) {
    const soft = child.adoption?.soft === true;
    const adoption: Adoption | null =
      child.adoption === null || soft ? child.adoption : { ...child.adoption, by: who };
    const without = pagesWithout(incident, until);
    const moved = draft.change(child.id, (row) => ({ ...without(row), parent: root.id, adoption }));
    if (moved !== null) settleJoined(draft, moved);
  }
  const former = incident.parent === null ? null : draft.incident(incident.parent);
  const without = pagesWithout(former, until);
  const adoption: Adoption = { at: draft.now, soft: false, rule: 'merged-by-person', about: who, by: who };
  const part = { parent: root.id, storm: null, apart: null, adoption };
  const joined = draft.change(incident.id, (row) => ({ ...without(row), ...part }));
  if (joined !== null) settleJoined(draft, joined);
  draft.dropTimer(`quiet:${incident.id}`);
  draft.dropTimer(lookAgainTimer(incident.id));
}

/** What becomes of the root: it is a storm, and whoever has it in hand knows of what was merged into it. */
function takeIn(draft: Draft, incident: Incident, id: string, who: string): void {
  const root = draft.change(id, (row) => ({
    ...row,
    storm: row.storm ?? { cause: mergedCause(row, who), since: draft.now },
    ...newerAlert(row, incident),
    quietSince: incident.quietSince === null ? null : row.quietSince,
  }));
  if (root === null) return;
  const { unheard } = draft.policy.paging;
  if (root.seenAtAck !== null || unheard) {
    const seen = seenBy(draft, root, draft.childrenOf(id));
    const acknowledged = root.seenAtAck !== null;
    draft.change(id, (row) =>
      atAllDesks(row, (desk) => ({
        ...desk,
        page: unheard ? toldOf(desk.page, seen) : desk.page,
        seenAtAck: acknowledged && desk.seenAtAck !== null ? seen : desk.seenAtAck,
      })),
    );
  }
  knowMore(draft, root);
  if (root.quietSince !== null) return;
  const due = root.lastAlertAt + draft.policy.resolve.quietMs;
  draft.putTimer({ id: `quiet:${id}`, kind: 'quiet', subject: id, due });
}

/** Whoever may have acknowledged a page, where nobody hears of that, knows of what a person merged. */
function toldOf(page: PageWanted | null, seen: SeenAtAck): PageWanted | null {
  if (page === null) return null;
  return withGeneration(page, page.generations.length, { ...newestGeneration(page), seen });
}

const longestTitle = 120;

function mergedCause({ id, title }: Incident, who: string): Cause {
  const what = title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title;
  return { kind: 'merged', key: `merged:${id}`, title: `${what} (merged by ${who})` };
}

interface Merge {
  readonly incident: Incident;
  readonly root: Incident;
  readonly undone: Undone;
}

function tellMerge(draft: Draft, { incident, root, undone }: Merge, regrouping: Regrouping): void {
  const of = by(regrouping);
  draft.tell(root.id, 'merged', { code: 'merged-in', ...named(incident), of, undone }, 'thread');
  draft.tell(incident.id, 'merged', { code: 'merged-into', root: root.id, of, undone });
  if (incident.parent !== null && incident.parent !== root.id)
    draft.tell(
      incident.parent,
      'merged',
      { code: 'moved-to', ...named(incident), root: root.id, of },
      'thread',
    );
}

function undoneSplit({ apart }: Incident): Undone {
  return apart == null ? null : { who: apart.by, from: apart.from };
}

function named({ id, services, title }: Incident): { readonly child: string; readonly name: string } {
  return { child: id, name: services[0]?.name ?? title };
}

/** A command carries more than who gave it. */
function by({ who, why }: Regrouping): Regrouping {
  return { who, why };
}
