import { exampleNow, receiversWith } from '../example-report.ts';
import type { Refusal, StubScript } from '../stub-relay.ts';
import type { DrillHop, DrillReport } from '../../../src/domain/drill/drill-report.ts';
import { troubleOf } from '../../../src/domain/sending/trouble.ts';

/** Something that is wrong, and how it is told. */
interface Failure {
  readonly name: string;
  readonly script?: StubScript;
  readonly inputs?: Readonly<Record<string, string>>;
  /** What its title says, where that is not the cause. */
  readonly headline?: string;
  /** What the annotation says. */
  readonly cause: string | RegExp;
  /** What else it advises. */
  readonly advice?: string | RegExp;
}

const webhookRefused = (refusal: Refusal): StubScript => ({
  refuse: (route) => (route === 'webhook' ? refusal : null),
});
const registerRefused = (refusal: Refusal): StubScript => ({
  refuse: (route) => (route === 'register' ? refusal : null),
});
const changed = (kind: 'slack' | 'page', change: Partial<DrillHop>): StubScript => ({
  report: (healthy) => ({
    ...healthy,
    hops: healthy.hops.map((hop) => (hop.hop === kind ? { ...hop, ...change } : hop)),
  }),
});
const reporting = (change: Partial<DrillReport>): StubScript => ({
  report: (healthy) => ({ ...healthy, ...change }),
});
const waits = { state: 'waiting', acceptedAfterMs: null } as const;
/** So long a check that cannot pass is waited for: time enough for a busy machine to ask the relay once. */
const short = { timeout: '5s', 'record-deploy': 'false' };

