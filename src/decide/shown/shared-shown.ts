import { endOfShared, sharesSince, wasTold } from '../../correlate/incident/shared-page.ts';
import type { BrainState } from '../../correlate/state/brain-state.ts';
import type { Incident, PageWanted } from '../../domain/incident.ts';
import type { PageReached } from '../../domain/sending/page-reached.ts';
import type { PageShown } from '../../domain/sending/projection.ts';

/** When a page rings again that an incident shares, and that somebody has in hand; null: it does not wait for that. */
export function queuedUntil(
  { meta, incidents }: BrainState,
  { joined }: PageWanted,
  reached: PageReached | null,
): number | null {
  if (reached?.state !== 'sending' || reached.queuedSince === undefined) return null;
  const mute = joined === null ? null : incidents.get(joined)?.mute;
  return Math.max(reached.queuedSince + meta.policy.paging.collectorEveryMs, mute?.until ?? 0);
}

/** Whoever mutes the page of many incidents has it ring for nobody anew: that page has no message of its own to say so. */
export function mutedShown({ incidents }: BrainState, { joined }: PageWanted): Pick<PageShown, 'muted'> {
  const many = joined === null ? undefined : incidents.get(joined);
  if (many?.mute == null || many.status === 'resolved') return {};
  return { muted: { by: many.mute.by, until: many.mute.until } };
}

/** How the page stands that an incident shares with others: when it rang for that, and what became of it. */
export function sharedShown(
  { incidents }: BrainState,
  root: Incident,
  joined: string,
  reached: PageReached | null,
): Partial<Pick<PageShown, 'at' | 'standing' | 'pager'>> {
  const collector = incidents.get(joined);
  if (collector === undefined || reached?.state !== 'taken' || reached.rang === undefined) return {};
  const { generation, at, before } = reached.rang;
  const pager = toldPager(root, collector, generation);
  const end = endOfShared(root, (id) => incidents.get(id), null);
  const ended = root.status === 'resolved' ? null : end;
  const turned =
    ended === null ? pager?.turned : { how: 'resolved' as const, by: ended.who, at: ended.overAt };
  const told = pager ?? { rangAt: null, acknowledged: null, turned: null, assigned: null };
  return {
    at,
    ...(before && { standing: 'joined' as const }),
    ...(ended !== null && { standing: 'ended' as const }),
    ...((pager !== undefined || ended !== null) && { pager: { ...told, turned: turned ?? null } }),
  };
}

/** What its pager told of a page that an incident shares: who took it before that told of this one has not taken it. */
function toldPager(root: Incident, many: Incident, generation: number): PageShown['pager'] {
  const { pager } = atPager(many, generation);
  const since = sharesSince(root, many.id);
  if (pager === undefined || since === null) return pager;
  const { acknowledged, turned } = pager;
  const told = (at: number | undefined): boolean => at !== undefined && wasTold(many, since, at, generation);
  return {
    ...pager,
    acknowledged: told(acknowledged?.at) ? acknowledged : null,
    turned: told(turned?.at) ? turned : null,
  };
}

/** What the pager told of the newest generation; nothing where it told nothing. */
export function atPager({ atPager: told }: Incident, newest: number): Pick<PageShown, 'pager'> {
  const standing = told?.find(({ generation }) => generation === newest);
  if (standing === undefined) return {};
  const { rangAt, rangFor, acknowledged, turned, assigned, link } = standing;
  const known = { ...(rangFor !== undefined && { rangFor }), ...(link !== undefined && { link }) };
  return { pager: { rangAt, acknowledged, turned, assigned, ...known } };
}
