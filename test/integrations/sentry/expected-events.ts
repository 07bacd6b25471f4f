import type { Alert } from '../../../src/domain/alert.ts';

const cartIssue = 'sentry:harbor-goods/7300114205';
const cartLink = 'https://harbor-goods.sentry.io/issues/7300114205/';

/** What fixtures with an event are read as. */
export const expectedEvents: readonly (readonly [fixture: string, alert: Partial<Alert>])[] = [
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
      measured: ' at 31.42 % (threshold 10 %)',
      message: 'Critical: Failure rate in the last 5 minutes above 0.1',
      about: [
        { name: 'Value', value: '31.42 %' },
        { name: 'Threshold', value: 'above 10 %' },
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
    'event_alert.go-panic',
    {
      title: 'runtime error: index out of range [9] with length 9',
      type: null,
      level: 'fatal',
      environment: 'prod-north',
      frame: {
        function: '(*Buoy).record',
        filename: 'buoy/record.go',
        module: 'harbor.example/tide/buoy',
        line: 88,
      },
    },
  ],
  [
    'event_alert.browser',
    {
      kind: 'error',
      type: 'TypeError',
      service: 'storefront',
      // What a page calls elsewhere links nothing: an ad blocker answers there.
      drivers: [],
      calledHosts: [],
      frame: { function: 'showBasket', filename: './src/basket.tsx', module: null, line: 23 },
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
