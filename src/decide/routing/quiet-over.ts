import type { Draft } from '../../correlate/state/draft.ts';
import { membersOf, type Family } from '../../correlate/state/family.ts';
import type { Unpaged } from '../../domain/decision/paging.ts';
import type { Incident } from '../../domain/incident.ts';
import type { PageDesk } from '../page-desk.ts';

/**
 * Since when all of it has been quiet, virtual ms, although it is open, where a person, a silence or an interval of its
 * route kept it from waking anybody until now; null: it fires still, or nothing of that kept it.
 *
 * What was muted somebody knows of, what work causes was expected, and whoever wants quiet is not to be woken by what has
 * stopped since: it fires while it is active, as a storm does. Of what nobody was told of, a crash may be silent: only after
 * the time after which the message itself calls it quiet does nobody get up for it. What Sentry raises itself fires until
 * Sentry ends it.
 */
export function quietSince(draft: Draft, family: Family, { code }: Pick<Unpaged, 'code'>): number | null {
  const { storm, resolve } = draft.policy;
  const enoughMs =
    code === 'not-paged-muted' || code === 'not-paged-maintenance'
      ? storm.activeMs
      : code === 'not-paged-silenced' || code === 'not-paged-interval'
        ? resolve.quietMs
        : Infinity;
  const members = membersOf(family);
  const since = Math.max(...members.map(({ lastAlertAt }) => lastAlertAt));
  if (draft.now - since < enoughMs) return null;
  const lasts = members.some(({ issues }) => issues.some((key) => isOccurrence(draft, key)));
  return lasts ? null : since;
}

/** Nobody gets up for what has been quiet since a virtual ms, and that is told: a reader would expect a page. */
export function letSleep(desk: PageDesk, { id }: Incident, since: number): void {
  const reason = { code: 'not-paged-quiet', since } as const;
  desk.change(id, (row) => ({ ...row, unpaged: { reason, at: desk.draft.now } }));
  desk.tell(id, 'page', reason);
}

/** Whether an issue is one that Sentry raised itself, and has not ended. */
function isOccurrence(draft: Draft, key: string): boolean {
  const issue = draft.issue(key);
  return issue?.status === 'open' && issue.kind !== 'error';
}
