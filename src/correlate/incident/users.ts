import type { Incident } from '../../domain/incident.ts';
import { leastUsers } from '../../domain/sentry-context.ts';
import type { Draft } from '../state/draft.ts';

/** At least so many users of a root and its children by now; null where nobody is known. */
export function usersOf(draft: Draft, root: Incident): number | null {
  const users = leastUsers(draft.usersOf(root), toldBySentry(draft, root), root.context);
  return users === 0 ? null : users;
}

/** The largest figure that Sentry gave for one of its issues. */
function toldBySentry(draft: Draft, root: Incident): number {
  const tally = draft.tallyOf(root.id);
  const keys =
    tally === null
      ? [root, ...draft.childrenOf(root.id)].flatMap(({ issues }) => issues)
      : draft.issuesWritten();
  const figures = keys.map((key) => {
    const issue = draft.issue(key);
    const own = issue === null ? null : draft.incident(issue.incident);
    return own !== null && (own.parent ?? own.id) === root.id ? (issue?.sentryUsers ?? 0) : 0;
  });
  return Math.max(tally?.sentryUsers ?? 0, ...figures);
}
