import type { Outcome } from '../../../domain/sending/outcome.ts';
import { restComplaints } from './note-wire.ts';
import type { RestAccess } from './rest-wire.ts';

/** What the REST API answered. */
export interface RestReply {
  readonly status: number;
  /** The header `ratelimit-reset`, or what stands between us and PagerDuty said; null: neither. */
  readonly resetSeconds: string | null;
  readonly body: string;
  /** Host that answered. */
  readonly host: string;
}

/** A 429 of the REST API says when it ends, unless something else than PagerDuty answered. */
const unnamedWaitSeconds = 5;

/** What became of a note that was not made (PagerDuty REST API, "Errors" and "REST API Rate Limits"). */
export function failedRest(reply: RestReply, { rest }: { readonly rest: RestAccess }): Outcome {
  const { status, host, body } = reply;
  const complaints = restComplaints(body, rest.token);
  const reason = `${host} answered with HTTP ${status}${complaints.length === 0 ? '' : `: ${complaints.join('; ')}`}.`;
  switch (status) {
    case 400:
      return complaints.some((text) => /\b(from|requester)\b/i.test(text))
        ? misconfigured('token-refused', `${reason} ${fromAdvice}`)
        : { kind: 'refused', code: 'payload-refused', reason };
    case 401:
      return misconfigured('token-refused', `${reason} Check PAGERDUTY_API_TOKEN.`);
    case 402:
    case 403:
      return misconfigured('token-refused', `${reason} ${writeAdvice}`);
    // Somebody deleted it, or it is another account's: no other text would do.
    case 404:
      return { kind: 'refused', code: 'no-incident', reason, final: true };
    case 413:
    case 422:
      return { kind: 'refused', code: 'payload-refused', reason };
    case 429: {
      const waitMs = waitSeconds(reply.resetSeconds) * 1_000;
      return { kind: 'limited', code: 'limited', reason, waitMs };
    }
    case 408:
      break;
    default:
      if (status >= 300 && status < 500) return misconfigured('strange-answer', `${reason} ${urlAdvice}`);
  }
  // An answer that is not PagerDuty's own leaves open whether the note was made.
  return { kind: 'failed', ambiguous: true, timedOut: false, code: 'provider-failing', reason };
}

const fromAdvice =
  'Check PAGERDUTY_FROM: it is the e-mail address of a user of this PagerDuty account, in whose name notes are written.';
const writeAdvice =
  'Check PAGERDUTY_API_TOKEN: notes need a REST API key that is not read-only, or leave PAGERDUTY_FROM out.';
const urlAdvice =
  'Check PAGERDUTY_API_URL (the EU has https://api.eu.pagerduty.com) and what stands between.';

function misconfigured(
  code: 'token-refused' | 'strange-answer',
  reason: string,
): Extract<Outcome, { kind: 'misconfigured' }> {
  return { kind: 'misconfigured', scope: 'lane', code, reason };
}

function waitSeconds(reset: string | null): number {
  const named = reset !== null && /^\d{1,6}$/.test(reset.trim()) ? Number(reset) : unnamedWaitSeconds;
  return Math.max(1, named);
}
