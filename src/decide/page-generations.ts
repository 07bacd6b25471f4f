import { standsForRoot } from '../correlate/incident/apart.ts';
import { settleJoined } from '../correlate/incident/lifecycle.ts';
import type { PageReason, Withdrawal } from '../domain/decision/paging.ts';
import { drillOf } from '../domain/environment/environment.ts';
import { environmentWaitMs } from '../domain/environment/environment-wait.ts';
import {
  isRecognised,
  newestGeneration,
  type Generation,
  type Incident,
  type PageWanted,
} from '../domain/incident.ts';
import { firstTaking } from '../domain/routing/pages-taken.ts';
import { notInHand } from '../domain/routing/acknowledged.ts';
import { olderHand } from '../domain/routing/page-hands.ts';
import { awaitAnswer } from './desks.ts';
import { hasUnheard, mayBeUnheard, mayCollectAt, seenNow } from './page-growth.ts';
import type { PageDesk } from './page-desk.ts';

/** So many times the cap are remembered, so that those withdrawn since leave enough. */
const pagesKept = 4;

/**
 * Wakes somebody for an incident, under a key of its own: a page of its own, or the collecting one where there were
 * more pages than anybody can read. A storm never joins that, nor what a person asked for: the cap must hide neither.
 */
export function openGeneration(desk: PageDesk, id: string, reason: PageReason): void {
  const { draft } = desk;
  const root = desk.incident(id);
  if (root === null) return;
  const { capPages, capWindowMs } = draft.policy.paging;
  // A drill's page reaches nobody whom the cap protects, and must not use it up.
  // Nor has that of the relay's own trouble to wait behind others, or to take their place.
  const drill = drillOf(root.environmentClass) !== null || root.kind === 'own';
  const lately = desk.pagesWanted().filter((at) => draft.now - at < capWindowMs);
  const asked = reason.code === 'page-asked';
  const capped = !drill && !asked && !isRecognised(root) && lately.length >= capPages;
  // What joined counts as well: else a steady stream would be let through again and again, five at a time.
  const pagesWanted = [...lately, draft.now].slice(-pagesKept * capPages);
  if (!drill) desk.keepPagesWanted(pagesWanted);
  const joined = capped ? (desk.sharedPage?.(root) ?? join(desk, root)) : null;
  write(desk, root, reason, joined);
  if (root.page !== null && root.page.joined !== joined) settleJoined(draft, { page: root.page });
  if (joined === null) return;
  desk.tell(id, 'page', {
    code: 'page-joined',
    pages: capPages,
    windowMs: capWindowMs,
    collector: joined,
  });
}

/** Wakes somebody again for a collecting page that more incidents have joined; later, where it has just done so. */
export function wakeCollector(desk: PageDesk, collector: Incident): void {
  const why = hasUnheard(desk, collector);
  if (why === null) return;
  const from = mayCollectAt(desk, collector);
  if (desk.draft.now >= from) write(desk, collector, why, null);
  else desk.lookAgain(collector.id, from);
}

/** Nobody is to be woken any more for an incident that goes on. A page that cannot have gone out leaves its place under the cap. */
export function withdrawPage(desk: PageDesk, { id, page, openedAt }: Incident, why: Withdrawal): void {
  if (page === null || page.withdrawn !== null) return;
  const { draft } = desk;
  desk.change(id, (row) => ({ ...row, page: { ...page, withdrawn: why } }));
  desk.tell(id, 'page', { code: 'page-withdrawn', why });
  settleJoined(draft, { page });
  const { since } = newestGeneration(page);
  const wanted = desk.pagesWanted();
  const place = wanted.indexOf(since);
  if (place < 0 || draft.now >= openedAt + environmentWaitMs) return;
  desk.keepPagesWanted(wanted.toSpliced(place, 1));
}

