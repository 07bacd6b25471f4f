import type { Outcome } from '../../domain/sending/outcome.ts';
import { beginningOf } from '../../seams/answer-body.ts';
import { transportFailure } from '../../seams/transport-failure.ts';
import { outcomeOfAnswer } from './classify.ts';

/** Where an event goes, and how long an answer may take. */
interface Enqueue {
  readonly eventsUrl: string;
  /** Real milliseconds. */
  readonly timeoutMs: number;
  readonly routingKey: string;
  readonly dedupKey: string;
  /** Where change events go is another place. */
  readonly path?: '/v2/enqueue' | '/v2/change/enqueue';
}

/** Answers are short; more than this is not PagerDuty's. */
const mostAnswer = 65_536;

/** Sends one event and says what became of it. Never rejects and never repeats. */
export async function enqueue(
  body: string,
  { eventsUrl, timeoutMs, routingKey, dedupKey, path = '/v2/enqueue' }: Enqueue,
): Promise<Outcome> {
  const url = new URL(`${eventsUrl.replace(/\/+$/, '')}${path}`);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'stormrelay' },
      body,
      // A redirect would turn the POST into a GET that answers 200 and pages nobody.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    // Of a 202 too: whoever stands between may answer so, and only PagerDuty's own text says that it has the event.
    const text = await beginningOf(response.body, mostAnswer);
    const retryAfter = response.headers.get('retry-after');
    return outcomeOfAnswer({
      status: response.status,
      retryAfter,
      body: text,
      host: url.host,
      isChange: path === '/v2/change/enqueue',
      routingKey,
      dedupKey,
    });
  } catch (error) {
    return transportFailure(error, url.host);
  }
}
