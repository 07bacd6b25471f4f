import { describe, expect, it } from 'vitest';
import { asciiJson, pythonFloat } from '../../../../simulator/fakes/sentry/json-ascii.ts';
import type { SentryWebhook } from '../../../../simulator/fakes/sentry/webhook.ts';
import { createWebhookMaker } from '../../../../simulator/fakes/sentry/webhooks.ts';
import { anError } from './an-error.ts';

interface Envelope {
  readonly data: Record<string, Record<string, unknown>>;
}

const maker = (seed = 1) => createWebhookMaker(seed);
const parsed = (webhook: SentryWebhook): Envelope => JSON.parse(webhook.body) as Envelope;
const eventAlertOf = (change = {}): SentryWebhook =>
  maker()
    .webhooksFor(anError(change))
    .find((webhook) => webhook.resource === 'event_alert')!;
const eventOf = (change = {}): Record<string, unknown> => parsed(eventAlertOf(change)).data['event']!;

describe('the bytes', () => {
  it('are compact ASCII with lower-case escapes, surrogate pairs and control characters as Sentry writes them', () => {
    expect(asciiJson({ a: 'Ünïcode 🔥 \u007f\n' })).toBe(
      '{"a":"\\u00dcn\\u00efcode \\ud83d\\udd25 \\u007f\\n"}',
    );
    const { body } = eventAlertOf({ culprit: 'Größe überschritten 🔥' });
    expect(body).toMatch(/^[\x20-\x7e]+$/);
    expect((JSON.parse(body) as Envelope).data['event']!['culprit']).toBe('Größe überschritten 🔥');
  });

  it('change when somebody parses and serialises them again', () => {
    const { body } = eventAlertOf({ at: Date.UTC(2026, 4, 4, 10, 0, 1), culprit: 'ä' });
    expect(body).toContain('"received":1777888801.0');
    expect(JSON.stringify(JSON.parse(body))).not.toBe(body);
    expect(pythonFloat(1.5)).toBe('1.5');
  });

  it('are 4 to 8 KB for an event with a usual stack', () => {
    const frames = Array.from({ length: 8 }, (_item, index) => ({
      filename: `app/step${index}.py`,
      function: `step${index}`,
      module: 'app',
      lineno: index + 1,
      inApp: index < 4,
    }));
    const { body } = eventAlertOf({ exceptions: [{ type: 'Error', value: 'x', module: null, frames }] });
    expect(body.length).toBeGreaterThan(4000);
    expect(body.length).toBeLessThan(8192);
  });
});

describe('an event', () => {
  it('has Sentry’s envelope and key order', () => {
    expect(Object.keys(JSON.parse(eventAlertOf().body) as object)).toEqual([
      'action',
      'installation',
      'data',
      'actor',
    ]);
    const keys = Object.keys(eventOf());
    expect(keys.slice(0, 8)).toEqual([
      'event_id',
      'project',
      'release',
      'dist',
      'platform',
      'message',
      'datetime',
      'tags',
    ]);
    const stored = keys.slice(8, keys.indexOf('url'));
    expect(stored).toEqual([...stored].sort());
    expect(keys.slice(keys.indexOf('url'))).toEqual(['url', 'web_url', 'issue_url', 'issue_id']);
  });

  it('carries slugs only in its URL, frames oldest first, the raised exception last', () => {
    const event = eventOf();
    expect(event).toMatchObject({
      project: 4711,
      issue_id: '5550001',
      environment: 'production',
      url: 'https://sentry.io/api/0/projects/acme/checkout/events/0123456789abcdef0123456789abcdef/',
      datetime: '2026-05-04T10:00:01.250000Z',
      title: 'ConnectionError: Error 111 connecting to cache:6379',
    });
    const values = (
      event['exception'] as { values: { type: string; stacktrace: { frames: { function: string }[] } }[] }
    ).values;
    expect(values.map(({ type }) => type)).toEqual(['OSError', 'ConnectionError']);
    expect(values[1]!.stacktrace.frames.map((frame) => frame.function)).toEqual(['oldest', 'newest']);
    expect(event['tags']).toContainEqual(['service', 'checkout-api']);
    expect(event['tags']).toContainEqual(['region', 'eu']);
    expect(JSON.stringify(event['breadcrumbs'])).toContain('"status_code":502');
    for (const absent of ['count', 'userCount', 'firstSeen', 'shortId'])
      expect(event).not.toHaveProperty(absent);
  });

  it('is a message event where there is no exception', () => {
    const event = eventOf({ exceptions: [], message: 'Queue is 90 % full' });
    expect(event).not.toHaveProperty('exception');
    expect(event).toMatchObject({
      type: 'default',
      message: 'Queue is 90 % full',
      logentry: { formatted: 'Queue is 90 % full' },
      metadata: { title: 'Queue is 90 % full' },
    });
  });
});

