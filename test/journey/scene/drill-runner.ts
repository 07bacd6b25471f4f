import { randomUUID } from 'node:crypto';
import type { DrillReport, DrillTicket } from '../../../src/domain/drill/drill-report.ts';
import { journey, type Journey } from './journey.ts';
import { rawPost, sign } from './raw-post.ts';

/** The secret that drills of tests are signed with. */
export const drillSecret = 'a drill secret of the journeys 0123456789';
/** CI's token of tests. */
export const ciToken = 'a-ci-token-of-the-journeys-42';

/** Seed of the journeys with drills. */
export const drillSeed = 303;

/** A relay that takes drills; with `test`, to receivers of their own. */
export async function drilling(so: {
  readonly test: boolean;
  readonly speed?: number;
  readonly env?: Readonly<Record<string, string>>;
}): Promise<{ of: Journey; channel: string; key: string }> {
  const of = await journey({ seed: drillSeed, speed: so.speed ?? 5 });
  const channel = so.test ? of.fakes.slack.addChannel('alert-drills') : of.channels[0]!;
  const key = so.test ? of.fakes.pagerduty.addRoutingKey() : '';
  await of.start({ ...drillEnv(of, so.test ? { channel, key } : null), ...so.env });
  return { of, channel, key };
}

/** What a relay that takes drills has in its environment besides. */
export function drillEnv(
  { fakes }: Pick<Journey, 'fakes'>,
  test: { readonly channel: string; readonly key: string } | null,
): Readonly<Record<string, string>> {
  const { apiUrl, apiToken } = fakes.connection.pagerduty;
  return {
    DRILL_SIGNING_SECRET: drillSecret,
    CI_TOKEN: ciToken,
    PAGERDUTY_API_URL: apiUrl,
    PAGERDUTY_API_TOKEN: apiToken,
    ...(test === null ? {} : { SLACK_TEST_CHANNEL: test.channel, PAGERDUTY_TEST_ROUTING_KEY: test.key }),
  };
}

/** Asks the relay as CI does. */
async function ci(
  { url }: Pick<Journey, 'url'>,
  path: string,
  body?: unknown,
  token: string | null = ciToken,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${url}/api/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  const answer: unknown = await response.json();
  return { status: response.status, body: answer };
}

/** Registers a drill; throws when the relay does not take it. */
export async function register(
  of: Pick<Journey, 'url'>,
  part: { readonly scenario?: 'single' | 'storm'; readonly alerts?: number; readonly service?: string } = {},
): Promise<DrillTicket> {
  const { status, body } = await ci(of, 'synthetics', {
    scenario: part.scenario ?? 'single',
    alerts: part.alerts ?? 1,
    subject: {
      service: part.service ?? 'checkout',
      environment: 'production',
      release: 'checkout@9.1.0',
      by: 'Robin',
    },
  });
  if (status !== 201) throw new Error(`Not registered: ${status} ${JSON.stringify(body)}`);
  return body as DrillTicket;
}

/** How far a drill got. */
export async function reportOf(of: Pick<Journey, 'url'>, id: string): Promise<DrillReport> {
  return (await ci(of, `synthetics/${id}`)).body as DrillReport;
}

/** What a synthetic alert says. */
export interface SyntheticAlert {
  readonly nonce: string;
  readonly level?: string;
  readonly service?: string;
  readonly issue?: string;
  readonly value?: string;
  readonly environment?: string;
  readonly org?: string;
}

/** The body of a synthetic alert, in Sentry's shape. */
function syntheticBody(alert: SyntheticAlert): string {
  const { nonce, level = 'fatal', service = 'checkout', issue = '7700000001' } = alert;
  const environment = alert.environment ?? 'production';
  const value = alert.value ?? 'This is a drill: nothing is broken.';
  const org = alert.org ?? 'stormrelay-drill';
  const event = {
    event_id: randomUUID().replaceAll('-', ''),
    issue_id: issue,
    url: `https://sentry.io/api/0/projects/${org}/${service}/events/1/`,
    title: `StormrelayDrill: ${value}`,
    level,
    environment,
    release: 'checkout@9.1.0',
    tags: [
      ['stormrelay.drill', nonce],
      ['service', service],
      ['environment', environment],
    ],
    exception: { values: [{ type: 'StormrelayDrill', value }] },
  };
  return JSON.stringify({ action: 'triggered', data: { event, triggered_rule: 'stormrelay drill' } });
}

/** Sends a synthetic alert through the door, signed with the drill secret or another. */
export async function sendSynthetic(
  of: Journey,
  alert: SyntheticAlert,
  secret = drillSecret,
): Promise<Awaited<ReturnType<typeof rawPost>>> {
  const body = syntheticBody(alert);
  return rawPost(of, { body, resource: 'event_alert', signature: sign(secret, body) });
}

/** Ends a drill. */
export async function endDrill(of: Pick<Journey, 'url'>, id: string, result = 'passed'): Promise<number> {
  return (await ci(of, `synthetics/${id}/end`, { result, summary: 'ack 12 ms, Slack 1.1 s, page 0.1 s' }))
    .status;
}
