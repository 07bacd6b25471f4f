import { describe, expect, test } from 'vitest';
import { alertFrom, eventAlert } from '../fixture.ts';

function sortOfIssue(issue: object): readonly string[] {
  const { kind, category } = alertFrom('issue', {
    action: 'created',
    data: { issue: { id: '1', ...issue } },
  });
  return [kind, category];
}

function sortOfEvent(event: Readonly<Record<string, unknown>>): readonly string[] {
  const { kind, category } = eventAlert(event);
  return [kind, category];
}

describe('an issue', () => {
  test.each([
    [{ issueCategory: 'error' }, 'error', 'error'],
    [{ issueCategory: 'error', issueType: 'error', type: 'default' }, 'error', 'error'],
    [{}, 'error', 'error'],
    [{ type: 'csp' }, 'error', 'error'],
    [{ issueCategory: 'Outage' }, 'occurrence', 'outage'],
    [{ issueCategory: 'uptime' }, 'occurrence', 'outage'],
    [{ issueCategory: 'cron' }, 'occurrence', 'outage'],
    [{ issueCategory: 7 }, 'occurrence', 'outage'],
    [{ issueCategory: 'metric_alert' }, 'occurrence', 'metric'],
    [{ issueCategory: 'METRIC-ALERT' }, 'occurrence', 'metric'],
    [{ issueCategory: 'db_query' }, 'occurrence', 'db_query'],
    [{ issueCategory: 'performance', category_v2: 'db_query' }, 'occurrence', 'db_query'],
    [{ issueCategory: 'performance', issueType: 'performance_slow_db_query' }, 'occurrence', 'db_query'],
    [{ issueCategory: 'performance' }, 'occurrence', 'performance'],
    [{ issueCategory: 'replay', issueType: 'replay_click_rage' }, 'occurrence', 'frontend'],
    [{ issueType: 'monitor_check_in_failure' }, 'occurrence', 'outage'],
    [{ issueType: 'uptime_of_tomorrow' }, 'occurrence', 'outage'],
    [{ issueType: 'quantum_drift' }, 'occurrence', 'occurrence'],
    [{ issueCategory: 'quantum', issueType: 'quantum_drift' }, 'occurrence', 'quantum'],
    [{ type: 'generic' }, 'occurrence', 'occurrence'],
    [{ type: 'transaction' }, 'occurrence', 'performance'],
  ])('%j is an %s of category %s', (issue, kind, category) => {
    expect(sortOfIssue(issue)).toEqual([kind, category]);
  });
});

describe('an event', () => {
  test.each([
    [{}, 'error', 'error'],
    [{ type: 'default' }, 'error', 'error'],
    [{ occurrence: null }, 'error', 'error'],
    [{ occurrence: { type: 1 } }, 'error', 'error'],
    [{ occurrence: { type: 1006 } }, 'occurrence', 'db_query'],
    [{ occurrence: { type: 4001 } }, 'occurrence', 'outage'],
    [{ occurrence: { type: 5002 } }, 'occurrence', 'frontend'],
    [{ occurrence: { type: 6001 } }, 'occurrence', 'feedback'],
    [{ occurrence: { type: 7001 } }, 'occurrence', 'outage'],
    [{ occurrence: { type: '7001' } }, 'occurrence', 'outage'],
    [{ occurrence: { type: 7099 } }, 'occurrence', 'outage'],
    [{ occurrence: { type: 8001 } }, 'occurrence', 'metric'],
    [{ occurrence: { type: 31_337 } }, 'occurrence', 'occurrence'],
    [{ occurrence: {} }, 'occurrence', 'occurrence'],
  ])('%j is an %s of category %s', (event, kind, category) => {
    expect(sortOfEvent(event)).toEqual([kind, category]);
  });
});

describe('a body that lost its occurrence', () => {
  test.each([
    [{ type: 'generic', tags: [['uptime_rule', '7']] }, 'outage'],
    [{ type: 'generic', contexts: { monitor: { slug: 'nightly' } } }, 'outage'],
    [{ type: 'generic', contexts: { feedback: { message: 'm' } } }, 'feedback'],
    [{ type: 'generic' }, 'occurrence'],
    [{ type: 'transaction' }, 'performance'],
  ])('of the legacy door, %j, is still an occurrence', (event, category) => {
    expect(alertFrom('legacy', { id: '9', event })).toMatchObject({ kind: 'occurrence', category });
  });

  test('of a service hook is sorted by its issue, else by its event', () => {
    const group = { id: '4', issueCategory: 'uptime' };
    expect(alertFrom('service_hook', { group, event: {} })).toMatchObject({
      kind: 'occurrence',
      category: 'outage',
    });
    const event = { occurrence: { type: 1006, issueTitle: 'N+1 Query', subtitle: 'SELECT 1' } };
    expect(alertFrom('service_hook', { group: { id: '4', title: '/bins/' }, event })).toMatchObject({
      kind: 'occurrence',
      category: 'db_query',
      title: 'N+1 Query',
      message: 'SELECT 1',
    });
  });
});