/** What can be wrong at a relay or on the way to it. */
export const failures: readonly Failure[] = [
  {
    name: 'a wrong drill secret',
    inputs: { 'drill-secret': 'yesterdays-drill-secret' },
    cause: 'The relay refuses this drill secret; it was probably rotated.',
    advice: 'DRILL_SIGNING_SECRET',
  },
  {
    name: 'a wrong token',
    inputs: { token: 'yesterdays-ci-token' },
    cause: 'The relay refuses this CI token; it was probably changed.',
  },
  { name: 'no token', inputs: { token: '' }, cause: 'asks for a CI token, and got none', advice: 'CI_TOKEN' },
  {
    name: 'a relay without a drill secret',
    script: registerRefused({ status: 409, code: 'drills-off' }),
    cause: 'it has no drill secret',
    advice: 'DRILL_SIGNING_SECRET',
  },
  {
    name: 'an older relay',
    script: registerRefused({ status: 404, code: 'not-found' }),
    cause: 'older version, without drills',
  },
  {
    name: 'an older relay that leaves the judging to the check',
    script: reporting({ version: 0 }),
    cause: 'is of an older version than this check',
    advice: 'Update the relay',
  },
  {
    name: 'an address that is no relay',
    script: { refuse: () => ({ status: 404, html: '<!doctype html><title>Not found</title>' }) },
    cause: 'it is no stormrelay',
  },
  {
    name: 'a web page that answers 200',
    script: { refuse: () => ({ status: 200, html: '<!doctype html><title>Welcome</title>' }) },
    cause: 'answered HTTP 200 with a web page',
  },
  {
    name: 'a gateway that stops the webhook alone',
    script: webhookRefused({ status: 413, html: '<html>Request entity too large</html>' }),
    cause: 'Something in front of the relay refuses /webhooks/sentry (HTTP 413)',
    advice: 'POST /webhooks/sentry',
  },
  {
    name: 'a redirect',
    script: { refuse: () => ({ status: 301, headers: { location: 'https://elsewhere.example/login' } }) },
    cause: 'answers with a redirect to https://elsewhere.example',
  },
  {
    name: 'a proxy whose relay is down',
    script: { refuse: () => ({ status: 502, html: '<html>Bad gateway</html>' }) },
    cause: 'a proxy in front of it finds the relay down or starting',
  },
  {
    name: 'too many drills',
    script: registerRefused({ status: 429, code: 'too-many-drills', headers: { 'retry-after': '30' } }),
    cause: 'takes no more drills for now',
    advice: 'Wait 30 s',
  },
  {
    name: 'a full store',
    script: webhookRefused({ status: 503, code: 'store-full', message: 'The disk is full.' }),
    cause: 'cannot take anything now (HTTP 503 store-full): The disk is full.',
  },
  {
    name: "a rotated secret of Sentry's integration",
    script: reporting({
      sentry: {
        last: { at: exampleNow - 3_600_000, verifiedBy: 'secret-1' },
        refused: { count: 37, firstAt: exampleNow - 450_000, likely: 'unknown-secret' },
      },
    }),
    cause: "37 Sentry deliveries refused since 14:02 UTC: the integration's secret changed.",
    advice: 'SENTRY_SIGNING_SECRETS',
  },
  {
    name: 'a wrong channel',
    script: changed('slack', {
      ...waits,
      state: 'failed',
      trouble: troubleOf(
        'channel-missing',
        'Slack answered chat.postMessage in C0TESTCHAN with channel_not_found.',
      ),
    }),
    headline: 'Slack: channel C0TESTCHAN not found or archived',
    cause: 'channel_not_found',
    advice: 'SLACK_TEST_CHANNEL',
  },
  {
    name: 'a Slack that limits',
    script: changed('slack', {
      ...waits,
      trouble: troubleOf('limited', 'Slack limits chat.postMessage in C0TESTCHAN: wait 30 s.'),
    }),
    inputs: short,
    headline: 'Slack: the rate limit is reached, not done within 5 s',
    cause: 'Not done within 5 s. Slack limits chat.postMessage in C0TESTCHAN: wait 30 s.',
  },
  {
    name: 'a Slack in distress',
    script: changed('slack', {
      ...waits,
      trouble: troubleOf('provider-failing', 'slack.com answered chat.postMessage with HTTP 503.'),
    }),
    inputs: short,
    headline: 'Slack: it answers with errors, not done within 5 s',
    cause: 'HTTP 503',
    advice: 'status page',
  },
  {
    name: 'an invalid routing key of the test receiver',
    script: changed('page', {
      ...waits,
      state: 'failed',
      trouble: troubleOf('key-refused', 'events.pagerduty.com answered with HTTP 400: Invalid routing key.'),
    }),
    headline: 'PagerDuty: routing key 7be2aa10 refused',
    cause: 'Invalid routing key',
    advice: 'Integration Key',
  },
  {
    name: 'an invalid routing key of the real receiver',
    script: reporting({
      receivers: receiversWith('pager', {
        state: 'failed',
        code: 'key-refused',
        detail: 'Invalid routing key.',
      }),
    }),
    headline: 'PagerDuty for real alerts: routing key 1f3a9c02 refused',
    cause: 'A receiver of real alerts would not take one: pagerduty/1f3a9c02: Invalid routing key.',
    advice: 'Integration Key',
  },
  {
    name: 'a relay that pages for drills alone',
    script: reporting({ receivers: receiversWith('pager', {}).filter(({ kind }) => kind !== 'pager') }),
    headline: 'PagerDuty for real alerts: the relay has no routing key',
    cause: 'no PagerDuty service for real alerts',
    advice: 'PAGERDUTY_ROUTING_KEY',
  },
  {
    name: 'a receiver that cannot be asked',
    script: reporting({
      receivers: receiversWith('pager', { state: 'unknown', code: 'limited', detail: 'throttled' }),
    }),
    inputs: short,
    headline: 'PagerDuty for real alerts: the rate limit is reached, not done within 5 s',
    cause: 'could not be proven: pagerduty/1f3a9c02: throttled',
  },
  {
    name: 'a PagerDuty that throttles',
    script: changed('page', {
      ...waits,
      trouble: troubleOf('limited', 'events.pagerduty.com answered with HTTP 429.'),
    }),
    inputs: short,
    headline: 'PagerDuty: the rate limit is reached, not done within 5 s',
    cause: 'HTTP 429',
  },
  {
    name: 'a slow Slack',
    script: changed('slack', { acceptedAfterMs: 4_321 }),
    inputs: { 'max-slack-ms': '4000' },
    cause: 'Slack took 4321 ms, and the limit is 4000 ms.',
  },
  {
    name: 'a slow answer',
    script: { delays: { webhook: 120 } },
    inputs: { 'max-ack-ms': '100' },
    cause: /The webhook's answer took \d+ ms, and the limit is 100 ms\./,
    advice: 'Sentry gives up after 1 s',
  },
  {
    name: 'an inbox that stands still',
    script: reporting({ alerts: { allowed: 1, taken: 0, firstAt: null }, incidents: [], hops: [] }),
    inputs: short,
    cause: 'the relay does not work its inbox off',
  },
  {
    name: 'a relay that never answers',
    script: { delays: { register: 10_000 } },
    inputs: short,
    cause: 'did not answer in time',
  },
  {
    name: 'a page that this relay cannot prove',
    script: { provable: ['slack'] },
    inputs: { expect: 'slack,page' },
    headline: 'PagerDuty: the relay has no routing key for drills',
    cause: 'a drill pages nobody who is really on call',
    advice: 'PAGERDUTY_TEST_ROUTING_KEY',
  },
  {
    name: 'a storm that stays many incidents',
    script: reporting({ incidents: ['a', 'b', 'c'].map((id) => incident(id)) }),
    inputs: { ...short, scenario: 'storm' },
    cause: 'Alerts with one cause stayed 3 incidents instead of one.',
  },
];

function incident(id: string): DrillReport['incidents'][number] {
  return { id, storm: null, children: 0 };
}
