import type { Desk, Incident, Taking } from '../../domain/incident.ts';
import { overAt, withSharedTakings } from '../../domain/routing/acknowledged.ts';
import { withAnswersShared } from '../../domain/routing/answering.ts';
import { deskAt, putBack, seenAt, withOwnDesk } from '../../domain/routing/desk.ts';
import { atOlderPage, handsOf, type PageHand } from '../../domain/routing/page-hands.ts';
import { isSilenced } from '../../domain/routing/silence.ts';
import { pageReached } from '../../domain/sending/page-reached.ts';
import { overThereAt } from '../../domain/sending/pager-standing.ts';
import type { Draft } from '../state/draft.ts';
import { hasLivePage, standsForRoot } from './apart.ts';
import { rootOf, seenBy } from './lifecycle.ts';
import { isMuted } from './mute.ts';

/** Finds an incident's row. */
type Find = (id: string) => Incident | null | undefined;

/**
 * Whether an incident that shares a page needs somebody: nobody has it in hand, nobody wants quiet for it, and it is part
 * of nothing that pages.
 */
export function needsSomebody(member: Incident, find: Find): boolean {
  if (!hasLivePage(member)) return false;
  const root = member.parent === null ? member : find(member.parent);
  if (root == null || (root !== member && !standsForRoot(member, root))) return false;
  return root.status === 'open' && !isMuted(root) && !isSilenced(root);
}

/** Whether nobody has to answer for an incident that shares a page: somebody has it in hand, wants quiet for it, or it is over. */
export function isInHand(member: Incident, find: Find): boolean {
  if (!hasLivePage(member) || member.status === 'resolved') return true;
  const root = (member.parent === null ? null : find(member.parent)) ?? member;
  return root.status !== 'open' || isMuted(root) || isSilenced(root);
}

/** Since when the newest page at a desk shares another one, virtual ms; null: it does not. */
export function sharesSince({ page }: Desk, collector: string): number | null {
  if (page?.joined !== collector) return null;
  return page.generations.findLast(({ joined }) => joined === collector)?.since ?? null;
}

/**
 * Whether whoever took or ended a page of many incidents at virtual ms `at` knew of what had joined it at `since`: a pager has
 * taken a version that told of it. A page is brought up to date only once a minute, so it may have joined without being told.
 * Where no answer is known, all that had joined by then counts as told.
 * @param generation Which page that was, 1 is the first: no newer one had told them. Null: the newest.
 */
export function wasTold(
  { page }: Desk,
  since: number,
  at: number,
  generation: number | null = null,
): boolean {
  const pages = (page?.generations ?? []).slice(0, generation ?? undefined);
  const rang = pages.filter((one) => one.since <= at);
  const told = rang.flatMap(({ answers = [] }) =>
    answers.flatMap((one) => (one.state === 'taken' ? [one.told?.upto ?? Infinity] : [])),
  );
  return since <= Math.min(at, told.length === 0 ? Infinity : Math.max(...told));
}

/** Who has ended the page that an incident shares, and when, by the relay's clock and by that of whoever did. */
export interface SharedEnd {
  readonly who: string | null;
  readonly at: number;
  readonly overAt: number;
}

/** Who has ended the page that an incident shares, or the one of its pages that rang for it; null: it shares none, or nobody has. */
export function endOfShared(member: Incident, find: Find, receiver: string | null): SharedEnd | null {
  const found = member.page?.joined == null ? null : find(member.page.joined);
  if (found == null) return null;
  const { resolution } = found;
  if (resolution?.by === 'human')
    return { who: resolution.who, at: resolution.at, overAt: overAt(resolution) };
  const reached = pageReached(member, member.page?.generations.length ?? 0, find);
  const rang = reached?.state === 'taken' ? reached.rang?.generation : undefined;
  const told = seenAt(found, receiver).atPager?.find(({ generation }) => generation === rang);
  const turned = told === undefined || overThereAt(told, Infinity) === null ? null : told.turned;
  // What its pager ended by itself, nobody has.
  if (turned?.by == null) return null;
  return { who: turned.by, at: turned.at, overAt: turned.at };
}

