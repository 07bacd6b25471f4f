import { isInHand, needsSomebody, sharesSince, wasTold } from '../correlate/incident/shared-page.ts';
import { seenBy } from '../correlate/incident/lifecycle.ts';
import type { Draft } from '../correlate/state/draft.ts';
import type { Desk, Incident } from '../domain/incident.ts';
import { isTakenTogether, withAcknowledgement } from '../domain/routing/acknowledged.ts';
import { joinedBy, withOwnDesk } from '../domain/routing/desk.ts';
import { atOlderPage, handsOf } from '../domain/routing/page-hands.ts';
import { desksOf } from './desks.ts';
import type { PageDesk } from './page-desk.ts';
import { mayCollectAt } from './page-growth.ts';
import { isSame } from './same-form.ts';

/**
 * Looks at the pages of many incidents of which one has come into somebody's hands in this step, or needs somebody: a page that
 * nobody has to answer for any more rings for nobody, and what needs somebody after that rings anew.
 */
export function keepMany(draft: Draft): void {
  const shared = new Set(draft.incidentsWritten().flatMap((id) => sharedWith(draft, id)));
  for (const id of shared) for (const desk of desksOf(draft, id)) lookAtMany(desk, id);
}

/** The pages of many incidents that one shares, or stands for as a root, where this step has changed whether it needs somebody. */
function sharedWith(draft: Draft, id: string): readonly string[] {
  const row = draft.incident(id);
  if (row === null || (row.storm === null && joinedBy(row).length === 0)) return [];
  const before = draft.incidentBefore(id);
  if (before !== null && isSame(needsOf(before), needsOf(row))) return [];
  return row.storm === null ? joinedBy(row) : [row, ...draft.childrenOf(id)].flatMap(joinedBy);
}

/** What says whether an incident needs somebody, at each desk. */
function needsOf(row: Incident): unknown {
  const { status, parent, mute = null, silenced = null } = row;
  const desks = Object.values(row.desks ?? {}).map((desk) => [desk.acknowledgedAt === null, joinOf(desk)]);
  return [status, parent, mute, silenced, joinOf(row), desks];
}

function joinOf({ page }: Pick<Incident, 'page'>): unknown {
  return page === null ? null : [page.joined, page.generations.length, page.withdrawn === null];
}

function lookAtMany(desk: PageDesk, id: string): void {
  const { draft } = desk;
  const many = desk.incident(id);
  if (many?.kind !== 'collector' || many.status === 'resolved') return;
  // Whoever has just taken it back at the pager wants it to ring.
  const was = draft.incidentBefore(id);
  if (was !== null && !isSame(was.takenBack ?? null, draft.incident(id)?.takenBack ?? null)) return;
  const members = desk.joinedTo(id);
  const find = (one: string): Incident | null => desk.incident(one);
  for (const { generation } of handsOf(many)) {
    const told = members.filter((member) => isToldBy(many, member, generation));
    if (told.every((member) => isInHand(member, find))) spare(desk, id, generation);
  }
  const after = desk.incident(id);
  if (after !== null && isTakenTogether(after) && members.some((member) => needsSomebody(member, find)))
    desk.lookAgain(id, Math.max(draft.now, mayCollectAt(desk, after)));
}

/** What shares a page that rings for nobody, and was quiet when it came to need somebody, fires: that page may have to ring anew. */
export function lookAtShared(desk: PageDesk, { id, status }: Incident): void {
  const joined = desk.incident(id)?.page?.joined ?? null;
  const many = joined === null || status !== 'open' ? null : desk.incident(joined);
  if (many !== null && isTakenTogether(many))
    desk.lookAgain(many.id, Math.max(desk.draft.now, mayCollectAt(desk, many)));
}

/** Whether one of the pages of many incidents stands for a member: the newest for all of them, an older one for what it told of. */
function isToldBy(many: Incident, member: Incident, generation: number): boolean {
  const since = sharesSince(member, many.id);
  if (since === null) return false;
  return generation === many.page?.generations.length || wasTold(many, since, Infinity, generation);
}

/** Nobody has to answer a page any more: it is acknowledged at its pager, in nobody's name. */
function spare(desk: PageDesk, id: string, generation: number): void {
  const { draft } = desk;
  const many = desk.incident(id);
  if (many === null || handsOf(many).some((hand) => hand.generation >= generation && hand.holding.length > 0))
    return;
  const here = { seen: seenBy(draft, many, []), until: null };
  const newest = generation === many.page?.generations.length;
  const taken = (of: Desk): Desk => {
    const at = Math.max(draft.now, (of.takenBack?.at ?? -Infinity) + 1);
    return withAcknowledgement(of, { by: null, at, together: true }, here);
  };
  desk.change(id, (row) => (newest ? withOwnDesk(row, taken) : atOlderPage(row, generation, taken)));
  if (newest) desk.tell(id, 'acknowledged', { code: 'all-in-hand' });
}
