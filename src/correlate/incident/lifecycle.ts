import type { Leaving } from '../../domain/decision/belonging.ts';
import {
  isGuest,
  isRecognised,
  type Incident,
  type Resolution,
  type SeenAtAck,
} from '../../domain/incident.ts';
import { atEnd, overAt } from '../../domain/routing/acknowledged.ts';
import { atAllDesks, joinedBy, pagesOf, seenAt } from '../../domain/routing/desk.ts';
import { pageReached } from '../../domain/sending/page-reached.ts';
import { lookAgainTimer } from '../../domain/timer.ts';
import type { Draft } from '../state/draft.ts';
import { standsForRoot } from './apart.ts';
import { severityOf } from '../state/family.ts';
import { unmuteIncident } from './mute.ts';
import { projectsOf } from './projects.ts';
import { summaryOf } from './summary.ts';

/** Silent for so long, a member that shares no cause with its storm no longer holds it open, ms. */
const leftOverMs = 120_000;
/** Of so many members at most one may be left over. */
const fewOf = 4;

/** The incident that answers for this one: its root, or itself. */
export function rootOf(draft: Draft, incident: Incident): Incident {
  return incident.parent === null ? incident : (draft.incident(incident.parent) ?? incident);
}

/** Resolves the root of `id` with all its children; nothing happens when it is resolved already. */
export function resolveIncident(draft: Draft, id: string, how: Omit<Resolution, 'at'>): void {
  const found = draft.incident(id);
  if (found === null) return;
  const root = rootOf(draft, found);
  if (root.status === 'resolved') return;
  const children = draft.childrenOf(root.id);
  const summary = summaryOf(draft, root, children, {
    reason: how.reason,
    at: overAt({ ...how, at: draft.now }),
  });
  close(draft, root.id, how);
  for (const child of children)
    close(draft, child.id, { ...how, by: 'root', reason: { code: 'resolved-with-root', root: root.id } });
  // What its page stood for goes on alone.
  for (const parted of [root, ...children].flatMap((one) => one.parted ?? []))
    draft.looks.push({ root: parted, fresh: null });
  draft.tell(root.id, 'resolved', how.reason, 'thread');
  if (summary !== null) draft.tell(root.id, 'summary', summary, 'thread');
  if (root.kind === 'collector')
    tellSharedEnd(draft, { collector: root.id, who: how.who, receiver: null, generation: null });
  for (const collector of new Set([root, ...children].flatMap(joinedBy))) settleCollector(draft, collector);
}

/** What was ended at its page was opened there again and ended later, which is when and by whom it ended. */
export function endAnew(draft: Draft, id: string, how: Omit<Resolution, 'at'>): void {
  draft.change(id, (row) =>
    row.resolution === null
      ? row
      : atAllDesks({ ...row, resolution: { ...how, at: row.resolution.at } }, (desk) =>
          atEnd(desk, overAt({ ...how, at: 0 })),
        ),
  );
  draft.tell(id, 'resolved', how.reason, 'thread');
}

/** Which page of many incidents somebody has ended. */
interface SharedEnded {
  readonly collector: string;
  readonly who: string | null;
  /** Whose it was; null: there is one for all. */
  readonly receiver: string | null;
  /** Null: all of it is over. A number: an older one, 1 is the first. */
  readonly generation: number | null;
}

/**
 * Whoever ends a page of many incidents ends none of them: each of those that go on shows what became of its page, and wakes
 * somebody by itself where that page had not told of it.
 */
export function tellSharedEnd(draft: Draft, { collector, who, receiver, generation }: SharedEnded): void {
  for (const member of draft.joinedTo(collector)) {
    const root = rootOf(draft, member);
    if (member.status === 'resolved' || (root !== member && !standsForRoot(member, root))) continue;
    if (generation !== null && rangFor(draft, seenAt(member, receiver)) !== generation) continue;
    draft.tell(root.id, 'page', { code: 'shared-page-ended', who, collector });
    draft.touch(root.id);
    draft.looks.push({ root: root.id, fresh: null });
  }
}

/** Which of the pages of many incidents rang for one of them; null: none has yet. */
function rangFor(draft: Draft, member: Incident): number | null {
  const reached = pageReached(member, member.page?.generations.length ?? 0, (id) => draft.incident(id));
  return reached?.state === 'taken' ? (reached.rang?.generation ?? null) : null;
}

/** What those know who have a root in hand now. */
export function seenBy(draft: Draft, root: Incident, children: readonly Incident[]): SeenAtAck {
  return {
    // Those who acknowledge a collecting page know how many incidents had joined it.
    projects: root.kind === 'collector' ? draft.joinedTo(root.id).length : projectsOf(draft, root),
    severity: severityOf({ root, children }),
    storm: isRecognised(root),
  };
}

