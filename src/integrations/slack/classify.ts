import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import type { Outcome, Step, Why } from '../../domain/sending/outcome.ts';
import { transportFailure } from '../../seams/transport-failure.ts';
import { unnamedWaitSeconds } from './client.ts';
import { withoutTokens } from './receiver.ts';
import { adviceFor, faultOf, isAboutMetadata, troubleFor } from './error-codes.ts';

/** Migrations and spent plans do not end within seconds. */
const longWaitMs = 5 * 60_000;

/** What failed: the step, and where it went. */
export interface FailedCall {
  readonly step: Step;
  /** Slack's method, for example `chat.postMessage`. */
  readonly method: string;
  readonly channel: string;
  /** Host of the Web API. */
  readonly host: string;
}

/** Slack's code in an error of its client; null when there is none that could be one. */
export function slackCode(error: unknown): string | null {
  if (!(error instanceof WebAPIPlatformError)) return null;
  // An unreadable body stands here as a whole: a code is a short word.
  const code: unknown = error.data.error;
  return typeof code === 'string' && /^[a-z][a-z0-9_]{1,63}$/i.test(code) ? code : null;
}

/** Whether the message was refused only for its metadata. */
export function refusesMetadata(error: unknown): boolean {
  const code = slackCode(error);
  return code !== null && isAboutMetadata(code);
}

/** What became of a call that threw. Unknown errors are never dropped: they count as failed. */
export function outcomeOfError(error: unknown, call: FailedCall): Outcome {
  if (error instanceof WebAPIRateLimitedError) return limited(error.retryAfter, call);
  if (error instanceof WebAPIHTTPError) return outcomeOfStatus(error.statusCode, call);
  if (error instanceof WebAPIRequestError) return transportFailure(error.original, call.host);
  if (!(error instanceof WebAPIPlatformError)) return transportFailure(error, call.host);
  const code = slackCode(error);
  if (code === null) return unreadable(call);
  return outcomeOfCode(code, error.data, call);
}

/** An answer that says ok, or should, but cannot be understood. */
export function unreadable(call: FailedCall): Outcome {
  const reason = `${call.host} answered ${call.method} with something that is not an answer of Slack's.`;
  return failed(true, { code: 'strange-answer', reason });
}

function outcomeOfCode(code: string, data: WebAPIPlatformError['data'], call: FailedCall): Outcome {
  const why: Why = { code: troubleFor(code), reason: sentence(code, data, call) };
  const fault = faultOf(code);
  if (call.step === 'lookup') {
    const outcome = lookupOutcome(code, fault, why);
    if (outcome !== null) return outcome;
  }
  switch (fault) {
    case 'limited':
      return limited(data.response_metadata?.retryAfter ?? unnamedWaitSeconds, call);
    case 'wait-long':
      return { kind: 'limited', waitMs: longWaitMs, ...why };
    case 'unprocessed':
      return failed(false, why);
    case 'ambiguous':
      return failed(true, why);
    case 'lane':
    case 'credential':
      return { kind: 'misconfigured', scope: fault, ...why };
    case 'payload':
      return { kind: 'refused', ...why };
    case 'gone':
    case 'frozen':
      return { kind: call.step === 'create' ? 'refused' : fault, ...why };
    case null:
      return failed(mayHavePosted(call), {
        ...why,
        reason: `${why.reason} The relay does not know this code.`,
      });
  }
}

/** Where looking is impossible, a rare duplicate is better than a loss; a deleted thread has no replies to find. */
function lookupOutcome(code: string, fault: ReturnType<typeof faultOf>, why: Why): Outcome | null {
  if (code === 'thread_not_found') return { kind: 'absent' };
  const blind = [
    'missing_scope',
    'not_in_channel',
    'no_permission',
    'not_allowed_token_type',
    'channel_is_limited_access',
  ];
  return blind.includes(code) || fault === 'payload' ? { kind: 'blind', ...why } : null;
}

/** Slack answers 200 and 429 only; anything else comes from a machine on the way, or from Slack in distress. */
function outcomeOfStatus(status: number, call: FailedCall): Outcome {
  const reason = `${call.host} answered ${call.method} with HTTP ${status}.`;
  if ([401, 403, 404, 405].includes(status)) {
    const advice = "That is not Slack's way to answer: check SLACK_API_URL and what stands between.";
    return {
      kind: 'misconfigured',
      scope: 'credential',
      code: 'strange-answer',
      reason: `${reason} ${advice}`,
    };
  }
  if (status === 413 || status === 414) return { kind: 'refused', code: 'payload-refused', reason };
  const code = status === 429 ? 'limited' : 'provider-failing';
  return failed(status >= 500 || mayHavePosted(call), { code, reason });
}

function sentence(code: string, data: WebAPIPlatformError['data'], call: FailedCall): string {
  const details = withoutTokens((data.response_metadata?.messages ?? []).slice(0, 3).join('; ')).slice(
    0,
    300,
  );
  const needed =
    'needed' in data && typeof data.needed === 'string'
      ? ` It needs the scope ${withoutTokens(data.needed).slice(0, 80)}.`
      : '';
  const parts = [
    `Slack answered ${call.method} in ${call.channel} with ${code}${details === '' ? '' : ` (${details})`}.${needed}`,
  ];
  return [...parts, adviceFor(code)].filter((part) => part !== '').join(' ');
}

function limited(seconds: number, call: FailedCall): Outcome {
  const waitMs = Math.max(1, seconds) * 1000;
  return {
    kind: 'limited',
    waitMs,
    code: 'limited',
    reason: `Slack limits ${call.method} in ${call.channel}: wait ${waitMs / 1000} s.`,
  };
}

/** Only a new message can appear twice. */
function mayHavePosted(call: FailedCall): boolean {
  return call.step === 'create';
}

function failed(ambiguous: boolean, why: Why): Outcome {
  return { kind: 'failed', ambiguous, timedOut: false, ...why };
}