describe('the webhooks of one error', () => {
  it('are issue.created, one event_alert a rule and error.created, in an order that the seed decides', () => {
    const names = (seed: number): string[] =>
      maker(seed)
        .webhooksFor(anError())
        .map(({ resource, action }) => `${resource}.${action}`);
    expect([...names(1)].sort()).toEqual([
      'error.created',
      'event_alert.triggered',
      'event_alert.triggered',
      'issue.created',
    ]);
    expect(names(1)).toEqual(names(1));
    const orders = new Set(Array.from({ length: 20 }, (_item, seed) => names(seed).join()));
    expect(orders.size).toBeGreaterThan(2);
  });

  it('leave out issue.created for a known issue and error.created where it is not subscribed', () => {
    const made = maker().webhooksFor(anError({ isNew: false, errorCreated: false, rules: ['One'] }));
    expect(made.map(({ resource }) => resource)).toEqual(['event_alert']);
    expect(parsed(made[0]!).data['triggered_rule']).toBe('One');
  });

  it('carry the scenario’s truth beside the body and never in it', () => {
    const [first] = maker().webhooksFor(anError({ isNew: false, errorCreated: false }), {
      outage: 'cache-outage',
    });
    expect(first!.truth).toEqual({
      service: 'checkout-api',
      issueId: '5550001',
      eventId: '0123456789abcdef0123456789abcdef',
      trace: expect.any(String) as string,
      outage: 'cache-outage',
      environment: 'production',
      counts: true,
    });
    expect(first!.body).not.toContain('cache-outage');
  });
});

describe('the other resources', () => {
  it.each([
    ['created', 'unresolved', 'new', '+00:00'],
    ['resolved', 'resolved', null, 'Z'],
    ['ignored', 'ignored', 'archived_until_escalating', 'Z'],
    ['unresolved', 'unresolved', 'regressed', 'Z'],
  ] as const)('issue.%s says so', (action, status, substatus, zone) => {
    const { issue } = parsed(maker().issueWebhook(action, anError())).data;
    expect(issue).toMatchObject({
      id: '5550001',
      status,
      substatus,
      count: '3',
      userCount: 2,
      issueCategory: 'error',
    });
    expect(String(issue!['firstSeen']).endsWith(zone)).toBe(true);
    expect(issue).not.toHaveProperty('environment');
  });

  it('a person resolves, an issue escalates, an outage is created', () => {
    const by = maker().issueWebhook('resolved', anError(), {
      actor: { id: 5, name: 'Ada' },
      resolutionType: 'in_next_release',
    });
    expect(JSON.parse(by.body)).toMatchObject({
      actor: { type: 'user', name: 'Ada' },
      data: { resolution_type: 'in_next_release' },
    });
    expect(maker().issueWebhook('unresolved', anError(), { substatus: 'escalating' }).body).toContain(
      '"substatus":"escalating"',
    );
    expect(maker().issueWebhook('created', anError(), { issueCategory: 'outage' }).body).toContain(
      '"issueCategory":"outage"',
    );
  });

  it('metric alerts, activity alerts, comments, installations and whatever comes next have their shapes', () => {
    const { truth } = maker().issueWebhook('created', anError());
    const alert = {
      org: 'acme',
      projects: ['checkout'],
      ruleId: '31',
      title: 'Too many errors',
      query: 'level:error',
      environment: null,
      identifier: '8',
      at: 0,
      truth,
    };
    expect(parsed(maker().metricAlert('critical', alert)).data['metric_alert']).toMatchObject({
      status: 20,
      alert_rule: { id: '31' },
    });
    expect(parsed(maker().activityAlert('status_escalating', anError())).data['activity']).toMatchObject({
      type: 'status_escalating',
    });
    const comment = maker().comment('created', anError(), 'Looking at it');
    expect(parsed(comment).data).toMatchObject({ comment: 'Looking at it', issue_id: 5550001 });
    expect(comment.truth.counts).toBe(false);
    expect(maker().installation('created', 'acme', 0).resource).toBe('installation');
    expect(parsed(maker().other('seer', 'pr_created', { run_id: 4 }, 0)).data).toEqual({ run_id: 4 });
  });
});
