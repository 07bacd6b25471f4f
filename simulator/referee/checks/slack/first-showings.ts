import { z } from 'zod';
import { defineCheck } from '../../check.ts';
import { acceptedDeliveries } from '../../evidence.ts';
import { examples, found, SLACK_UNSEEN, spoken } from '../../finding.ts';
import { firstNamedAt } from '../../naming.ts';
import { firstFailures } from '../../outage-facts.ts';
import { percentile } from '../../percentile.ts';
import { visibleRoots } from '../../root-messages.ts';

/** What nobody has seen yet goes before what only counts up: the outage's services and the background's alike. */
export const firstShowings = defineCheck({
  name: 'first-showings',
  says: 'A service that no message names yet is soon in one',
  timing: true,
  parameters: z.strictObject({ p99Ms: z.number().positive() }),
  judge: (evidence, { p99Ms }) => {
    if (evidence.slack === null) return SLACK_UNSEEN;
    const roots = visibleRoots(evidence.slack.messages);
    const failures = firstFailures(acceptedDeliveries(evidence).filter((one) => one.truth.counts));
    const lags = failures.map((one) => ({ ...one, ms: firstNamedAt(roots, one.service, one.at) - one.at }));
    const p99 = percentile(
      lags.map((lag) => lag.ms),
      0.99,
    );
    const late = examples(
      lags.filter((lag) => lag.ms > p99Ms).map((lag) => `${lag.service} after ${spoken(lag.ms)}`),
    );
    return found(
      p99 <= p99Ms,
      `p99 ${spoken(p99)} over ${lags.length} services (bound ${spoken(p99Ms)})${late === '' ? '' : `: ${late}`}`,
    );
  },
});
