import { z } from 'zod';

/** Where PagerDuty's REST API is, and the key that may read there. */
export interface RestAccess {
  /** Base of the API, for example https://api.pagerduty.com. */
  readonly apiUrl: string;
  readonly token: string;
}

/** What the REST API answered. */
export interface RestAnswer {
  readonly status: number;
  /** The header `ratelimit-reset`: seconds until calls are let through again; null where it is not given. */
  readonly reset: string | null;
  /** The JSON body; null when it is none. */
  readonly data: unknown;
}

/** pdjs rejects with the whole response when its body is not JSON. */
const unreadableBody = z.object({ status: z.number().int() });

/** Far more than ten incidents weigh. */
const mostAnswer = 2_000_000;

/**
 * `GET /incidents` by dedup key, newest first. Rejects only when there was no answer.
 * @throws RangeError for an empty key: PagerDuty would answer with every incident there is (airbnb/streamalert#567).
 */
export async function listIncidents(
  rest: RestAccess,
  dedupKey: string,
  signal: AbortSignal,
): Promise<RestAnswer> {
  if (dedupKey === '') throw new RangeError('An empty dedup key finds every incident.');
  const queryParameters = {
    // "Incidents with child alerts do not have an incident key; querying by incident key will return incidents
    // whose alerts have alert_key matching the given incident key" (PagerDuty REST API, "List incidents").
    incident_key: dedupKey,
    // Without them resolved incidents are left out.
    'statuses[]': ['triggered', 'acknowledged', 'resolved'],
    sort_by: 'created_at:desc',
    limit: '10',
  };
  return askRest(rest, { path: '/incidents', queryParameters }, signal);
}

/** What is read. */
interface Reading {
  readonly path: string;
  readonly queryParameters?: Readonly<Record<string, string | string[]>>;
}

/** Reads something through PagerDuty's own client. Rejects only when there was no answer. */
export async function askRest(rest: RestAccess, reading: Reading, signal: AbortSignal): Promise<RestAnswer> {
  // Loaded late: only relays with a REST key need it and the old HTTP client that it brings.
  const { api } = await import('@pagerduty/pdjs');
  try {
    const response = await api(requestOf(rest, reading, signal));
    return { status: response.status, reset: response.headers.get('ratelimit-reset'), data: response.data };
  } catch (error) {
    // A body that broke off because the time was up is no answer.
    signal.throwIfAborted();
    const read = unreadableBody.safeParse(error);
    if (!read.success) throw error;
    return { status: read.data.status, reset: null, data: null };
  }
}

/**
 * pdjs 2.2.4 hands what it does not know through to node-fetch 2, which knows `signal`, `size` and `redirect`. Its
 * types do not name `size`, and would refuse it in a literal at the call.
 */
function requestOf(
  { apiUrl, token }: RestAccess,
  { path, queryParameters = {} }: Reading,
  signal: AbortSignal,
) {
  return {
    // `endpoint` would always mean https.
    url: `${apiUrl.replace(/\/+$/, '')}${path}`,
    method: 'GET',
    token,
    queryParameters,
    signal,
    size: mostAnswer,
    // Nobody else gets the token: a redirect is an answer of its own.
    redirect: 'manual' as const,
    // Not a timeout but an empty timer, which would keep the process alive; 0 sets none.
    requestTimeout: 0,
    // After a 429 it asks three times more and nothing can turn that off; so at least it does not wait 20 s each time.
    retryTimeout: 1,
  };
}
