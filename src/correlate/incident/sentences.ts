import type { Alert } from '../../domain/alert.ts';

/** Why an incident ended, for people: by what Sentry says of its last issue, in words that fit what it is. */
export function endedBecause(alert: Pick<Alert, 'status' | 'kind' | 'resource' | 'actor'>): string {
  const { actor } = alert;
  if (alert.status === 'archived') return `Archived in Sentry${by(actor)}.`;
  if (alert.resource.startsWith('metric_alert'))
    return 'The metric is back within its thresholds, says Sentry.';
  if (alert.kind === 'occurrence') return `Sentry says that it is over${by(actor, ': resolved by')}.`;
  return `Every Sentry issue of it is resolved${by(actor, ', the last by')}.`;
}

/** Why an issue that had ended fires again, by Sentry's word: `Sentry says it regressed.` */
export function reopenedBecause(reopened: NonNullable<Alert['reopened']>): string {
  switch (reopened) {
    case 'regressed':
      return 'Sentry says it regressed.';
    case 'escalating':
      return 'Sentry says it is escalating.';
    case 'by-hand':
      return 'Somebody reopened it in Sentry.';
    case 'archive-over':
      return 'It was archived for a while in Sentry, and that time is over.';
  }
}

function by(actor: string | null, word = ' by'): string {
  return actor === null ? '' : `${word} ${actor}`;
}
