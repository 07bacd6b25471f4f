import { z } from 'zod';
import { defineCheck } from '../../check.ts';
import { examples, found, SLACK_UNSEEN, spoken } from '../../finding.ts';
import { firstNamedAt } from '../../naming.ts';
import { outageFailures } from '../../outage-facts.ts';
import { visibleMessages } from '../../root-messages.ts';

/** A noisy service must not hide a quiet one. */
export const servicesNamed = defineCheck({
  name: 'services-named',
  says: 'Every failing service of each outage can soon be read in Slack',
  timing: true,
  parameters: z.strictObject({ withinMs: z.number().positive() }),
  judge: (evidence, { withinMs }) => {
    if (evidence.slack === null) return SLACK_UNSEEN;
    const messages = visibleMessages(evidence.slack.messages);
    const lags = evidence.outages.flatMap((outage) => {
      const failures = outageFailures(evidence, outage);
      const silent = outage.services.filter((service) => !failures.some((one) => one.service === service));
      return [
        ...failures.map((one) => ({
          service: one.service,
          ms: firstNamedAt(messages, one.service, one.at) - one.at,
        })),
        ...silent.map((service) => ({ service, ms: Infinity })),
      ];
    });
    const late = lags
      .filter((lag) => lag.ms > withinMs)
      .map((lag) => `${lag.service} after ${spoken(lag.ms)}`);
    const slowest = Math.max(...lags.map((lag) => lag.ms), 0);
    return found(
      late.length === 0,
      `${lags.length - late.length} of ${lags.length} services in time, slowest ${spoken(slowest)} (bound ${spoken(withinMs)})${late.length === 0 ? '' : `: ${examples(late)}`}`,
    );
  },
});
