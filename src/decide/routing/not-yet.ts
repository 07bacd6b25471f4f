import { isRecognised, type Incident } from '../../domain/incident.ts';
import type { PagingRule, Unpaged } from '../../domain/decision/paging.ts';
import type { PageDesk } from '../page-desk.ts';
import { silentBecauseOf, speaksFrom } from './routes.ts';

/** Why the route of a receiver wakes nobody at this moment although it will; null when it does, or without routes. */
export function whyNotYet(desk: PageDesk, root: Incident, met: PagingRule): Unpaged | null {
  const { draft } = desk;
  const route = desk.routedHere(root);
  const intervals = draft.policy.routing?.intervals;
  if (route === null || intervals === undefined) return null;
  const interval = silentBecauseOf(route, intervals, draft.now);
  if (interval !== null) {
    const due = speaksFrom(route, intervals, draft.now);
    if (due !== null) desk.lookAgain(root.id, due, 'silent');
    return { code: 'not-paged-interval', interval };
  }
  const due = root.openedAt + route.holdMs;
  if (draft.now >= due || isRecognised(root) || isFatal(met)) return null;
  desk.lookAgain(root.id, due, 'held');
  return { code: 'not-paged-held', holdMs: route.holdMs };
}

function isFatal(met: PagingRule): boolean {
  return met.code === 'page-level' && met.level === 'fatal';
}
