import type { Outcome } from '../../domain/sending/outcome.ts';
import { complaintsIn, confirms } from './wire.ts';

/** No Retry-After is documented for Events v2; the rate-limit page says "30 seconds apart". */
const unnamedWaitMs = 30_000;

/** What PagerDuty answered. */
interface Answer {
  readonly status: number;
  /** The header's text; null when there is none. */
  readonly retryAfter: string | null;
  readonly body: string;
  /** Host that answered. */
  readonly host: string;
  /** It is one to a change event. */
  readonly isChange: boolean;
  /** Taken out of complaints, should PagerDuty ever quote it. */
  readonly routingKey: string;
  readonly dedupKey: string;
}

/** What became of an event, by the answer's status (Events API v2 overview, "Response Codes & Retry Logic"). */
export function outcomeOfAnswer(answer: Answer): Outcome {
  const { status } = answer;
  const reason = sentence(answer);
  if (status === 202) return outcomeOf202(answer, reason);
  if (status === 400) return outcomeOf400(answer, reason);
  // 403 is the rate limit's code of Events API v1 (PagerDuty developer docs); v2 has no other use for it.
  if (status === 429 || status === 403)
    return { kind: 'limited', waitMs: waitMs(answer.retryAfter), code: 'limited', reason };
  if ([401, 404, 405].includes(status)) {
    const advice =
      'Check PAGERDUTY_EVENTS_URL (the EU has https://events.eu.pagerduty.com) and what stands between.';
    return {
      kind: 'misconfigured',
      scope: 'lane',
      code: 'strange-answer',
      reason: `${reason} ${advice}`,
    };
  }
  if (status === 413 || status === 414 || status === 415 || status === 422)
    return { kind: 'refused', code: 'payload-refused', reason };
  // Everything else, an unexpected 2xx included, may have been taken; an event with its key can safely be repeated.
  return { kind: 'failed', ambiguous: true, timedOut: false, code: 'provider-failing', reason };
}

/** What the status alone says may be a proxy's word; an event that was taken all the same is repeated under its key. */
function outcomeOf202({ body, isChange, dedupKey }: Answer, reason: string): Outcome {
  if (confirms(body, isChange)) return { kind: 'delivered', handle: dedupKey };
  const told = `${reason} That is not how PagerDuty says that it has taken an event: look what stands between.`;
  return { kind: 'failed', ambiguous: true, timedOut: false, code: 'strange-answer', reason: told };
}

/**
 * A complaint whose subject is the key: "Invalid routing key", "Length of 'routing_key' is incorrect (…)", "'routing_key' is
 * missing or blank". One that only quotes it complains of the event, and must not close the lane.
 */
const aboutKey = /^(?:(?:invalid|unknown|missing|length of) )?['"]?routing[_ ]key['"]?(?![\w-])/i;

function outcomeOf400(answer: Answer, reason: string): Outcome {
  if (!complaintsIn(answer.body, answer.routingKey).some((text) => aboutKey.test(text)))
    return { kind: 'refused', code: 'payload-refused', reason };
  const advice = 'Check the routing key: it is the Integration Key of an Events API V2 integration.';
  return { kind: 'misconfigured', scope: 'lane', code: 'key-refused', reason: `${reason} ${advice}` };
}

function sentence({ status, body, host, routingKey }: Answer): string {
  const complaints = complaintsIn(body, routingKey).join('; ');
  return `${host} answered with HTTP ${status}${complaints === '' ? '' : `: ${complaints}`}.`;
}

/** Whole seconds are what services send; anything else waits as long as when nothing was said. */
function waitMs(retryAfter: string | null): number {
  const seconds = retryAfter !== null && /^\d{1,6}$/.test(retryAfter.trim()) ? Number(retryAfter) : null;
  return seconds === null ? unnamedWaitMs : Math.max(1, seconds) * 1000;
}
