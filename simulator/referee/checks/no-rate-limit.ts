import { defineCheck, noParameters } from '../check.ts';
import type { Evidence } from '../evidence.ts';
import { found, SLACK_UNSEEN } from '../finding.ts';

/** Calls that a service turned away for coming too fast, apart from those that a fault turned away. */
function rateLimited(evidence: Evidence): { slack: number; pagerduty: number } {
  const slack = evidence.slack?.calls.filter(
    (call) =>
      call.fault === null &&
      (call.status === 429 || call.error === 'ratelimited' || call.error === 'rate_limited'),
  );
  const pagerduty = evidence.pagerduty?.calls.filter((call) => call.fault === null && call.status === 429);
  return { slack: slack?.length ?? 0, pagerduty: pagerduty?.length ?? 0 };
}

/** No configured bucket is overdrawn (I5). */
export const noRateLimit = defineCheck({
  name: 'no-rate-limit',
  says: 'Neither Slack nor PagerDuty answers 429 of its own accord',
  parameters: noParameters,
  judge: (evidence) => {
    if (evidence.slack === null || evidence.pagerduty === null) return SLACK_UNSEEN;
    const limited = rateLimited(evidence);
    const byFault = evidence.slack.calls.filter((call) => call.fault !== null && call.status === 429).length;
    return found(
      limited.slack + limited.pagerduty === 0,
      `Slack ${limited.slack}, PagerDuty ${limited.pagerduty} (bound 0); ${byFault} by faults`,
    );
  },
});