function write(desk: PageDesk, root: Incident, reason: PageReason, joined: string | null): void {
  const { draft } = desk;
  const seen = draft.policy.paging.unheard ? seenNow(desk, desk.family(root)) : null;
  const generation: Generation = {
    reason,
    since: draft.now,
    joined,
    answers: [],
    ...(seen !== null && { seen }),
  };
  const due = root.openedAt + environmentWaitMs;
  // Whoever asks for a page knows the environment, or does not care.
  const waited = reason.code === 'page-asked' || draft.now >= due;
  if (!waited) desk.awaitEnvironment(root.id, due);
  desk.noteHadBefore(root);
  desk.speak(root.id);
  desk.change(root.id, (row) => ({
    ...row,
    status: 'open',
    unpaged: null,
    ...notInHand,
    page: {
      generations: row.page === null ? [generation] : [...overtaken(row, row.page), generation],
      beat: 0,
      beatAt: null,
      joined,
      waited,
      withdrawn: null,
    },
  }));
  // A child's page that stood for the root may end once this one is accepted.
  for (const child of desk.childrenOf(root.id)) if (standsForRoot(child, root)) draft.touch(child.id);
  desk.tellPaged(root.id, reason, root.page);
  awaitAnswer(desk, root.id);
  if (joined === null) desk.watch(root);
}

/**
 * The lives of a page that a newer one takes over: who took the last of them is kept with it, and of a page of many incidents
 * all that was done to it, since that goes on to stand for those that it told of.
 */
function overtaken(row: Incident, { generations }: PageWanted): PageWanted['generations'] {
  const taken = firstTaking(row);
  const kept = {
    ...(taken !== null && { taken }),
    ...(row.kind === 'collector' && olderHand(row)),
  };
  const last = { ...newestGeneration({ generations }), ...kept };
  const [first, ...more] = generations;
  return more.length === 0 ? [last] : [first, ...more.slice(0, -1), last];
}

/** The open collecting page of the class, or a new one, told of one more. */
function join(desk: PageDesk, like: Incident): string {
  const { draft } = desk;
  const open = desk.collectorFor(like);
  if (open === null) return openCollector(desk, like);
  draft.change(open.id, (row) => ({ ...row, lastAlertAt: draft.now }));
  // Whether it has to ring anew is seen once the newcomer has joined it.
  if (mayBeUnheard(desk, open)) desk.lookAgain(open.id, Math.max(draft.now, mayCollectAt(desk, open)));
  return open.id;
}

function openCollector(desk: PageDesk, like: Incident): string {
  const { draft } = desk;
  const page: PageWanted = {
    generations: [{ reason: { code: 'page-collects' }, since: draft.now, joined: null, answers: [] }],
    beat: 0,
    beatAt: null,
    joined: null,
    waited: false,
    withdrawn: null,
  };
  const row = collectorLike(like, { id: draft.newId(), page, now: draft.now });
  desk.open(row);
  desk.watch(row);
  desk.tell(row.id, 'opened', { code: 'collector-opened' });
  return row.id;
}

/** It has nothing of what it was opened for but where that fails, and whom to tell. */
function collectorLike(
  { environmentClass, environments, eventSeen, showFrom, sample, routed }: Incident,
  { id, page, now }: { readonly id: string; readonly page: PageWanted; readonly now: number },
): Incident {
  return {
    id,
    kind: 'collector',
    status: 'open',
    parent: null,
    previous: null,
    environmentClass,
    environments,
    eventSeen,
    openedAt: now,
    showFrom,
    lastAlertAt: now,
    title: 'Many incidents',
    severity: 'critical',
    sample,
    services: [],
    issues: [],
    openIssues: 0,
    alerts: 0,
    events: 0,
    stillArriving: 0,
    rate: { minute: 0, count: 0, hotMinutes: 0 },
    pageReason: null,
    ...(routed !== undefined && { routed }),
    page,
    unpaged: null,
    storm: null,
    adoption: null,
    ...notInHand,
    assignee: null,
    resolution: null,
    quietSince: null,
    changedAt: now,
  };
}
