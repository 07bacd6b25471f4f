import type { Finding } from '../../../seams/inspector.ts';
import { lookAgainMs } from '../../../seams/outcome-finding.ts';
import type { RestAnswer } from './rest-wire.ts';

/** A 429 of the REST API says when it ends, unless something else than PagerDuty answered. */
const unnamedWaitSeconds = 5;
/** "960 requests per minute" (PagerDuty developer docs, REST API rate limits): no wait is longer than the minute. */
const longestWaitSeconds = 60;

/** What the REST API did not tell, and why. `reading` follows "to". */
export function findingOfStatus(
  { status, reset }: RestAnswer,
  host: string,
  reading: string,
): Exclude<Finding, { kind: 'yes' | 'no' }> {
  const answered = `${host} answered with HTTP ${status}`;
  if (status === 401 || status === 403) {
    const advice = 'Check the API token: it is a REST API key, and a read-only one is enough.';
    const detail = `${answered}: it does not allow this token to ${reading}. ${advice}`;
    return { kind: 'blind', code: 'token-refused', detail };
  }
  if (status === 429) {
    const seconds = waitSeconds(reset);
    const detail = `${answered}: wait ${seconds} s.`;
    return { kind: 'unknown', code: 'limited', detail, waitMs: seconds * 1000 };
  }
  // Only these say that asking again is of no use.
  if (status >= 300 && status < 500 && status !== 408) {
    const advice =
      'Check PAGERDUTY_API_URL (the EU has https://api.eu.pagerduty.com) and what stands between.';
    const detail = `${answered}, so it is not possible to ${reading}. ${advice}`;
    return { kind: 'blind', code: 'strange-answer', detail };
  }
  return { kind: 'unknown', code: 'provider-failing', detail: `${answered}.`, waitMs: lookAgainMs };
}

function waitSeconds(reset: string | null): number {
  const named = reset !== null && /^\d{1,6}$/.test(reset.trim()) ? Number(reset) : unnamedWaitSeconds;
  return Math.min(Math.max(1, named), longestWaitSeconds);
}