/**
 * Whoever has a page of many incidents in hand has each of them that it had told of by then, unless an older of its pages had
 * somebody for it already, and has them no longer when it is taken back. What joins later, or was not told yet, waits for
 * somebody until that page rings again.
 */
export function shareHand(draft: Draft, collectorId: string): void {
  const collector = draft.incident(collectorId);
  if (collector?.kind !== 'collector') return;
  for (const member of draft.joinedTo(collectorId)) {
    const desks = member.desks === undefined ? [null] : Object.keys(member.desks);
    for (const receiver of desks) shareAt(draft, { collector, member, receiver });
  }
}

/** A page of many incidents that a newer one took over: what it told of is its own. */
export interface OlderPage {
  readonly collector: string;
  /** 1 is the first. */
  readonly generation: number;
  /** Whose desk; null: there is one for all. */
  readonly receiver: string | null;
}

/** Somebody takes an older page of many incidents, or it is taken back: with it, what it told of. */
export function handOlderPage(
  draft: Draft,
  { collector, generation, receiver }: OlderPage,
  how: (desk: Desk) => Desk,
): void {
  draft.change(collector, (row) =>
    receiver === null
      ? withOwnDesk(row, (desk) => atOlderPage(desk, generation, how))
      : putBack(row, receiver, atOlderPage(deskAt(row, receiver), generation, how)),
  );
  shareHand(draft, collector);
}

interface Place {
  readonly collector: Incident;
  readonly member: Incident;
  /** Whose desk; null: there is one for all. */
  readonly receiver: string | null;
}

function shareAt(draft: Draft, { collector, member, receiver }: Place): void {
  const at = (row: Incident): Desk => (receiver === null ? row : deskAt(row, receiver));
  const since = sharesSince(at(member), collector.id);
  const target = rootOf(draft, member);
  if (since === null || (target !== member && !standsForRoot(member, target))) return;
  const until = target.resolution === null ? null : overAt(target.resolution);
  const shared = sharedTakings(at(collector), since, until);
  const seen = seenBy(draft, target, draft.childrenOf(target.id));
  const here = { seen, until };
  const before = at(target).acknowledgedAt;
  const after = draft.change(target.id, (row) => {
    if (receiver === null) return withOwnDesk(row, (desk) => withSharedTakings(desk, shared, here));
    const taken = putBack(row, receiver, withSharedTakings(deskAt(row, receiver), shared, here));
    return withAnswersShared(taken, here);
  });
  if (after === null) return;
  const now = at(after).acknowledgedAt;
  if (before !== null && now === null && after.status !== 'resolved') {
    draft.tell(target.id, 'pager', { code: 'taken-back-together', collector: collector.id });
    draft.looks.push({ root: target.id, fresh: null });
  }
  if (before !== null || now === null) return;
  const who = at(after).acknowledgedBy;
  draft.tell(target.id, 'acknowledged', { code: 'acknowledged-together', who, collector: collector.id });
}

/** What was taken of the pages of many incidents, and what of that holds for one that joined at `since` and ended at `until`. */
function sharedTakings(
  desk: Desk,
  since: number,
  until: number | null,
): Parameters<typeof withSharedTakings>[1] {
  const hands = handsOf(desk);
  const isOf =
    ({ generation }: PageHand) =>
    ({ at, together }: Taking): boolean =>
      together === undefined && at <= (until ?? Infinity) && wasTold(desk, since, at, generation);
  const holding = hands.flatMap((hand, n) =>
    hand.holding
      .filter(isOf(hand))
      .filter(({ at }) => !hands.slice(0, n).some((older) => older.isHeldAt(at, isOf(older)))),
  );
  const all = hands.flatMap((hand) => hand.all.filter(({ together }) => together === undefined));
  return { all, holding };
}
