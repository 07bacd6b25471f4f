import { onTestFinished } from 'vitest';
import { startFakes, type Fakes, type FakesOptions } from '../../../simulator/fakes/start.ts';
import { manualClock, type ManualClock } from './manual-clock.ts';

export interface Started {
  readonly fakes: Fakes;
  readonly clock: ManualClock;
}

/** Starts fakes on a clock that the test moves; they are closed after the test. */
export async function started(options: Partial<FakesOptions> = {}, realTimeoutMs?: number): Promise<Started> {
  const clock = manualClock(realTimeoutMs);
  const fakes = closedAfterwards(await startFakes({ seed: 11, https: false, ...options, clock }));
  return { fakes, clock };
}

/** Closes the fakes after the test, whatever clock they run on. */
export function closedAfterwards(fakes: Fakes): Fakes {
  onTestFinished(() => fakes.close());
  return fakes;
}

interface SlackAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: Record<string, unknown>;
}

/** Calls a method of the fake Slack with a JSON body, without any client's own behaviour in between. */
export async function callSlack(
  fakes: Fakes,
  method: string,
  args: Record<string, unknown>,
  token: string | null = fakes.connection.slack.token,
): Promise<SlackAnswer> {
  const response = await fetch(fakes.connection.slack.url + method, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(args),
  });
  const retryAfter = response.headers.get('retry-after');
  return { status: response.status, retryAfter, body: (await response.json()) as Record<string, unknown> };
}

/** Posts text into the connection's channel and returns the message's ts. */
export async function post(fakes: Fakes, args: Record<string, unknown> = {}): Promise<string> {
  const { body } = await callSlack(fakes, 'chat.postMessage', {
    channel: fakes.connection.slack.channel,
    text: 'hello',
    ...args,
  });
  if (typeof body['ts'] !== 'string') throw new Error(`The post was refused: ${JSON.stringify(body)}`);
  return body['ts'];
}

/** Sends one Events v2 event to the fake PagerDuty. */
export async function enqueue(
  fakes: Fakes,
  event: Record<string, unknown>,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${fakes.connection.pagerduty.url}/v2/enqueue`, {
    method: 'POST',
    body: JSON.stringify({ routing_key: fakes.connection.pagerduty.routingKey, ...event }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** A valid trigger for a dedup key. */
export function trigger(dedupKey: string, summary = 'Disk full'): Record<string, unknown> {
  return {
    event_action: 'trigger',
    dedup_key: dedupKey,
    payload: { summary, source: 'db-1', severity: 'critical' },
  };
}
