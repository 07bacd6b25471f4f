import type { Outcome } from '../../domain/sending/outcome.ts';
import type { HookNames } from './names.ts';

/** Where a 429 does not say how long, or says a date that is far off. */
const unnamedWaitMs = 30_000;
/** No wait is longer; then one event tries. */
const longestWaitMs = 15 * 60_000;

/** What a receiver answered. Its text is not repeated: whatever was sent could stand in it. */
interface Answer {
  readonly status: number;
  /** The header's text; null when there is none. */
  readonly retryAfter: string | null;
  readonly body: string;
  /** Host that answered. */
  readonly host: string;
  readonly id: string;
  readonly names: HookNames;
  /** Virtual UNIX ms. */
  readonly now: number;
}

/** What became of an event, by the answer's status (standard-webhooks.md, "Response status codes"). */
export function outcomeOfAnswer(answer: Answer): Outcome {
  const { status, body, id, retryAfter, now, host } = answer;
  const reason = `${host} answered with HTTP ${status}.`;
  if (status >= 200 && status < 300)
    return isWebPage(body) ? strange(host, status) : { kind: 'delivered', handle: id };
  // A 503 that says until when is no failure: it is a wait.
  const toldToWait = status === 503 && wholeSeconds(retryAfter) !== null;
  if (status === 429 || toldToWait)
    return { kind: 'limited', waitMs: waitMs(retryAfter, now), code: 'limited', reason };
  const blocked = blockedBy(answer);
  if (blocked !== null) return { kind: 'misconfigured', scope: 'lane', ...blocked };
  if ([408, 423, 425].includes(status) || status >= 500 || status < 300)
    return { kind: 'failed', ambiguous: true, timedOut: false, code: 'provider-failing', reason };
  return { kind: 'refused', code: 'payload-refused', reason };
}

/** What stands between, or a receiver that is not there, and not what was sent. */
function blockedBy({ status, host, names }: Answer): {
  readonly code: 'hook-gone' | 'hook-refused' | 'hook-elsewhere';
  readonly reason: string;
} | null {
  if (status === 410) {
    const reason = `${host} answered with HTTP 410: it wants no events any more. Remove ${names.url}, or write the address that it has now.`;
    return { code: 'hook-gone', reason };
  }
  if (status === 401 || status === 403 || status === 407) {
    const reason = `${host} answered with HTTP ${status}: it lets nobody in who signs so. Check ${names.secret}, and that the clocks of both agree.`;
    return { code: 'hook-refused', reason };
  }
  if (status >= 300 && status < 400) {
    const reason = `${host} answers with a redirect (HTTP ${status}), and none is followed. Write the address that it leads to in ${names.url}, if you trust it.`;
    return { code: 'hook-elsewhere', reason };
  }
  if (status === 404 || status === 405) {
    const reason = `${host} answered with HTTP ${status}: nothing takes events at this address. Check ${names.url}.`;
    return { code: 'hook-elsewhere', reason };
  }
  return null;
}

/** A log-in or "back soon" page that answers in the receiver's place says 200, and has told nobody. */
function isWebPage(body: string): boolean {
  return /^\s*<(!doctype html|html)\b/i.test(body);
}

function strange(host: string, status: number): Outcome {
  const reason = `${host} answered with a web page (HTTP ${status}): something stands before the receiver.`;
  return { kind: 'failed', ambiguous: true, timedOut: false, code: 'strange-answer', reason };
}

function waitMs(retryAfter: string | null, now: number): number {
  const seconds = wholeSeconds(retryAfter);
  if (seconds !== null) return Math.min(longestWaitMs, Math.max(1, seconds) * 1_000);
  const date = retryAfter === null ? NaN : Date.parse(retryAfter);
  const ahead = date - now;
  return ahead >= 1_000 && ahead <= longestWaitMs ? ahead : unnamedWaitMs;
}

function wholeSeconds(retryAfter: string | null): number | null {
  return retryAfter !== null && /^\d{1,6}$/.test(retryAfter.trim()) ? Number(retryAfter) : null;
}
