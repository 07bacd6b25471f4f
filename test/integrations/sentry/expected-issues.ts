import type { Alert } from '../../../src/domain/alert.ts';

const cartIssue = 'sentry:harbor-goods/7300114205';

/** What fixtures with an issue or a metric alert are read as. */
export const expectedIssues: readonly (readonly [fixture: string, alert: Partial<Alert>])[] = [
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
      service: 'checkout, cart-api',
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
];
