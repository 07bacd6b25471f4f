import type { SentryDelivery } from '../../../observed.ts';
import { defineCheck, noParameters } from '../../check.ts';
import { acceptedDeliveries, unansweredDeliveries } from '../../evidence.ts';
import { found, SLACK_UNSEEN } from '../../finding.ts';
import { coveredAlerts } from '../../root-messages.ts';

/** The visible root messages together cover every alert that counts, no more and no less (I6, outside). */
export const slackCoversAlerts = defineCheck({
  name: 'slack-covers-alerts',
  says: 'The visible Slack messages cover every accepted alert once',
  parameters: noParameters,
  judge: (evidence) => {
    if (evidence.slack === null) return SLACK_UNSEEN;
    const accepted = acceptedDeliveries(evidence).filter((one) => one.truth.counts);
    const least = accepted.length - resolvedUnmet(accepted).length;
    const most = accepted.length + unansweredDeliveries(evidence).filter((one) => one.truth.counts).length;
    const covered = coveredAlerts(evidence.slack.messages);
    const bound = most === least ? `${least}` : `${least} to ${most}`;
    return found(
      covered >= least && covered <= most,
      `${covered} alerts in visible messages, bound ${bound}`,
    );
  },
});

/**
 * Resolves of issues of which nothing else had been accepted: a relay that was down when such an issue failed has
 * no incident that the resolve could end, and may set it aside.
 */
function resolvedUnmet(accepted: readonly SentryDelivery[]): SentryDelivery[] {
  const met = new Set(accepted.filter((one) => one.action !== 'resolved').map((one) => one.truth.issueId));
  return accepted.filter((one) => one.action === 'resolved' && !met.has(one.truth.issueId));
}
