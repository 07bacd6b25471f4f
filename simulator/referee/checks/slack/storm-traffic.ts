import { z } from 'zod';
import { defineCheck } from '../../check.ts';
import { found, SLACK_UNSEEN, spoken } from '../../finding.ts';
import { outageRoots, stormMessages } from '../../outage-facts.ts';
import { peakInWindow } from '../../percentile.ts';

/** Messages that stay current without becoming a stream. */
export const stormTraffic = defineCheck({
  name: 'storm-traffic',
  says: "Each outage's messages are updated and replied to only so often",
  parameters: z.strictObject({
    max: z.number().int().positive(),
    windowMs: z.number().positive().default(180_000),
  }),
  judge: (evidence, { max, windowMs }) => {
    const { slack } = evidence;
    if (slack === null) return SLACK_UNSEEN;
    const peaks = evidence.outages.map((outage) => {
      const own = new Set(
        [...outageRoots(evidence, outage), ...stormMessages(evidence, outage)].map((message) => message.ts),
      );
      const calls = slack.calls.filter(
        (call) =>
          (call.method === 'chat.update' && call.ts !== null && own.has(call.ts)) ||
          (call.method === 'chat.postMessage' && call.threadTs !== null && own.has(call.threadTs)),
      );
      return {
        id: outage.id,
        peak: peakInWindow(
          calls.map((call) => call.at),
          windowMs,
        ),
      };
    });
    return found(
      peaks.every((one) => one.peak <= max),
      `${peaks.map((one) => `${one.id}: ${one.peak}`).join(', ')} updates and replies in ${spoken(windowMs)} (bound ${max})`,
    );
  },
});
