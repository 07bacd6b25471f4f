import type { Decision } from '../domain/decision.ts';
import { drillOf } from '../domain/environment/environment.ts';
import { setAside, type Disposition } from '../domain/inbox/disposition.ts';
import {
  newestGeneration,
  withGeneration,
  type Desk,
  type Generation,
  type Incident,
} from '../domain/incident.ts';
import { deskAt, putBack, seenAt } from '../domain/routing/desk.ts';
import { pageReached, reachedWhenHandled } from '../domain/sending/page-reached.ts';
import {
  answersAfter,
  overdueMs,
  tellingAnswer,
  type PageAnswer,
  type ReceiverAnswer,
} from '../domain/sending/page-answer.ts';
import { between } from '../domain/text/figures.ts';
import type { TimelineItem } from '../domain/timeline.ts';
import { readPageReport } from '../ingest/page-report.ts';
import { standsForRoot } from './incident/apart.ts';
import { rootOf } from './incident/lifecycle.ts';
import { shareHand } from './incident/shared-page.ts';
import type { Draft } from './state/draft.ts';

/** A pager has answered to a page, or needs to answer no more: whatever speaks of that page says so. */
export function applyPageReport(draft: Draft, body: string): Disposition {
  const { incident: id, generation, answer, desk = null } = readPageReport(body);
  const found = draft.incident(id);
  const incident = found === null ? null : seenAt(found, desk);
  const row = incident?.page?.generations[generation - 1];
  if (incident === null || row === undefined) return setAside({ code: 'no-such-incident', incident: id });
  const { receiver, state } = answer;
  const reported = { code: 'page-reported', page: generation, receiver, answer: state } as const;
  const answers = answersAfter(row.answers ?? [], answer);
  if (answers === row.answers) return setAside(reported);
  // What its own pager takes no more, another key takes at once.
  const needsOther = state === 'given-up' && row.fallbackAt === undefined && !isFallback(draft, receiver);
  const fallback = needsOther && { fallbackAt: draft.now };
  writeGeneration(draft, { incident, desk }, generation, { ...row, answers, ...fallback });
  if (incident.kind === 'collector') lookAtShared(draft, incident);
  const [before, after] = [tellingAnswer(row.answers ?? []), tellingAnswer(answers)];
  const news =
    after === null
      ? null
      : (newsOfFallback(draft, incident, { row, generation, answer }) ??
        newsOf(draft, { incident, desk }, { row, generation, before, after }));
  if (news !== null) tellOf(draft, incident, ...news);
  if (after?.state === 'given-up') draft.looks.push({ root: rootOf(draft, incident).id, fresh: null });
  return setAside(reported);
}

/** What a page of many incidents has told by now says which of them whoever took it has in hand. */
function lookAtShared(draft: Draft, { id, acknowledgedAt }: Incident): void {
  shareHand(draft, id);
  if (acknowledgedAt !== null) draft.looks.push({ root: id, fresh: null });
}

/** A page, as the receiver sees it whose it is; `desk` is null where there is one for all. */
interface Whose {
  readonly incident: Incident;
  readonly desk: string | null;
}

/** Replaces a generation; whatever shows the page is shown anew. */
function writeGeneration(
  draft: Draft,
  { incident: { id, parent }, desk }: Whose,
  generation: number,
  now: Generation,
): void {
  const written = <D extends Desk>(of: D): D =>
    of.page === null ? of : { ...of, page: withGeneration(of.page, generation, now) };
  draft.change(id, (row) => (desk === null ? written(row) : putBack(row, desk, written(deskAt(row, desk)))));
  if (parent !== null) draft.touch(parent);
  for (const joined of draft.joinedTo(id)) draft.touch(joined.id);
}

function isFallback({ policy }: Draft, receiver: string): boolean {
  return policy.receivers.some(({ id, kind }) => id === receiver && kind === 'fallback');
}

/** What is worth telling where another key takes a page too: that it has, and that it then rings at both. Null: nothing of that. */
function newsOfFallback(
  draft: Draft,
  incident: Incident,
  { row: { answers = [], since }, generation: page, answer }: Taken,
): readonly [Decision, TimelineItem['tell']] | null {
  const taken = answers.filter(({ state }) => state === 'taken');
  if (answer.state !== 'taken' || taken.some(({ receiver }) => receiver === answer.receiver)) return null;
  const told = {
    page,
    afterMs: Math.max(0, between(since, answer.at)),
    over: rootOf(draft, incident).status === 'resolved',
  };
  const own = answers.filter(({ receiver }) => !isFallback(draft, receiver));
  const refused = own.length > 0 && own.every(({ state }) => state === 'given-up');
  if (isFallback(draft, answer.receiver))
    // Whoever was told that nobody is woken is told that somebody is.
    return taken.length > 0 ? null : [{ code: 'page-taken-by-fallback', ...told, refused }, 'channel'];
  const rang = taken.some(({ receiver }) => isFallback(draft, receiver));
  return rang ? [{ code: 'page-taken-beside', ...told }, 'thread'] : null;
}

interface Taken {
  readonly row: Generation;
  readonly generation: number;
  readonly answer: ReceiverAnswer;
}

