import type { SeededRandom } from '../seeded-random.ts';

/** What one request looks like to a fault, before the fake has handled it. */
export interface FaultCall {
  readonly service: 'slack' | 'pagerduty' | 'webhook';
  /** Slack's method name, `incoming-webhook`, or the path, for example `/v2/enqueue`. */
  readonly method: string;
  readonly channel: string | null;
  readonly routingKey: string | null;
  /** Virtual UNIX milliseconds of arrival. */
  readonly at: number;
}

/** One HTTP answer, ready to write. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a fault does to one request; what it does not mention stays as the fake would do it. */
export interface FaultPlan {
  /** Virtual milliseconds between the arrival and anything else. */
  readonly delayMs?: number;
  /** False: the request is turned away before it takes effect. */
  readonly takesEffect?: boolean;
  /** True: what is posted is stored and answered as usual, but never displayed. */
  readonly hidden?: boolean;
  /** Instead of the usual answer: none at all, a reset connection, or another answer. */
  readonly answer?: 'never' | 'reset' | Answer;
  /** Whole virtual seconds that the answer told the caller to wait. */
  readonly retryAfter?: number;
}

/** A fault is one function of its settings, the call and chance. */
export type Fault<Settings> = (settings: Settings, call: FaultCall, random: SeededRandom) => FaultPlan;

/** A JSON answer with Slack's and PagerDuty's content type. */
export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** An error in the words of the service that was called. */
export function errorAnswer(call: Pick<FaultCall, 'service'>, httpStatus: number, error: string): Answer {
  const body = call.service === 'slack' ? { ok: false, error } : { status: 'error', message: error };
  return jsonAnswer(httpStatus, body);
}
