import { describe, expect, test } from 'vitest';
import { alertFrom, eventAlert } from '../fixture.ts';

describe('a metric issue', () => {
  test.each([
    [{ type: 8001, priority: 75, level: 'error' }, 'critical'],
    [{ type: 8001, priority: 50, level: 'error' }, 'warning'],
    [{ type: 8001, priority: 25 }, 'info'],
    [{ type: 8001, priority: 'high' }, 'critical'],
    [{ type: 8001, subtitle: 'Warning: Number of events in the last minute above 60' }, 'warning'],
    [{ type: 8001, subtitle: 'Critical: Number of events in the last minute above 90' }, 'critical'],
    [{ type: 8001 }, 'critical'],
  ])('is as severe as its threshold: the occurrence %j is %s', (occurrence, severity) => {
    expect(eventAlert({ level: 'error', occurrence })).toMatchObject({
      category: 'metric',
      level: 'error',
      severity,
    });
  });

  test.each([
    [{ issueType: 'metric_issue', issueCategory: 'metric', priority: 'high' }, 'critical'],
    [{ issueType: 'metric_issue', issueCategory: 'metric_alert', priority: 'medium' }, 'warning'],
    [{ issueCategory: 'metric', metadata: { initial_priority: 50 } }, 'warning'],
  ])('is as severe as its threshold: the issue %j is %s', (issue, severity) => {
    const body = { action: 'created', data: { issue: { id: '1', level: 'error', ...issue } } };
    expect(alertFrom('issue', body)).toMatchObject({ category: 'metric', severity });
  });
});

test.each([1018, 2011])('a regression that Sentry found by itself (%i) broke no threshold', (type) => {
  expect(eventAlert({ level: 'info', occurrence: { type, priority: 75 } })).toMatchObject({
    category: 'metric',
    severity: 'info',
  });
});

test('the priority of anything else says nothing about its severity', () => {
  expect(eventAlert({ level: 'error', occurrence: { type: 7001, priority: 75 } }).severity).toBe('error');
});
