import type { Draft } from '../../correlate/state/draft.ts';
import type { Incident } from '../../domain/incident.ts';
import { wakesSomebody } from '../../domain/inbox/own-trouble.ts';
import { takesPages } from '../../domain/policy.ts';
import type { PageDesk } from '../page-desk.ts';
import { openGeneration } from '../page-generations.ts';

/**
 * Wakes somebody for the relay's own trouble, once, where alerts may reach nobody. Through a pager that is what fails, no
 * page is asked for: it would ring when all is well again. It is asked for as soon as that flows, if the trouble goes on.
 */
export function wakeForOwn(desk: PageDesk, root: Incident): void {
  const { ownTrouble, status, page } = root;
  if (ownTrouble === undefined || status !== 'open' || page !== null || !wakesSomebody(ownTrouble)) return;
  if (canReach(desk.draft, root)) openGeneration(desk, root.id, { code: 'page-own-trouble' });
}

function canReach(draft: Draft, { routed }: Incident): boolean {
  const surfaces = routed?.flatMap((one) => one.surfaces) ?? null;
  return draft.policy.receivers
    .filter(takesPages)
    .filter(({ id, beside = id }) => surfaces?.includes(beside) ?? true)
    .some(({ lane }) => (draft.lane(lane)?.kind ?? 'flowing') === 'flowing');
}
