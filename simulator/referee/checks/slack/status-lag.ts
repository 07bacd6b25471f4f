import { z } from 'zod';
import { defineCheck } from '../../check.ts';
import { found, SLACK_UNSEEN, spoken } from '../../finding.ts';
import { visibleText } from '../../naming.ts';
import { lastResolveAt, stormMessages } from '../../outage-facts.ts';
import { percentile } from '../../percentile.ts';

/** The all-clear is a status change: it goes before counters. What was new beside an outage may end a moment after it. */
export const statusLag = defineCheck({
  name: 'status-lag',
  says: 'When the last issue of an outage is resolved, its message soon says so',
  timing: true,
  parameters: z.strictObject({ p99Ms: z.number().positive() }),
  judge: (evidence, { p99Ms }) => {
    if (evidence.slack === null) return SLACK_UNSEEN;
    const lags = evidence.outages
      .filter((outage) => outage.resolves)
      .map((outage) => {
        const since = lastResolveAt(evidence, outage) ?? Infinity;
        const versions = stormMessages(evidence, outage).flatMap((message) => message.revisions);
        const told = versions
          .filter((one) => one.at >= since - p99Ms && /\bresolved\b/i.test(visibleText(one)))
          .map((one) => one.at);
        return Math.max(0, Math.min(...told, Infinity) - since);
      })
      .map((lag) => (Number.isNaN(lag) ? Infinity : lag));
    const p99 = percentile(lags, 0.99);
    return found(p99 <= p99Ms, `p99 ${spoken(p99)} over ${lags.length} outages (bound ${spoken(p99Ms)})`);
  },
});
