import { expect, test } from 'vitest';
import type { Alert } from '../../../src/domain/alert.ts';
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
    about: [],
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
    tags: [
      ['service', 'cart'],
      ['server_name', 'cart-7c9d'],
    ],
    link: cartLink,
    traceId: '4be1d2f0a7c34f67b1a9e0d5c3f28a76',
    calledHosts: ['tax.partner.example', 'stock.internal'],
    fingerprint: null,
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

const expected: readonly (readonly [string, Partial<Alert>])[] = [
  [
    'event_alert.no-in-app-frame',
    {
      service: 'storefront',
      environment: 'staging',
      rules: [],
      frame: { function: 'renderTotal', filename: '/assets/app-77aa.js', module: null, line: 1 },
    },
  ],
  [
    'event_alert.message',
    {
      type: null,
      message: 'Invoice run stopped after 3 of 120 customers',
      service: 'billing-worker',
      project: 'billing',
      level: 'fatal',
      severity: 'critical',
      exceptions: [],
      frame: null,
      fingerprint: ['invoice-run', '{{ default }}'],
    },
  ],
  [
    'event_alert.outage',
    {
      kind: 'occurrence',
      category: 'outage',
      title: 'Downtime detected for https://shop.harbor.example/health',
      type: null,
      message: 'Your monitored domain is down',
      about: [
        { name: 'Failure reason', value: 'timeout - Request timed out' },
        { name: 'Duration', value: '20000ms' },
        { name: 'Method', value: 'GET' },
      ],
    },
  ],
  [
    'event_alert.cron',
    {
      kind: 'occurrence',
      category: 'outage',
      title: 'Cron failure: stock-count',
      message: 'Your monitor is failing: A missed check-in was detected.',
      about: [
        { name: 'Failure reason', value: 'A missed check-in was detected' },
        { name: 'Last successful check-in', value: '2026-11-16T08:30:04.120000Z' },
        { name: 'Monitor', value: 'stock-count' },
        { name: 'Schedule', value: 'every 30 minute' },
      ],
    },
  ],
  [
    'event_alert.feedback',
    {
      kind: 'occurrence',
      category: 'feedback',
      title: 'User Feedback',
      message: 'the basket is empty again',
      about: [
        { name: 'From', value: 'Kim' },
        { name: 'Page', value: 'https://shop.harbor.example/basket' },
      ],
    },
  ],
  [
    'event_alert.n-plus-one',
    {
      kind: 'occurrence',
      category: 'db_query',
      title: 'N+1 Query',
      type: null,
      message: 'SELECT `stock_bin`.`id` FROM `stock_bin` WHERE `stock_bin`.`sku_id` = %s',
      about: [
        {
          name: 'Offending Spans',
          value: 'db - SELECT `stock_bin`.`id` FROM `stock_bin` WHERE `stock_bin`.`sku_id` = %s',
        },
        { name: 'Transaction', value: '/bins/' },
      ],
    },
  ],
  [
    'event_alert.metric-issue',
    {
      kind: 'occurrence',
      category: 'metric',
      level: 'error',
      severity: 'critical',
      environment: 'production',
      title: 'Checkout failure rate',
      message: 'Critical: Failure rate in the last 5 minutes above 0.1',
      about: [
        { name: 'Value', value: '0.3142' },
        { name: 'Threshold', value: 'above 0.1' },
        { name: 'Measured', value: 'failure_rate() over 5 min' },
        { name: 'Query', value: 'transaction:/checkout' },
      ],
    },
  ],
  [
    'event_alert.exception-group',
    {
      kind: 'error',
      title: 'ZeroDivisionError: division by zero',
      type: 'ZeroDivisionError',
      message: 'division by zero',
      frame: { function: 'share', filename: 'parcel/weights.py', module: 'parcel.weights', line: 18 },
      exceptions: [
        { type: 'TimeoutError', value: 'no label within 2 s', module: null },
        { type: 'ZeroDivisionError', value: 'division by zero', module: null },
      ],
    },
  ],
  [
    'event_alert.wrapped',
    {
      title: 'ArithmeticException: no rate for zone 7',
      type: 'ArithmeticException',
      message: 'no rate for zone 7',
      frame: {
        function: 'rate',
        filename: 'RateTable.java',
        module: 'com.harbor.tariff.RateTable',
        line: 112,
      },
    },
  ],
  [
    'event_alert.threads',
    {
      title: 'courier queue stands still',
      type: null,
      frame: { function: 'drain', filename: 'app/jobs/courier_job.rb', module: null, line: 27 },
    },
  ],
  [
    'event_alert.old-shape',
    {
      issueKey: 'sentry:harbor-goods/7300114611',
      environment: null,
      link: 'https://sentry.io/organizations/harbor-goods/issues/7300114611/',
    },
  ],
  [
    'error.created',
    { issueKey: cartIssue, rules: [], message: 'no answer from cache-main within 500 ms — café 🔥' },
  ],
  [
    'issue.created.outage',
    {
      kind: 'occurrence',
      category: 'outage',
      type: null,
      message: 'Your monitored domain is down',
      culprit: null,
    },
  ],
  [
    'issue.created.feedback',
    { kind: 'occurrence', category: 'feedback', severity: 'info', message: 'the basket is empty again' },
  ],
  [
    'issue.created.n-plus-one',
    {
      kind: 'occurrence',
      category: 'db_query',
      title: 'N+1 Query',
      message: 'SELECT `stock_bin`.`id` FROM `stock_bin` WHERE `stock_bin`.`sku_id` = %s',
      about: [{ name: 'Transaction', value: '/bins/' }],
    },
  ],
  [
    'issue.created.metric-issue',
    { kind: 'occurrence', category: 'metric', severity: 'critical', title: 'Checkout failure rate' },
  ],
  ['issue.created.old-self-hosted', { issueKey: 'sentry:unknown/7300114205', link: null, category: 'error' }],
  [
    'issue.resolved',
    { issueKey: cartIssue, status: 'resolved', actor: 'Nora Lindqvist', sentryCount: 4820, sentryUsers: 911 },
  ],
  ['issue.resolved.in-release', { status: 'resolved', actor: null }],
  ['issue.assigned', { status: 'assigned', actor: 'Idris Bello' }],
  ['issue.ignored', { status: 'archived', actor: 'Nora Lindqvist' }],
  ['issue.archived', { status: 'archived', actor: 'Nora Lindqvist' }],
  ['issue.unresolved.regressed', { status: 'firing', reopened: 'regressed', sentryCount: 4821 }],
  ['issue.unresolved.escalating', { status: 'firing', reopened: 'escalating', severity: 'critical' }],
  ['issue.unresolved.archive-over', { status: 'firing', reopened: 'archive-over', actor: null }],
  ['issue.unresolved.by-hand', { status: 'firing', reopened: 'by-hand', actor: 'Nora Lindqvist' }],
  [
    'metric_alert.warning',
    {
      status: 'firing',
      severity: 'warning',
      level: 'warning',
      project: null,
      service: 'metric:Checkout failure rate',
    },
  ],
  [
    'metric_alert.resolved',
    { issueKey: 'metric:harbor-goods/2209', status: 'resolved', eventAt: Date.UTC(2026, 10, 16, 10, 5) },
  ],
  ['metric_alert.open', { status: 'firing', severity: 'critical' }],
  [
    'activity_alert.status_resolved_in_release',
    { issueKey: cartIssue, status: 'resolved', rules: ['Watch the cart'] },
  ],
  ['activity_alert.status_regression', { status: 'firing', reopened: 'regressed' }],
  ['activity_alert.status_ignored', { status: 'archived' }],
  [
    'legacy',
    {
      issueKey: cartIssue,
      resource: 'legacy',
      service: 'cart',
      title: 'RedisTimeout: no answer from cache-main within 500 ms',
      rules: ['Everything to the old hook'],
      link: 'https://sentry.io/organizations/harbor-goods/issues/7300114205/',
      eventId: '0f6c2f3fb5f94a2f8a1de7d7a3b60c11',
    },
  ],
  [
    'service_hook.event',
    {
      issueKey: cartIssue,
      resource: 'service_hook',
      shortId: 'CART-API-3F',
      service: 'cart-batch',
      environment: 'production',
      release: 'cart@5.12.0',
      sentryCount: 12,
      sentryUsers: 4,
      type: 'RedisTimeout',
      eventId: '8d0a4d1c3b2f4e60a7c9b8d7e6f5a413',
      eventAt: Date.UTC(2026, 10, 16, 9, 22, 5),
      link: cartLink,
    },
  ],
];

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
