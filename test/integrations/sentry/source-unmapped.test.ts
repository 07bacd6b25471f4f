import { describe, expect, test } from 'vitest';
import { createSentrySource } from '../../../src/integrations/sentry/source.ts';
import { entryOf, fixtureText, mustAlert, source } from './fixture.ts';

describe('what is new to the relay', () => {
  test('is set aside when an action of a known resource is unknown', () => {
    for (const [kind, action] of [
      ['issue', 'merged'],
      ['event_alert', 'resolved'],
      ['error', 'deleted'],
      ['metric_alert', 'snoozed'],
      ['activity_alert', 'muted'],
    ] as const) {
      const body = JSON.stringify({
        action,
        data: { issue: { id: '1' }, event: { issue_id: '1' }, metric_alert: { alert_rule: { id: '1' } } },
      });
      const reading = source.read(entryOf(kind, body));
      expect(reading).toMatchObject({
        kind: 'set-aside',
        reason: expect.stringContaining(`${kind}.${action}`) as string,
      });
    }
  });

  test('is set aside when a UI component calls', () => {
    expect(source.read(entryOf('ui_component', ''))).toMatchObject({ kind: 'set-aside' });
  });
});

describe('a drill', () => {
  test("is read like Sentry's own: what it may reach is the brain's to decide", () => {
    const genuine = entryOf('event_alert', fixtureText('event_alert.triggered'));
    const drill = { ...genuine, source: 'drill', verifiedBy: 'drill' } as const;
    expect(source.read(drill)).toEqual(source.read(genuine));
    expect(source.read(drill)).toMatchObject({ kind: 'alert', alert: { drill: null } });
  });
});

describe('what cannot be mapped', () => {
  test.each([
    ['event_alert', { action: 'triggered', data: { event: { title: 'x' } } }, 'names no issue id'],
    ['event_alert', { action: 'triggered', data: {} }, 'names no event'],
    ['error', { action: 'created' }, 'data.error'],
    ['issue', { action: 'created', data: {} }, 'names no issue'],
    ['issue', { action: 'created', data: { issue: { title: 'x' } } }, 'names no issue id'],
    ['issue', { data: { issue: { id: '1' } } }, 'names no action'],
    ['metric_alert', { action: 'critical', data: { metric_alert: { id: '4' } } }, 'names no alert rule'],
    ['legacy', { message: 'x' }, 'names no issue id'],
    ['service_hook', { event: {} }, 'names no issue id'],
  ])('%s %j is an error that says what is missing', (kind, body, words) => {
    expect(() => source.read(entryOf(kind, JSON.stringify(body)))).toThrow(words);
  });

  test.each(['', '{"a":', '[]', 'null', '"x"'])(
    'the stored body %j is an error that names the entry',
    (body) => {
      expect(() => source.read(entryOf('issue', body))).toThrow(/^Entry 7 /);
    },
  );
});

test('a configured organization stands in where a payload names none', () => {
  const own = createSentrySource({ allowedHosts: [], org: 'harbor-goods' });
  const reading = own.read(entryOf('issue', fixtureText('issue.created.old-self-hosted')));
  expect(mustAlert(reading).issueKey).toBe('sentry:harbor-goods/7300114205');
});
