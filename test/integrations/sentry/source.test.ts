import { expect, test } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
import { expectedEvents } from './expected-events.ts';
import { expectedIssues } from './expected-issues.ts';
import { alertOf, fixtureNames, readFixture } from './fixture.ts';

const cartIssue = 'sentry:harbor-goods/7300114205';
const cartLink = 'https://harbor-goods.sentry.io/issues/7300114205/';

test('an event alert tells everything that the event knows', () => {
  expect(alertOf('event_alert.triggered')).toEqual({
    issueKey: cartIssue,
    resource: 'event_alert.triggered',
    status: 'firing',
    kind: 'error',
    reopened: null,
    sentryAt: 1794823322881,
    ageMs: 0,
    agoMs: 0,
    about: [],
    measured: null,
    shortId: null,
    project: 'cart-api',
    service: 'cart',
    environment: 'production',
    release: 'cart@5.12.0',
    transaction: '/cart/{id}',
    title: 'RedisTimeout: no answer from cache-main within 500 ms',
    type: 'RedisTimeout',
    message: 'no answer from cache-main within 500 ms',
    culprit: 'cart.store in load',
    frame: { function: 'load', filename: 'cart/store.py', module: 'cart.store', line: 112 },
    exceptions: [
      { type: 'ConnectionRefusedError', value: '[Errno 111] Connection refused', module: null },
      { type: 'RedisTimeout', value: 'no answer from cache-main within 500 ms', module: null },
    ],
    level: 'error',
    severity: 'error',
    category: 'error',
    eventId: '0f6c2f3fb5f94a2f8a1de7d7a3b60c11',
    eventAt: 1794823322481,
    firstSeenAt: null,
    sentryCount: null,
    sentryUsers: null,
    userHash: alertOf('error.created').userHash,
    rules: ['Page on-call: cart'],
    settings: [['team', 'checkout']],
    tags: [
      ['service', 'cart'],
      ['server_name', 'cart-7c9d'],
    ],
    link: cartLink,
    traceId: '4be1d2f0a7c34f67b1a9e0d5c3f28a76',
    drivers: ['redis.connection'],
    calledHosts: ['tax.partner.example', 'stock.internal'],
    fingerprint: null,
    sdk: null,
    actor: null,
    drill: null,
  } satisfies Alert);
});

test('an issue tells its counts and leaves open what only an event knows', () => {
  expect(alertOf('issue.created')).toEqual({
    issueKey: cartIssue,
    resource: 'issue.created',
    status: 'firing',
    kind: 'error',
    reopened: null,
    sentryAt: null,
    ageMs: 0,
    about: [],
    measured: null,
    shortId: 'CART-API-3F',
    project: 'cart-api',
    service: 'cart-api',
    environment: null,
    release: null,
    transaction: null,
    title: 'RedisTimeout: no answer from cache-main within 500 ms',
    type: 'RedisTimeout',
    message: 'no answer from cache-main within 500 ms',
    culprit: 'cart.store in load',
    frame: null,
    exceptions: [],
    level: 'error',
    severity: 'error',
    category: 'error',
    eventId: null,
    eventAt: Date.UTC(2026, 10, 16, 9, 22, 2, 481),
    firstSeenAt: Date.UTC(2026, 10, 16, 9, 21, 58),
    sentryCount: 1,
    sentryUsers: 1,
    userHash: null,
    rules: [],
    tags: [],
    link: cartLink,
    traceId: null,
    drivers: [],
    calledHosts: [],
    fingerprint: null,
    actor: null,
    drill: null,
  } satisfies Alert);
});

test('a metric alert is known by its rule', () => {
  expect(alertOf('metric_alert.critical')).toMatchObject({
    issueKey: 'metric:harbor-goods/2209',
    status: 'firing',
    severity: 'critical',
    kind: 'occurrence',
    category: 'metric',
    project: 'checkout',
    service: 'checkout',
    environment: 'production',
    title: 'Checkout failure rate',
    measured: ' at 31 %',
    about: [
      { name: 'Value', value: '31 %' },
      { name: 'Measured', value: 'failure_rate() over 5 min' },
    ],
    message: '31% failure_rate in the last 5 minutes\nFilter: transaction:/checkout',
    eventAt: null,
    firstSeenAt: Date.UTC(2026, 10, 16, 9, 20),
    rules: ['Checkout failure rate'],
    tags: [
      ['aggregate', 'failure_rate()'],
      ['query', 'transaction:/checkout'],
    ],
    link: 'https://sentry.io/organizations/harbor-goods/alerts/rules/details/2209/?alert=341',
  } satisfies Partial<Alert>);
});

const expected = [...expectedEvents, ...expectedIssues];

test.each(expected)('%s is read as expected', (name, alert) => {
  expect(alertOf(name)).toMatchObject(alert);
});

const aside: readonly (readonly [string, string])[] = [
  ['comment.created', 'comment.created was set aside'],
  ['installation.deleted', 'installation.deleted was set aside'],
  ['seer.root_cause_started', 'seer.root_cause_started was set aside'],
  ['preprod_artifact.size_analysis_completed', 'preprod_artifact.size_analysis_completed was set aside'],
  ['activity_alert.seer_root_cause_completed', '"seer_root_cause_completed"'],
  ['tomorrow.invented', 'tomorrow.invented was set aside: the relay does not know this resource'],
];

test.each(aside)('%s is set aside with a reason that names it', (name, words) => {
  const reading = readFixture(name);
  expect(reading).toMatchObject({ kind: 'set-aside', reason: expect.stringContaining(words) as string });
});

test('every fixture is covered by one of the tables', () => {
  const inFull = ['event_alert.triggered', 'issue.created', 'metric_alert.critical'];
  expect([...inFull, ...expected.map(([name]) => name), ...aside.map(([name]) => name)].sort()).toEqual(
    fixtureNames,
  );
});

test('the same entry gives the same reading', () => {
  for (const name of fixtureNames) expect(readFixture(name)).toEqual(readFixture(name));
});

test.each([
  ['event_alert.outage', 'issue.created.outage'],
  ['event_alert.feedback', 'issue.created.feedback'],
  ['event_alert.n-plus-one', 'issue.created.n-plus-one'],
  ['event_alert.metric-issue', 'issue.created.metric-issue'],
])('%s and %s are one trouble: same issue, kind, category and severity', (event, issue) => {
  const { issueKey, kind, category, severity, message } = alertOf(event);
  expect(alertOf(issue)).toMatchObject({ issueKey, kind, category, severity, message });
});

test('no address of a person is read into an alert', () => {
  for (const name of ['event_alert.feedback', 'issue.created.feedback', 'event_alert.triggered']) {
    expect(JSON.stringify(alertOf(name))).not.toContain('@shopper.example');
  }
});

test('one error is one issue, whichever resource brings it', () => {
  const names = ['event_alert.triggered', 'error.created', 'issue.created', 'legacy', 'service_hook.event'];
  expect(new Set(names.map((name) => alertOf(name).issueKey))).toEqual(new Set([cartIssue]));
});
