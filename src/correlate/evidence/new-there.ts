import type { Alert } from '../../domain/alert.ts';
import { lastHeardAt, type Issue } from '../../domain/issue.ts';

/** What Sentry saw first so long before it was heard of here was no news to anybody, ms. */
const oldMs = 15 * 60_000;
/** The same for what was read in Sentry: that comes all at once, whenever each of it began. */
const oldWhenReadMs = 60_000;

/**
 * An issue with what an alert tells of its age: whether it was new to Sentry when it was heard of here first, by Sentry's
 * clock where it tells its own. An event says nothing of it, a later webhook may.
 */
export function withAge(issue: Issue, alert: Alert, heardAt: number): Issue {
  const { firstSeenAt, sentryAt } = alert;
  if (firstSeenAt === null || issue.newThere === false) return issue;
  const since = issue.alerts === 0 ? 0 : Math.max(0, heardAt - (issue.firstAt - lateBy(issue)));
  const newThere =
    alert.reconstructed === true
      ? heardAt - firstSeenAt <= oldWhenReadMs
      : (sentryAt ?? heardAt) - since - firstSeenAt <= oldMs;
  return issue.newThere === newThere ? issue : { ...issue, newThere };
}

/** How long before the relay knew of it an issue came to a door, ms. */
function lateBy(issue: Issue): number {
  return issue.alerts > 1 ? 0 : issue.lastAt - lastHeardAt(issue);
}
