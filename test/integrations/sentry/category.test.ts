import { expect, test } from 'vitest';
import { alertFrom } from './fixture.ts';

test.each([
  ['error', 'error'],
  ['Outage', 'outage'],
  ['uptime', 'outage'],
  ['cron', 'outage'],
  ['metric_alert', 'metric'],
  ['db_query', 'db_query'],
  [undefined, 'error'],
  [7, '7'],
])('the issue category %j is %s', (issueCategory, category) => {
  expect(
    alertFrom('issue', { action: 'created', data: { issue: { id: '1', issueCategory } } }).category,
  ).toBe(category);
});
