import { describe, expect, it } from 'vitest';
import type { SentryWebhook } from '../../../../simulator/fakes/sentry/webhook.ts';
import { createWebhookMaker } from '../../../../simulator/fakes/sentry/webhooks.ts';
import type { SentryError } from '../../../../simulator/sentry-error.ts';
import { anError } from './an-error.ts';

const maker = createWebhookMaker(1);

interface Envelope {
  readonly data: Record<string, Record<string, unknown>>;
}

const parsed = ({ body }: SentryWebhook): Envelope['data'] => (JSON.parse(body) as Envelope).data;

function missedCheckIn(change: Partial<SentryError> = {}): SentryError {
  return anError({
    exceptions: [],
    message: null,
    culprit: '',
    rules: ['Monitors'],
    tags: [['monitor.slug', 'stock-sync']],
    occurrence: {
      type: 4001,
      issueType: 'monitor_check_in_failure',
      issueCategory: 'outage',
      title: 'Cron failure: stock-sync',
      subtitle: 'Your monitor is failing: A missed check-in was detected.',
      evidence: [{ name: 'Failure reason', value: 'A missed check-in was detected', important: true }],
      contexts: { monitor: { slug: 'stock-sync', type: 'monitor' } },
    },
    ...change,
  });
}

describe('the webhooks of a monitor', () => {
  const made = maker.webhooksFor(missedCheckIn());

  it('are issue.created and an event_alert a rule, and never error.created', () => {
    expect(made.map(({ resource, action }) => `${resource}.${action}`).sort()).toEqual([
      'event_alert.triggered',
      'issue.created',
    ]);
  });

  it('carry the occurrence in camelCase in an event without exception, stack or request', () => {
    const { event } = parsed(made.find((one) => one.resource === 'event_alert')!);
    expect(event).toMatchObject({
      title: 'Cron failure: stock-sync',
      type: 'generic',
      platform: 'other',
      message: '',
      culprit: '',
      issue_id: '5550001',
      tags: [
        ['environment', 'production'],
        ['level', 'error'],
        ['monitor.slug', 'stock-sync'],
      ],
      occurrence: {
        issueTitle: 'Cron failure: stock-sync',
        subtitle: 'Your monitor is failing: A missed check-in was detected.',
        evidenceDisplay: [{ name: 'Failure reason', important: true }],
        type: 4001,
      },
    });
    for (const absent of ['exception', 'logentry', 'request', 'sdk', 'breadcrumbs'])
      expect(event).not.toHaveProperty(absent);
    const keys = Object.keys(event!);
    const stored = keys.slice(8, keys.indexOf('url'));
    expect(stored).toEqual([...stored].sort());
  });

  it('say as an issue only title, subtitle, type and category', () => {
    const { issue } = parsed(made.find((one) => one.resource === 'issue')!);
    expect(issue).toMatchObject({
      title: 'Cron failure: stock-sync',
      type: 'generic',
      issueType: 'monitor_check_in_failure',
      issueCategory: 'outage',
      metadata: { title: 'Cron failure: stock-sync', value: expect.stringContaining('missed') as string },
    });
    expect(issue).not.toHaveProperty('occurrence');
    const again = parsed(maker.issueWebhook('unresolved', missedCheckIn(), { substatus: 'regressed' }));
    expect(again['issue']).toMatchObject({ substatus: 'regressed', issueCategory: 'outage' });
  });
});

describe('clocks', () => {
  const at = Date.UTC(2026, 4, 4, 10);
  const slow = { at, clientAt: at - 16 * 60_000, receivedAt: at + 250 };

  it.each([
    ['an error', anError(slow)],
    ['a monitor', missedCheckIn(slow)],
  ])('%s tells its host’s time, and Sentry’s own beside it', (_what, error) => {
    const { event } = parsed(maker.webhooksFor(error).find((one) => one.resource === 'event_alert')!);
    expect(event).toMatchObject({
      timestamp: (at - 16 * 60_000) / 1000,
      datetime: '2026-05-04T09:44:00.000000Z',
      received: at / 1000 + 0.25,
    });
    const { issue } = parsed(maker.issueWebhook('resolved', error));
    expect(issue!['lastSeen']).toBe('2026-05-04T09:44:00.000000Z');
  });
});

describe('two metric rules with one wording', () => {
  const alert = (ruleId: string, identifier: string) => ({
    org: 'acme',
    projects: ['checkout'],
    ruleId,
    title: 'Too many errors',
    query: '',
    environment: 'production',
    identifier,
    at: 1000,
    truth: maker.issueWebhook('created', anError()).truth,
  });

  it('differ in the id of the rule and in nothing else that lasts', () => {
    const strip = (ruleId: string, identifier: string): string =>
      maker
        .metricAlert('critical', alert(ruleId, identifier))
        .body.replaceAll(ruleId, 'RULE')
        .replaceAll(identifier, 'FIRING');
    expect(strip('7301', '88')).toBe(strip('7302', '89'));
  });

  it('keep the number and the beginning of a firing until it ends', () => {
    const ended = parsed(
      maker.metricAlert('resolved', { ...alert('7301', '88'), at: 61_000, startedAt: 1000 }),
    );
    expect(ended['metric_alert']).toMatchObject({
      id: '988',
      status: 2,
      date_started: '1970-01-01T00:00:01.000000Z',
      date_closed: '1970-01-01T00:01:01.000000Z',
    });
  });
});
