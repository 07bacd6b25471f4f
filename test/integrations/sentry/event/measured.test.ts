import { describe, expect, it, test } from 'vitest';
import { figureText, unitOf } from '../../../../src/integrations/sentry/event/figure.ts';
import { figureIn, measureOf } from '../../../../src/integrations/sentry/event/measured.ts';
import { alertFrom, eventAlert } from '../fixture.ts';

describe('what a metric stands at', () => {
  it.each([
    ['31.00% failure rate in the last 5 minutes', 'failure_rate()', '31 %'],
    ['0.31 failure_rate() in the last 5 minutes', 'failure_rate()', '31 %'],
    ['1000 events in the last 10 minutes\\nFilter: level:error', 'count()', '1,000 events'],
    ['1 events in the last 10 minutes', 'count()', '1 event'],
    ['120.0 users affected in the last hour', 'count_unique(tags[sentry:user])', '120 users'],
    [
      '92.345% sessions crash free rate in the last hour',
      'percentage(sessions_crashed, sessions)',
      '92.34 %',
    ],
    ['1240.5 p95(transaction.duration) in the last hour', 'p95(transaction.duration)', '1.24 s'],
    ['850 p75(measurements.lcp) in the last hour', 'p75(measurements.lcp)', '850 ms'],
    ['0.2 p75(measurements.cls) in the last hour', 'p75(measurements.cls)', '0.2'],
    ['12 count(span.duration) in the last minute', 'count(span.duration)', '12'],
    ['0.871234 apdex(300) in the last hour', 'apdex(300)', '0.8712'],
    ['-4 avg(custom.delta) in the last hour', 'avg(custom.delta)', '-4'],
    ['1.5e-7 avg(custom.delta) in the last hour', 'avg(custom.delta)', '1.5e-7'],
    ['31,4 % failure rate', 'failure_rate()', '31,4 %'],
    ['1.234,5 events in the last 5 minutes', 'count()', '1.234,5 events'],
    ['12 345 events in the last 5 minutes', 'count()', '12 345 events'],
    ['1.2 GB sum(d:custom/bytes@byte)', 'sum(d:custom/bytes@byte)', '1.2 GB'],
  ])('"%s" is read as it is meant', (text, aggregate, figure) => {
    expect(figureIn(text, unitOf(aggregate))).toEqual({ text: figure, changed: false });
  });

  it.each([
    '',
    'None events in the last hour',
    'No sessions crash free rate in the last hour',
    'p95 is 3',
    '5xx',
  ])('"%s" tells no figure', (text) => {
    expect(figureIn(text, null)).toBeNull();
  });

  it('is told in words where it is compared with another time', () => {
    const text = 'Events 50% higher in the last 10 minutes compared to the same time one day ago';
    const figure = figureIn(text, 'events');
    expect(figure).toEqual({ text: 'events 50 % higher than at the same time one day ago', changed: true });
    expect(measureOf('Orders', figure, { side: 'above', at: '20 %' }).measured).toBe(
      ': events 50 % higher than at the same time one day ago (threshold 20 %)',
    );
    expect(figureIn('Failure rate 12.50% lower in the last hour', 'ratio')?.text).toBe(
      'failure rate 12.5 % lower',
    );
  });

  it('names its threshold once, and on which side that is where it is not above', () => {
    const figure = { text: '31 %', changed: false };
    const above = { side: 'above', at: '5 %' };
    expect(measureOf('Failures', figure, above).measured).toBe(' at 31 % (threshold 5 %)');
    expect(measureOf('Failures above 5%', figure, above).measured).toBe(' at 31 %');
    expect(measureOf('Failures above 15 %', figure, above).measured).toBe(' at 31 % (threshold 5 %)');
    expect(measureOf('HTTP 500', figure, { side: 'above', at: '500' }).measured).toBe(
      ' at 31 % (threshold 500)',
    );
    expect(measureOf('Crash-free', figure, { side: 'below', at: '97 %' }).measured).toBe(
      ' at 31 % (threshold: below 97 %)',
    );
    expect(measureOf('Failures', null, above)).toEqual({
      measured: null,
      facts: [{ name: 'Threshold', value: 'above 5 %' }],
    });
  });

  it.each([
    [0.31, 'ratio', '31 %'],
    [31, 'ratio', '31 %'],
    [0.9995, 'percent', '0.9995 %'],
    [1_234_567.8, null, '1,234,568'],
    [-1_500, null, '-1,500'],
  ] as const)('%d as %s is %s', (value, unit, text) => {
    expect(figureText(value, unit)).toBe(text);
  });
});

describe('a metric alert', () => {
  const triggers = [
    { label: 'critical', alert_threshold: 0.05 },
    { label: 'warning', alertThreshold: 0.02 },
  ];
  const told = (action: string, rule: object, data: object = {}): string | null =>
    alertFrom('metric_alert', {
      action,
      data: {
        metric_alert: { status: 10, alert_rule: { id: '3', aggregate: 'failure_rate()', triggers, ...rule } },
        description_text: '31.00% failure rate in the last 5 minutes',
        ...data,
      },
    }).measured;

  test.each([
    ['critical', {}, {}, ' at 31 % (threshold 5 %)'],
    ['warning', {}, {}, ' at 31 % (threshold 2 %)'],
    ['open', {}, {}, ' at 31 % (threshold 2 %)'],
    ['critical', { threshold_type: 1 }, {}, ' at 31 % (threshold: below 5 %)'],
    ['critical', { triggers: [] }, {}, ' at 31 %'],
    ['critical', { triggers: null, aggregate: null }, {}, ' at 31 %'],
    ['critical', {}, { description_text: null }, null],
    ['critical', {}, { description_text: { text: '31' } }, null],
  ])('%s of %j, told as %j', (action, rule, data, measured) => {
    expect(told(action, rule, data)).toBe(measured);
  });

  test('as an issue says the same of its evidence', () => {
    const evidenceData = {
      value: 1_240.5,
      conditions: [{ type: 'gt', comparison: 800 }],
      dataSources: [{ queryObj: { snubaQuery: { aggregate: 'p95(span.duration)' } } }],
    };
    const occurrence = { type: 8001, issueTitle: 'Slow', evidenceData };
    expect(eventAlert({ occurrence }).measured).toBe(' at 1.24 s (threshold 800 ms)');
    expect(eventAlert({ occurrence: { ...occurrence, evidenceData: {} } }).measured).toBeNull();
  });
});
