import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/domain/sending/outcome.ts';
import type { PageFacts } from '../../../src/domain/sending/page-projection.ts';
import { createPagerDutyNotifier } from '../../../src/integrations/pagerduty/notifier.ts';
import { createPagerDutyInspector } from '../../../src/integrations/pagerduty/inspector.ts';
import { silentLog } from '../../../src/seams/log.ts';
import type { Notifier } from '../../../src/seams/notifier.ts';
import { page, singleMessage } from '../../notifiers/example-projections.ts';
import { rowOf, sendOf, stillClock } from '../../notifiers/example-sends.ts';
import { ringing } from '../../sent.ts';
import { json, startScripted, type ScriptedServer } from '../../notifiers/scripted-server.ts';

const routingKey = 'Zy9Xw8Vu7Ts6Rq5Po4Nm3Lk2Ji1Hg0Fe';
const lane = 'pagerduty:0a1b2c3d';
const accepted = json({ status: 'success', message: 'Event processed', dedup_key: 'other' }, 202);

describe('the PagerDuty notifier', () => {
  let server: ScriptedServer;
  let notifier: Notifier;

  beforeAll(async () => {
    server = await startScripted(() => accepted);
    const config = { routingKey, eventsUrl: `${server.url}/pd/`, limits: { events: 110 } };
    notifier = createPagerDutyNotifier({
      config,
      clock: stillClock(),
      log: silentLog,
      relayUrl: 'https://relay.example/',
    });
  });
  beforeEach(() => {
    server.received.length = 0;
    server.answer = () => accepted;
  });
  afterAll(() => server.close());

  function body(): Record<string, unknown> {
    return JSON.parse(server.received.at(-1)!.body) as Record<string, unknown>;
  }

  async function trigger(over: Partial<PageFacts> = {}): Promise<Outcome> {
    return notifier.send(sendOf(rowOf(page(over), lane), 'create'));
  }

  it('triggers with everything that a responder needs', async () => {
    expect(await trigger()).toEqual({ kind: 'delivered', handle: 'stormrelay:7f3a:inc-7f3a-12:1' });
    expect(server.received.at(-1)!.path).toBe('/pd/v2/enqueue');
    expect(body()).toEqual({
      routing_key: routingKey,
      event_action: 'trigger',
      dedup_key: 'stormrelay:7f3a:inc-7f3a-12:1',
      client: 'stormrelay',
      client_url: 'https://relay.example/incidents/inc-7f3a-12?page=stormrelay%3A7f3a%3Ainc-7f3a-12%3A1',
      links: [{ href: 'https://acme.sentry.io/issues/4600/', text: 'checkout: ConnectionError' }],
      payload: {
        summary: 'redis unreachable (cache-main) in production: 12 services',
        source: 'checkout',
        severity: 'critical',
        component: 'checkout',
        group: 'production',
        class: 'dependency',
        custom_details: {
          incident: 'inc-7f3a-12',
          services: page().services,
          releases: ['checkout@2.4.1'],
          environments: ['production'],
          issues: 60,
          alerts: 1412,
          events: 1290,
          since: '2026-03-14T14:02:11.000Z',
          error: 'connect ECONNREFUSED 10.12.0.7:6379',
          culprit: 'CartStore.load',
          reason: 'A storm: 3 services fail with the same cause.',
        },
      },
    });
  });

  it('leads to the channel as well, behind three links to Sentry at most', async () => {
    const config = { routingKey, eventsUrl: server.url, limits: { events: 110 } };
    const chatUrl = 'https://slack.com/app_redirect?channel=C0123';
    const own = createPagerDutyNotifier({
      config,
      clock: stillClock(),
      log: silentLog,
      relayUrl: null,
      chatUrl,
    });
    const links = [1, 2, 3, 4].map((n) => ({
      href: `https://acme.sentry.io/issues/${n}/`,
      service: 'checkout',
      title: `Error ${n}`,
    }));
    await own.send(sendOf(rowOf(page({ links }), lane), 'create'));
    const sent = body()['links'] as readonly { readonly href: string }[];
    expect(sent.map(({ href }) => new URL(href).host)).toEqual([
      'acme.sentry.io',
      'acme.sentry.io',
      'acme.sentry.io',
      'slack.com',
    ]);
    expect(sent.at(-1)).toEqual({ href: chatUrl, text: 'Slack channel' });
    // Once Slack has told where the message is, the next trigger leads there instead.
    const messageLink = 'https://acme.slack.com/archives/C0123/p1773490000000001';
    await own.send(sendOf(rowOf(page({ links }), lane), 'create', { messageLink }));
    const later = body()['links'] as readonly { readonly href: string }[];
    expect(later).toHaveLength(4);
    expect(later.at(-1)).toEqual({ href: messageLink, text: 'Slack message' });
  });

  it('tells of a deploy where change events go, and of no more than a refused one needs', async () => {
    const deploy = {
      version: '2.4.1',
      at: Date.UTC(2026, 2, 14, 14),
      by: 'Robin',
      what: `Fix it${'!'.repeat(2_000)}`,
      compareUrl: 'https://github.com/acme/checkout/compare/a...b',
    };
    const projection = {
      surface: 'change',
      incident: 'deploy-7',
      state: 'deployed',
      service: 'checkout',
      deploy,
    } as const;
    const row = { ...rowOf(page(), lane), projection, surface: 'change', incident: 'deploy-7' } as const;
    // Under no key: a change event has none.
    server.answer = () => json({ status: 'success', message: 'Change event processed' }, 202);
    expect(await notifier.send(sendOf(row, 'create'))).toEqual({ kind: 'delivered', handle: 'deploy-7' });
    expect(server.received.at(-1)!.path).toBe('/pd/v2/change/enqueue');
    expect(body()).toMatchObject({
      routing_key: routingKey,
      links: [{ href: deploy.compareUrl, text: 'What changed' }],
      payload: {
        source: 'checkout',
        timestamp: '2026-03-14T14:00:00.000Z',
        custom_details: { service: 'checkout', version: '2.4.1', deployed_by: 'Robin' },
      },
    });
    const { summary } = body()['payload'] as { readonly summary: string };
    expect(summary).toMatch(/^Deployed checkout 2\.4\.1 by Robin: Fix it!+…$/);
    expect(summary).toHaveLength(1024);
    server.answer = () => ({ status: 202 });
    expect(await notifier.send(sendOf(row, 'create'))).toMatchObject({ kind: 'failed', ambiguous: true });
    await notifier.send(sendOf({ ...row, attempts: { ...row.attempts, plain: true } }, 'create'));
    expect(body()).toMatchObject({ payload: { custom_details: {} } });
    expect(body()).not.toHaveProperty('links');
    // Pages have the rest of the key's events to themselves.
    expect(notifier.debits(row, 'create', 'counter')).toMatchObject([{ bucket: 'events', share: 0.3 }]);
  });

  it('resolves under the key of the trigger, without a payload', async () => {
    const over = page({ install: 'newer' }, { state: 'resolved', reason: 'Over.', after: null });
    const row = rowOf(over, lane, { sent: ringing({ handle: 'stormrelay:7f3a:old:1' }) });
    expect(await notifier.send(sendOf(row, 'close'))).toEqual({
      kind: 'delivered',
      handle: 'stormrelay:7f3a:old:1',
    });
    expect(body()).toEqual({
      routing_key: routingKey,
      event_action: 'resolve',
      dedup_key: 'stormrelay:7f3a:old:1',
    });
  });

  it('keeps summary and source within their limits, and never empty', async () => {
    await trigger({ subject: { kind: 'incident', title: '😀'.repeat(2000) }, services: ['  '] });
    const { summary, source } = body()['payload'] as { summary: string; source: string };
    expect(summary.length).toBeLessThanOrEqual(1024);
    expect(summary.isWellFormed()).toBe(true);
    expect(source).toBe('stormrelay');
    await trigger({ subject: { kind: 'as-said', summary: '\u0000\n', class: null, incidents: null } });
    expect(body()['payload']).toMatchObject({ summary: 'Incident inc-7f3a-12' });
  });

  it('links to https addresses only', async () => {
    await trigger({
      links: [
        { href: 'javascript:alert(1)', service: 'a', title: 'x' },
        { href: 'http://a.example/', service: 'a', title: 'y' },
      ],
    });
    expect(body()['links']).toBeUndefined();
  });

  it('sends the least that PagerDuty takes when the full form was refused', async () => {
    await notifier.send(sendOf(rowOf(page(), lane, { attempts: { plain: true } }), 'create'));
    expect(Object.keys(body()).sort()).toEqual([
      'client',
      'dedup_key',
      'event_action',
      'payload',
      'routing_key',
    ]);
    expect(Object.keys(body()['payload'] as object).sort()).toEqual(['severity', 'source', 'summary']);
  });

  it.each([
    ["Length of 'routing_key' is incorrect (should be 32 characters)", 'misconfigured'],
    ['Invalid routing key', 'misconfigured'],
    ["'routing_key' is missing or blank", 'misconfigured'],
    ["Length of 'payload.summary' is incorrect (should be at most 1024 characters)", 'refused'],
    ["'payload.severity' is invalid", 'refused'],
    ["'payload.summary' must not hold a routing_key", 'refused'],
    ['The event quotes an invalid routing key in its details', 'refused'],
  ])('understands a 400 that says %j', async (complaint, kind) => {
    server.answer = () =>
      json({ status: 'invalid event', message: 'Event object is invalid', errors: [complaint] }, 400);
    expect(await trigger()).toMatchObject({ kind, reason: expect.stringContaining(complaint) as string });
  });

  it('does not take a quoted key for a wrong one', async () => {
    server.answer = () =>
      json({ status: 'invalid event', message: `bad event ${routingKey}`, errors: [] }, 400);
    const outcome = await trigger();
    expect(outcome.kind).toBe('refused');
    expect(JSON.stringify(outcome)).not.toContain(routingKey);
  });

  it('waits half a minute after a 429, for PagerDuty names no time', async () => {
    server.answer = () =>
      json(
        { status: 'throttle exceeded', message: 'Requests for this service are arriving too quickly.' },
        429,
      );
    expect(await trigger()).toMatchObject({ kind: 'limited', waitMs: 30_000 });
  });

  it('has nothing to look up and refuses what is no page, without a call', async () => {
    expect(await notifier.send(sendOf(rowOf(page(), lane), 'lookup'))).toEqual({ kind: 'absent' });
    expect(await notifier.send(sendOf(rowOf(singleMessage(), lane), 'create'))).toMatchObject({
      kind: 'refused',
    });
    expect(server.received).toHaveLength(0);
  });

  it('keeps 30 % of the window for triggers', () => {
    const row = rowOf(page(), lane);
    const window = { kind: 'window', limit: 110, perMs: 62_000 };
    expect(notifier.debits(row, 'create', 'page')).toEqual([{ bucket: 'events', spec: window, share: 1 }]);
    expect(notifier.debits(row, 'change', 'status')).toEqual([
      { bucket: 'events', spec: window, share: 0.7 },
    ]);
    expect(notifier.debits(row, 'close', 'page')).toEqual([{ bucket: 'events', spec: window, share: 0.7 }]);
    expect(notifier.debits(row, 'lookup', 'page')).toEqual([]);
  });

  it('probes with a resolve of a key that nobody triggers', async () => {
    const config = { routingKey, eventsUrl: server.url, limits: { events: 110 } };
    const inspector = createPagerDutyInspector({
      config,
      rest: null,
      clock: stillClock(),
      log: silentLog,
    });
    expect(await inspector.probe(lane)).toMatchObject({ kind: 'yes' });
    expect(body()).toEqual({
      routing_key: routingKey,
      event_action: 'resolve',
      dedup_key: 'stormrelay:probe',
    });
  });
});
