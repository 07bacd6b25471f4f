import { z } from 'zod';
import { defineCheck } from '../../check.ts';
import { found, PAGERDUTY_UNSEEN, spoken } from '../../finding.ts';
import { outageFailures } from '../../outage-facts.ts';
import { pagesFor } from '../../pages.ts';

/** A storm is recognised from its third service on; the page follows at once. */
export const firstPage = defineCheck({
  name: 'first-page',
  says: 'Each outage pages soon after its third service failed',
  timing: true,
  parameters: z.strictObject({ withinMs: z.number().positive() }),
  judge: (evidence, { withinMs }) => {
    if (evidence.pagerduty === null) return PAGERDUTY_UNSEEN;
    const lags = evidence.outages.map((outage) => {
      const third = outageFailures(evidence, outage)[2]?.at ?? NaN;
      return { id: outage.id, ms: (pagesFor(evidence, outage)[0]?.openedAt ?? Infinity) - third };
    });
    return found(
      lags.every((lag) => lag.ms <= withinMs),
      `${lags.map((lag) => `${lag.id}: ${spoken(lag.ms)}`).join(', ')} after the third service (bound ${spoken(withinMs)})`,
    );
  },
});
