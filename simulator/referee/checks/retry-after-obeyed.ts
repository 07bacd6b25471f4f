import { defineCheck, noParameters } from '../check.ts';
import { found, examples, SLACK_UNSEEN } from '../finding.ts';

/** How much earlier a call may arrive than the second it was told: the caller's timers and the machine's own pace. */
const JITTER_REAL_MS = 25;

/** "Continuing to send messages after exceeding a rate limit" may cost the app its place (Slack, rate limits page). */
export const retryAfterObeyed = defineCheck({
  name: 'retry-after-obeyed',
  says: 'After a 429, nothing is sent to that bucket before Retry-After is over',
  parameters: noParameters,
  judge: ({ slack, speed }) => {
    if (slack === null) return SLACK_UNSEEN;
    // What was on its way when the 429 was answered is no fault: the fake that answered it has forgiven it already.
    const early = slack.calls.filter(
      (call) =>
        call.ignoredRetryAfter && (call.retryAfterUntil ?? Infinity) - call.at > JITTER_REAL_MS * speed,
    );
    const told = slack.calls.filter((call) => call.status === 429).length;
    const which = examples(
      early.map(
        (call) => `${call.method} ${Math.round((call.retryAfterUntil ?? call.at) - call.at)} ms too early`,
      ),
    );
    return found(
      early.length === 0,
      `${early.length} calls came too early (bound 0) after ${told} answers of 429${which === '' ? '' : `: ${which}`}`,
    );
  },
});
