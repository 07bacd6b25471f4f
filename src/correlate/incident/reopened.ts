import type { Alert } from '../../domain/alert.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Issue } from '../../domain/issue.ts';
import type { Draft } from '../state/draft.ts';

/**
 * A regression is told twice, by the event's own alert and by the issue's webhook, seconds apart and in any order.
 * What is told so soon after the firing began tells of its beginning, and not of an end between, in ms.
 */
const sameBeginningMs = 30_000;
/** A webhook that failed is sent again three times, five minutes apart (getsentry/sentry, tasks/sentry_apps.py), in ms. */
const retriedMs = 20 * 60_000;
/** A storm of which nothing was heard for so long may have ended, in ms. */
const stormOverMs = 120_000;

/** An alert with Sentry's own word that its issue is back. */
export type Reopening = Alert & { readonly reopened: 'regressed' | 'escalating' };

/**
 * Whether an alert proves that the issue, which is open here, had ended unheard and has begun again. Monitors that
 * recover by themselves and some integrations end an issue without a webhook (getsentry/sentry PR 125203, #54089).
 */
export function hadEnded(draft: Draft, root: Incident, alert: Alert, known: Issue): alert is Reopening {
  return known.status === 'open' && isReopening(alert) && isAnotherBeginning(draft, root, alert, known);
}

/**
 * A storm that was silent when a member of it began anew takes in nobody any more. Else an outage that comes back after
 * five minutes would go on under the page of the one before, which somebody may have in hand, and wake nobody.
 */
export function endStormUnheard(draft: Draft, { id, storm, lastAlertAt }: Incident): void {
  if (storm === null || draft.now - lastAlertAt < stormOverMs) return;
  draft.change(id, (row) => (row.storm === null ? row : { ...row, storm: { ...row.storm, hadEnded: true } }));
}

function isReopening(alert: Alert): alert is Reopening {
  return alert.reopened === 'regressed' || alert.reopened === 'escalating';
}

function isAnotherBeginning(draft: Draft, root: Incident, alert: Reopening, known: Issue): boolean {
  const teller = tellerOf(alert);
  // What the relay has read of this beginning may be told as well: Sentry repeats what it could not deliver.
  const { firesSince, reconstructedAt } = known;
  if (reconstructedAt === firesSince && draft.now - firesSince <= retriedMs) return false;
  // The same hook tells each beginning once.
  if (teller !== null && known.toldBy.includes(teller)) return true;
  if (root.acknowledgedAt !== null && root.acknowledgedAt > known.firesSince) return true;
  if (draft.now - known.firesSince > sameBeginningMs) return true;
  const { eventAt } = alert;
  const { newestEventAt } = known;
  return eventAt !== null && newestEventAt !== null && eventAt - newestEventAt > sameBeginningMs;
}

/** The hook that tells with this alert how a firing began; null when it does not tell. */
export function tellerOf(alert: Alert): string | null {
  const { resource, reconstructed } = alert;
  if (reconstructed === true) return null;
  if (resource === 'issue.created') return 'issue';
  return isReopening(alert) ? (resource.split('.')[0] ?? resource) : null;
}