interface Answered {
  readonly row: Generation;
  readonly generation: number;
  readonly before: PageAnswer | null;
  readonly after: PageAnswer;
}

/** What is worth telling of an answer: that nobody is woken, and what came of that. A page that is taken at once is no news. */
function newsOf(
  draft: Draft,
  { incident, desk }: Whose,
  { row, generation: page, before, after }: Answered,
): readonly [Decision, TimelineItem['tell']] | null {
  // An older relay told of no answers, so nothing that was said has to be put right.
  if (before?.state === after.state || row.answers === undefined) return null;
  const over = rootOf(draft, incident).status === 'resolved';
  const awaited = row.overdueAt !== undefined || before?.state === 'given-up';
  switch (after.state) {
    case 'given-up':
      return [{ code: 'page-given-up', page, said: after.said, receiver: desk }, 'channel'];
    case 'taken':
      if (!awaited && !over) return null;
      return [
        { code: 'page-taken-late', page, afterMs: Math.max(0, between(row.since, after.at)), over },
        'thread',
      ];
    case 'needless':
      if (awaited) return [{ code: 'page-never-taken', page }, 'thread'];
      return wasUnsure(draft, incident, row) ? [{ code: 'over-before-page', page }, 'thread'] : null;
    case 'trying':
    case 'in-doubt':
      return null;
  }
}

/** Whether it was told as over before anybody could know whether a page had gone out. */
function wasUnsure(draft: Draft, incident: Incident, row: Generation): boolean {
  const { resolution } = rootOf(draft, incident);
  if (resolution === null || incident.kind === 'collector' || row.joined !== null) return false;
  return (
    reachedWhenHandled(incident, row, { reached: { state: 'sending' }, handledAt: resolution.at }) === null
  );
}

/** Told wherever the page is shown: in its story, in that of the root for which it stands, or of those that share it. */
function tellOf(draft: Draft, incident: Incident, decision: Decision, tell: TimelineItem['tell']): void {
  if (incident.kind === 'collector') {
    draft.tell(incident.id, 'page', decision);
    // Each message shows how the page stands; said aloud once, it need not be said in every thread.
    const open = draft.joinedTo(incident.id).filter(({ status }) => status !== 'resolved');
    for (const [place, { id }] of open.entries()) draft.tell(id, 'page', decision, place === 0 ? tell : 'no');
    return;
  }
  const root = rootOf(draft, incident);
  if (root.id === incident.id) draft.tell(root.id, 'page', decision, tell);
  else if (standsForRoot(incident, root)) draft.tell(root.id, 'page', decision, tell);
  else draft.tell(incident.id, 'page', decision);
}

/**
 * Looks after a page that has just become wanted: after a minute without anybody who received it, people are told.
 * @param desk Name of the receiver whose page it is; null: there is one for all.
 */
export function watchPage(draft: Draft, { id, environmentClass }: Incident, desk: string | null): void {
  if (drillOf(environmentClass) !== null) return;
  if (!draft.policy.receivers.some(({ kind }) => kind === 'pager')) return;
  const timer = `page-overdue:${id}${desk === null ? '' : `@${desk}`}`;
  draft.putTimer({ id: timer, kind: 'page-overdue', subject: id, due: draft.now + overdueMs });
}

/** Nobody has received a page for a minute: an edit notifies nobody, so it is said aloud. */
export function tellOverdue(draft: Draft, id: string): void {
  const row = draft.incident(id);
  if (row === null) return;
  const desks = row.desks === undefined ? [null] : Object.keys(row.desks);
  for (const desk of desks) tellIfOverdue(draft, { incident: seenAt(row, desk), desk });
}

function tellIfOverdue(draft: Draft, { incident, desk }: Whose): void {
  const { page } = incident;
  if (page === null || page.withdrawn !== null || !isAwaited(draft, incident, desk)) return;
  const row = newestGeneration(page);
  if (row.overdueAt !== undefined || draft.now - row.since < overdueMs) return;
  const generation = page.generations.length;
  const reached = pageReached(incident, generation, (other) => draft.incident(other));
  if (reached === null || reached.state === 'taken' || reached.state === 'given-up') return;
  const overdueAt = draft.now;
  writeGeneration(draft, { incident, desk }, generation, { fallbackAt: overdueAt, ...row, overdueAt });
  const said = 'said' in reached ? reached.said : null;
  const forMs = draft.now - row.since;
  const doubtful = reached.state === 'in-doubt';
  const decision = { code: 'page-overdue', page: generation, forMs, said, receiver: desk, doubtful } as const;
  tellOf(draft, incident, decision, 'channel');
  // Somebody else may have to be woken.
  draft.looks.push({ root: rootOf(draft, incident).id, fresh: null });
}

/** Whether somebody is still to be woken by its own page. */
function isAwaited(draft: Draft, incident: Incident, desk: string | null): boolean {
  const root = incident.parent === null ? incident : seenAt(rootOf(draft, incident), desk);
  if (root.status !== 'open') return false;
  return root.id === incident.id || standsForRoot(incident, root);
}
