import { z } from 'zod';
import { defineCheck } from '../../check.ts';
import { found, SLACK_UNSEEN, spoken } from '../../finding.ts';
import { firstNamedAt } from '../../naming.ts';
import { outageFailures } from '../../outage-facts.ts';
import { visibleRoots } from '../../root-messages.ts';

/** The channel hears of an outage at once, before anybody knows that it is one. */
export const firstMessage = defineCheck({
  name: 'first-message',
  says: 'The first failing service of each outage is in Slack at once',
  timing: true,
  parameters: z.strictObject({ withinMs: z.number().positive() }),
  judge: (evidence, { withinMs }) => {
    if (evidence.slack === null) return SLACK_UNSEEN;
    const roots = visibleRoots(evidence.slack.messages);
    const lags = evidence.outages.map((outage) => {
      const first = outageFailures(evidence, outage)[0];
      return {
        id: outage.id,
        ms: first === undefined ? Infinity : firstNamedAt(roots, first.service, first.at) - first.at,
      };
    });
    return found(
      lags.every((lag) => lag.ms <= withinMs),
      `${lags.map((lag) => `${lag.id}: ${spoken(lag.ms)}`).join(', ')} (bound ${spoken(withinMs)})`,
    );
  },
});
