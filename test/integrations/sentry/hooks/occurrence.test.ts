import { describe, expect, test } from 'vitest';
import { alertFrom, eventAlert } from '../fixture.ts';

describe('an occurrence', () => {
  test('is read in either case of its keys', () => {
    const camel = {
      type: 7001,
      issueTitle: 'Downtime',
      subtitle: 'It is down',
      evidenceDisplay: [{ name: 'Failure reason', value: 'dns_error', important: true }],
    };
    const snake = {
      type: 7001,
      issue_title: 'Downtime',
      subtitle: 'It is down',
      evidence_display: camel.evidenceDisplay,
    };
    const { title, message, about } = eventAlert({ occurrence: snake });
    expect(eventAlert({ occurrence: camel })).toMatchObject({ title, message, about });
    expect({ title, message, about }).toEqual({
      title: 'Downtime',
      message: 'It is down',
      about: [{ name: 'Failure reason', value: 'dns_error' }],
    });
  });

  test('tells what is important first, and at most six facts', () => {
    const evidenceDisplay = Array.from({ length: 40 }, (_, n) => ({
      name: `fact ${n}`,
      value: `value ${n}`,
      important: n % 10 === 9,
    }));
    const { about } = eventAlert({ occurrence: { type: 5002, issueTitle: 'Rage Click', evidenceDisplay } });
    expect(about.map(({ name }) => name)).toEqual([
      'fact 9',
      'fact 19',
      'fact 29',
      'fact 39',
      'fact 0',
      'fact 1',
    ]);
  });

  test('repeats nothing, keeps no empty value and no address', () => {
    const evidenceDisplay = [
      { name: 'Title', value: 'Down', important: true },
      { name: 'Status Code', value: 'None' },
      { name: 'Empty', value: '' },
      { name: 'Nested', value: { a: 1 } },
      { name: 'Contact', value: 'kim@shopper.example' },
      { name: 'Written by', value: 'kim@shopper.example' },
      { name: 'Method', value: 'GET' },
      'nonsense',
    ];
    expect(eventAlert({ occurrence: { type: 7001, issueTitle: 'Down', evidenceDisplay } }).about).toEqual([
      { name: 'Method', value: 'GET' },
    ]);
  });

  test('has no place where its culprit is a bare word', () => {
    const occurrence = { type: 6001, issueTitle: 'User Feedback' };
    expect(eventAlert({ occurrence, culprit: 'user' }).culprit).toBeNull();
    expect(eventAlert({ occurrence, culprit: '/bins/' }).culprit).toBe('/bins/');
    expect(eventAlert({ occurrence, culprit: 'cart.views in add' }).culprit).toBe('cart.views in add');
    expect(eventAlert({ culprit: 'checkout' }).culprit).toBe('checkout');
  });

  test('cuts long values', () => {
    const evidenceDisplay = [{ name: 'n'.repeat(500), value: 'v'.repeat(9_000), important: true }];
    const [fact] = eventAlert({ occurrence: { type: 1006, issueTitle: 'N+1', evidenceDisplay } }).about;
    expect([fact?.name.length, fact?.value.length]).toEqual([60, 400]);
  });

  test.each([
    [{ occurrence: { type: 1006 }, title: '/bins/', metadata: { title: 'Slow DB Query' } }, 'Slow DB Query'],
    [
      { occurrence: { type: 1006 }, title: '<unlabeled event>' },
      'performance n plus one db queries without a title',
    ],
    [{ occurrence: {}, title: '<unlabeled event>' }, 'occurrence without a title'],
  ])('has a title in words where Sentry gives none: %j', (event, title) => {
    expect(eventAlert(event).title).toBe(title);
  });

  test('of a slow query is titled by what is slow, not by its transaction, as an issue too', () => {
    const issue = {
      id: '4',
      title: '/bins/',
      culprit: '/bins/',
      issueType: 'performance_slow_db_query',
      metadata: { title: 'Slow DB Query', value: 'SELECT 1', location: '/bins/' },
    };
    expect(alertFrom('issue', { action: 'created', data: { issue } })).toMatchObject({
      title: 'Slow DB Query',
      message: 'SELECT 1',
      about: [{ name: 'Transaction', value: '/bins/' }],
    });
  });

  test("shows a person's own words, though Sentry titles them otherwise", () => {
    const contexts = {
      feedback: { name: 'kim@shopper.example', message: 'no parcel yet', contact_email: 'k@x.io' },
    };
    const alert = eventAlert({
      contexts,
      occurrence: { type: 6001, issueTitle: 'User Feedback', subtitle: 'no parcel…' },
    });
    expect(alert).toMatchObject({ title: 'User Feedback', message: 'no parcel yet', about: [] });
  });

  test('an error has nothing of the kind', () => {
    expect(eventAlert({ exception: { values: [{ type: 'E', value: 'v' }] } }).about).toEqual([]);
  });
});

describe('a threshold', () => {
  const conditions = [
    { type: 'lt', comparison: 40, condition_result: 50 },
    { type: 'lt', comparison: 10, condition_result: 75 },
  ];

  test.each([
    [50, 'below 40'],
    [75, 'below 10'],
    [undefined, 'below 40'],
  ])('is the one that the priority %j stands for', (priority, value) => {
    const occurrence = { type: 8001, priority, evidence_data: { value: 7, conditions } };
    expect(eventAlert({ occurrence }).about).toContainEqual({ name: 'Threshold', value });
  });

  test.each([
    ['critical', [{ name: 'Threshold', value: 'above 100' }]],
    ['warning', [{ name: 'Threshold', value: 'above 60.5' }]],
  ])('of a metric alert is the one of its turn: %s', (action, threshold) => {
    const triggers = [
      { label: 'critical', threshold_type: 0, alert_threshold: 100 },
      { label: 'warning', threshold_type: 0, alert_threshold: 60.5 },
    ];
    const alert_rule = { id: '3', aggregate: 'count()', time_window: 10, triggers };
    expect(alertFrom('metric_alert', { action, data: { metric_alert: { alert_rule } } }).about).toEqual([
      ...threshold,
      { name: 'Measured', value: 'count() over 10 min' },
    ]);
  });

  test('of a metric issue watches an environment that its event does not name', () => {
    const dataSources = [{ queryObj: { snubaQuery: { environment: 'staging' } } }];
    const occurrence = { type: 8001, evidenceData: { dataSources } };
    expect(eventAlert({ occurrence }).environment).toBe('staging');
    expect(eventAlert({ occurrence, environment: 'production' }).environment).toBe('production');
  });
});
