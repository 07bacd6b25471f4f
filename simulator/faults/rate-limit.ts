import { z } from 'zod';
import { jsonAnswer, type Answer, type Fault, type FaultCall } from './fault-plan.ts';

/**
 * Answers "too many" whatever the buckets hold: `header` with Retry-After, `bare` without it, `ok-false` as
 * HTTP 200 with Slack's error text (seen in getsentry/sentry#80443). With `stored: true` the message was
 * posted all the same (one report: Yelp/elastalert#1345), which is rare and ambiguous.
 */
export const rateLimitSettings = z.strictObject({
  kind: z.literal('rate-limit'),
  retryAfter: z.number().int().min(1).default(30),
  form: z.enum(['header', 'bare', 'ok-false']).default('header'),
  stored: z.boolean().default(false),
});

/** PagerDuty documents no Retry-After for Events v2, so its 429 carries one only where `form` is `header`. */
export const rateLimit: Fault<z.infer<typeof rateLimitSettings>> = (settings, call) => {
  const base = { takesEffect: settings.stored };
  switch (settings.form) {
    case 'header':
      return { ...base, answer: tooMany(call, settings.retryAfter), retryAfter: settings.retryAfter };
    case 'bare':
      return { ...base, answer: withoutRetryAfter(tooMany(call, settings.retryAfter)) };
    case 'ok-false':
      return { ...base, answer: jsonAnswer(200, { ok: false, error: 'ratelimited' }) };
  }
};

/** The 429 of the service that was called, with its own body (docs.slack.dev rate-limits page; PagerDuty Events v2 captures). */
export function tooMany(call: Pick<FaultCall, 'service' | 'method'>, retryAfter: number): Answer {
  const header = { 'retry-after': String(retryAfter) };
  if (call.service === 'pagerduty') {
    const message = 'Requests for this service are arriving too quickly.  Please retry later.';
    return jsonAnswer(429, { status: 'throttle exceeded', message }, header);
  }
  if (call.method === 'incoming-webhook') {
    return jsonAnswer(429, { retry_after: retryAfter, ok: false, error: 'rate_limited' }, header);
  }
  return jsonAnswer(429, { ok: false, error: 'ratelimited' }, header);
}

/** The same answer without its Retry-After header. */
export function withoutRetryAfter(answer: Answer): Answer {
  const headers = Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => name !== 'retry-after'),
  );
  return { ...answer, headers };
}
