import type { Answer } from '../../faults/fault-plan.ts';
import type { SlackCall } from '../../observed.ts';
import { statusOf } from '../exchange.ts';

/** What is known of a call when it arrives. */
interface Arrival {
  readonly at: number;
  readonly method: string;
  readonly channel: string | null;
  readonly fault: string | null;
  readonly heard: { readonly until: number | null; readonly ignored: boolean };
}

/** What became of it. */
export interface CallOutcome {
  readonly answer: Answer | 'never' | 'reset';
  /** Slack's error code as the fake meant it; null when the call worked. */
  readonly error: string | null;
  readonly ts: string | null;
  readonly threadTs: string | null;
  readonly broadcast: boolean;
  readonly stored: boolean;
  readonly hidden: boolean;
}

/** An outcome without any effect. */
export function withoutEffect(answer: CallOutcome['answer'], error: string | null): CallOutcome {
  return { answer, error, ts: null, threadTs: null, broadcast: false, stored: false, hidden: false };
}

/** Makes the record that the referee reads; `ok` is what the caller was told, not what happened. */
export function recordOf(arrival: Arrival, outcome: CallOutcome): SlackCall {
  const { answer, error } = outcome;
  const told = typeof answer === 'string' ? null : errorTold(answer);
  return {
    at: arrival.at,
    method: arrival.method,
    channel: arrival.channel,
    status: statusOf(answer),
    ok: typeof answer !== 'string' && told === null,
    error: told ?? error,
    ts: outcome.ts,
    threadTs: outcome.threadTs,
    broadcast: outcome.broadcast,
    stored: outcome.stored,
    hidden: outcome.hidden,
    fault: arrival.fault,
    retryAfterUntil: arrival.heard.until,
    ignoredRetryAfter: arrival.heard.ignored,
  };
}

/** Errors are short words in a JSON or text body; a success starts with `{"ok":true` or is `ok`. */
function errorTold({ status, body }: Answer): string | null {
  if (status === 200 && (body === 'ok' || body.startsWith('{"ok":true'))) return null;
  return /"error":"([^"]+)"/.exec(body)?.[1] ?? (body.length < 60 ? body : `http_${status}`);
}
