import type { Alert } from '../../domain/alert.ts';
import type { Ending, Reopened } from '../../domain/decision/life.ts';

/** Why an incident ended, by what Sentry says of its last issue. */
export function endedBecause(alert: Pick<Alert, 'status' | 'kind' | 'resource' | 'actor'>): Ending {
  const { actor: who } = alert;
  if (alert.status === 'archived') return { code: 'resolved-archived', who };
  if (alert.resource.startsWith('metric_alert')) return { code: 'resolved-metric' };
  return { code: alert.kind === 'occurrence' ? 'resolved-occurrence' : 'resolved-issues', who };
}

const reopenings = {
  regressed: 'reopened-regressed',
  escalating: 'reopened-escalating',
  'by-hand': 'reopened-by-hand',
  'archive-over': 'reopened-archive-over',
} as const;

/**
 * Why an issue that had ended fires again, by Sentry's word.
 * @param unheard That it had ended nobody had told.
 */
export function reopenedBecause(reopened: NonNullable<Alert['reopened']>, unheard = false): Reopened {
  return { code: reopenings[reopened], unheard };
}
