import type { PageReason } from '../../domain/decision/paging.ts';
import { newestGeneration, type Incident } from '../../domain/incident.ts';
import { seenAt } from '../../domain/routing/desk.ts';
import type { PageDesk } from '../page-desk.ts';

/**
 * Why somebody is woken for what a person split off, once that is over whose page stood for it: for the same reason as then.
 * It may never say another word, and its own page has ended. Null where it is over too, in hand, or was never paged.
 */
export function leftAlone(desk: PageDesk, root: Incident): PageReason | null {
  const { apart, page, unpaged, status } = root;
  if (apart == null || status !== 'open') return null;
  const from = desk.draft.incident(apart.from);
  if (from !== null && from.status !== 'resolved') return null;
  if (page !== null)
    return page.withdrawn?.code === 'withdrawn-regrouped' ? newestGeneration(page).reason : null;
  if (unpaged?.reason.code !== 'not-paged-parted' || from === null) return null;
  const stood = seenAt(from, desk.receiver?.name ?? null).page;
  return stood === null ? null : newestGeneration(stood).reason;
}
