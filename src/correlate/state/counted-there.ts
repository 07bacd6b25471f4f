import type { Alert } from '../../domain/alert.ts';
import { eventsOf } from '../../domain/incident.ts';
import { broughtBy, type Issue } from '../../domain/issue.ts';
import type { Draft } from './draft.ts';

/** Two clocks may differ so much, ms: what Sentry received later than that after it was read, it had not counted. */
const clocksDifferMs = 60_000;

/**
 * What Sentry counted of an issue that was read there is the least that its incident has, and its service. It had counted
 * what was counted here, too.
 */
export function countThere(draft: Draft, issue: Issue, events: number): Issue {
  const unnamed = Math.max(0, events - broughtBy(issue).occurrences);
  if (unnamed === 0) return issue;
  draft.change(issue.incident, (row) => ({
    ...row,
    events: row.events + unnamed,
    services: row.services.map((one) =>
      one.name === issue.service ? { ...one, events: eventsOf(one) + unnamed } : one,
    ),
  }));
  return { ...issue, unnamed: (issue.unnamed ?? 0) + unnamed };
}

/** Whether Sentry had counted the event that an alert tells of when it was read. */
export function isCountedAlready(
  { unnamed = 0, reconstructedAt }: Pick<Issue, 'unnamed' | 'reconstructedAt'>,
  { eventId, sentryAt }: Pick<Alert, 'eventId' | 'sentryAt'>,
): boolean {
  if (eventId === null || unnamed === 0 || reconstructedAt === undefined) return false;
  return sentryAt === null || sentryAt <= reconstructedAt + clocksDifferMs;
}

/** An issue once an alert has named one of those events. */
export function withNamed(issue: Issue, alert: Alert): Issue {
  return isCountedAlready(issue, alert) ? { ...issue, unnamed: (issue.unnamed ?? 0) - 1 } : issue;
}
