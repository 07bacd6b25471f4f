import type { Desk, Incident, Taking } from '../../domain/incident.ts';
import { overAt, withSharedTakings, takingsThatHold, takingsOf } from '../../domain/routing/acknowledged.ts';
import { deskAt, putBack, withOwnDesk } from '../../domain/routing/desk.ts';
import { isSilenced } from '../../domain/routing/silence.ts';
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

/** Since when the newest page at a desk shares another one, virtual ms; null: it does not. */
export function sharesSince({ page }: Desk, collector: string): number | null {
  if (page?.joined !== collector) return null;
  return page.generations.findLast(({ joined }) => joined === collector)?.since ?? null;
}

/**
 * Whether whoever took or ended a page of many incidents at virtual ms `at` knew of what had joined it at `since`: a pager has
 * taken a version that told of it. A page is brought up to date only once a minute, so it may have joined without being told.
 * Where no answer is known, all that had joined by then counts as told.
 */
export function wasTold({ page }: Desk, since: number, at: number): boolean {
  const rang = (page?.generations ?? []).filter((one) => one.since <= at);
  const told = rang.flatMap(({ answers = [] }) =>
    answers.flatMap((one) => (one.state === 'taken' ? [one.told?.upto ?? Infinity] : [])),
  );
  return since <= Math.min(at, told.length === 0 ? Infinity : Math.max(...told));
}

/**
 * Whoever has a page of many incidents in hand has each of them that it had told of by then, and has them no longer when
 * it is taken back. What joins later, or was not told yet, waits for somebody until that page rings again.
 */
export function shareHand(draft: Draft, collectorId: string): void {
  const collector = draft.incident(collectorId);
  if (collector?.kind !== 'collector') return;
  for (const member of draft.joinedTo(collectorId)) {
    const desks = member.desks === undefined ? [null] : Object.keys(member.desks);
    for (const receiver of desks) shareAt(draft, { collector, member, receiver });
  }
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
  const there = at(collector);
  const until = target.resolution === null ? null : overAt(target.resolution);
  const covers = ({ at: taken }: Taking): boolean =>
    taken <= (until ?? Infinity) && wasTold(there, since, taken);
  const shared = { all: takingsOf(there), holding: takingsThatHold(there).filter(covers) };
  const seen = seenBy(draft, target, draft.childrenOf(target.id));
  const here = { seen, until };
  const before = at(target).acknowledgedAt;
  const after = draft.change(target.id, (row) => {
    if (receiver === null) return withOwnDesk(row, (desk) => withSharedTakings(desk, shared, here));
    return putBack(row, receiver, withSharedTakings(deskAt(row, receiver), shared, here));
  });
  if (after === null || before !== null || at(after).acknowledgedAt === null) return;
  const who = at(after).acknowledgedBy;
  draft.tell(target.id, 'acknowledged', { code: 'acknowledged-together', who, collector: collector.id });
}