/**
 * Resolves the root once no issue of it or of its firm children fires any more. A guest never holds its storm open, nor
 * do a few that were in it for no better reason than the minute in which they began; one that fires after that opens
 * an incident of its own, as any issue does whose incident is over.
 */
export function resolveIfOver(draft: Draft, id: string, how: Omit<Resolution, 'at'>): void {
  const found = draft.incident(id);
  if (found === null) return;
  const root = rootOf(draft, found);
  if (root.status === 'resolved') return;
  const children = draft.childrenOf(root.id);
  const firm = [root, ...children.filter((child) => !isGuest(child))];
  const open = firm.filter(({ openIssues }) => openIssues > 0);
  if (open.length * fewOf > firm.length) return;
  const from = Math.max(-Infinity, ...open.map((member) => leftOverFrom(draft, member)));
  if (from <= draft.now) resolveIncident(draft, root.id, how);
  else if (from < Infinity)
    draft.putTimer({ id: `left-over:${root.id}`, kind: 'left-over', subject: root.id, due: from });
}

/** Looks again at a storm of which nothing was open but what had not been silent for long enough. */
export function lookAtLeftOver(draft: Draft, root: string): void {
  resolveIfOver(draft, root, { by: 'sentry', who: null, reason: { code: 'resolved-but-left-over' } });
}

/**
 * From when on a member that names no cause, or merely broke out together with its storm, holds it open no longer:
 * once it was silent for long. Where nearly all others have ended by somebody's word, it was most likely something
 * else. Infinity for any other; the root of a storm without a name is a member like all.
 */
function leftOverFrom(draft: Draft, { adoption, issues, lastAlertAt, storm }: Incident): number {
  if (adoption === null && storm?.cause.kind !== 'surge') return Infinity;
  const unexplained = issues.every((key) => draft.issue(key)?.evidence.named == null);
  return adoption?.company === true || unexplained ? lastAlertAt + leftOverMs : Infinity;
}

/** A child becomes an incident of its own again. */
export function leaveStorm(draft: Draft, id: string, why: Leaving): void {
  const root = draft.incident(id)?.parent ?? null;
  if (root === null) return;
  draft.change(id, (row) => ({ ...row, parent: null, adoption: null }));
  draft.putTimer({
    id: `quiet:${id}`,
    kind: 'quiet',
    subject: id,
    due: draft.now + draft.policy.resolve.quietMs,
  });
  draft.touch(root);
  draft.tell(id, 'joined', { code: 'left-storm', root, why });
}

/** Counts again how many of an incident's issues still fire. */
export function recountOpenIssues(draft: Draft, id: string): void {
  const incident = draft.incident(id);
  if (incident === null) return;
  const openIssues = draft.openIssuesOf(id);
  if (openIssues !== incident.openIssues) draft.change(id, (row) => ({ ...row, openIssues }));
}

function close(draft: Draft, id: string, how: Omit<Resolution, 'at'>): void {
  const resolution = { ...how, at: draft.now };
  // Whatever was muted, its end is told.
  unmuteIncident(draft, id, 'resolved');
  draft.change(id, (row) =>
    atAllDesks({ ...row, status: 'resolved', quietSince: null, resolution }, (desk) =>
      atEnd(desk, overAt(resolution)),
    ),
  );
  draft.dropTimer(`quiet:${id}`);
  draft.dropTimer(lookAgainTimer(id));
  draft.dropTimer(`lull:${id}`);
  draft.dropTimer(`page-overdue:${id}`);
  const due = draft.now + draft.policy.resolve.forgetMs;
  draft.putTimer({ id: `forget:${id}`, kind: 'forget', subject: id, due });
}

/** Whoever resolves, or withdraws a page, settles the collecting pages that it had joined. */
export function settleJoined(draft: Draft, incident: Pick<Incident, 'page' | 'desks'>): void {
  for (const collector of new Set(joinedBy(incident))) settleCollector(draft, collector);
}

/** The page "many incidents" ends when none of those that joined it is open and still to page. */
function settleCollector(draft: Draft, id: string): void {
  const collector = draft.incident(id);
  if (collector === null || collector.status === 'resolved') return;
  const joined = draft.joinedTo(id);
  const pages = (member: Incident): boolean =>
    pagesOf(member).some((one) => one.joined === id && one.withdrawn === null);
  if (joined.some((member) => member.status !== 'resolved' && pages(member))) return;
  const reason = { code: 'resolved-collected', allPaged: joined.every(pages) } as const;
  close(draft, id, { by: 'root', who: null, reason });
  draft.tell(id, 'resolved', reason);
}
