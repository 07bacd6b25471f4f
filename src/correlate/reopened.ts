import type { Alert } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import type { Issue } from '../domain/issue.ts';
import type { Draft } from './draft.ts';

/**
 * A regression is told twice, by the event's own alert and by the issue's webhook, seconds apart and in any order.
 * What is told so soon after the firing began tells of its beginning, and not of an end between, in ms.
 */
const sameBeginningMs = 30_000;

/**
 * Whether an alert proves that the issue, which is open here, had ended unheard and has begun again. Monitors that
 * recover by themselves and some integrations end an issue without a webhook (getsentry/sentry PR 125203, #54089).
 */
export function hadEnded(draft: Draft, root: Incident, alert: Alert, known: Issue): boolean {
  if (known.status !== 'open') return false;
  if (alert.reopened !== 'regressed' && alert.reopened !== 'escalating') return false;
  const teller = tellerOf(alert);
  // The same hook tells each beginning once.
  if (teller !== null && known.toldBy.includes(teller)) return true;
  if (root.acknowledgedAt !== null && root.acknowledgedAt > known.firesSince) return true;
  if (draft.now - known.firesSince > sameBeginningMs) return true;
  const { eventAt } = alert;
  const { newestEventAt } = known;
  return eventAt !== null && newestEventAt !== null && eventAt - newestEventAt > sameBeginningMs;
}

/** The hook that tells with this alert how a firing began; null when it does not tell. */
export function tellerOf({ resource, reopened }: Alert): string | null {
  if (resource === 'issue.created') return 'issue';
  const begins = reopened === 'regressed' || reopened === 'escalating';
  return begins ? (resource.split('.')[0] ?? resource) : null;
}
