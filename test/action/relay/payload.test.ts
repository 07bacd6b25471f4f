import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { alertsOf, signedAlerts, type AlertPlan } from '../../../src/action/relay/payload.ts';
import { evidenceOf } from '../../../src/correlate/evidence/evidence.ts';
import { sharedCause } from '../../../src/correlate/evidence/shared-cause.ts';
import type { Alert } from '../../../src/domain/alert.ts';
import { createSentrySource } from '../../../src/integrations/sentry/source.ts';
import { unstamped } from '../../../src/domain/inbox/entry.ts';

const plan: AlertPlan = {
  scenario: 'single',
  subject: { service: 'cart', environment: 'production', release: 'cart@5.12.0', by: 'kim' },
  level: 'fatal',
  secret: 'a drill secret with ümlauts',
};
const ticket = {
  id: 'drill-41',
  nonce: 'nonce-1234',
  expiresAt: 0,
  alerts: 1,
  provable: [],
  notes: [],
} as const;
const world = { now: () => Date.UTC(2026, 10, 16, 9, 22, 2, 481), random: randomBytes };

interface Body {
  readonly data: { readonly event: Record<string, unknown> };
}

function bodiesOf(scenario: 'single' | 'storm'): readonly Body[] {
  const alerts = alertsOf(scenario);
  return signedAlerts({ ...plan, scenario }, { ...ticket, alerts }, world).map(
    ({ body }) => JSON.parse(body) as Body,
  );
}

/** What the relay makes of them. */
function readByRelay(scenario: 'single' | 'storm'): readonly Alert[] {
  const source = createSentrySource({ allowedHosts: [] });
  return signedAlerts({ ...plan, scenario }, { ...ticket, alerts: alertsOf(scenario) }, world).map(
    ({ body }) => {
      const entry = {
        seq: 1,
        source: 'sentry',
        id: 'x',
        kind: 'event_alert',
        body,
        digest: '',
        ...unstamped,
        verifiedBy: 'drill',
        receivedAt: 0,
      } as const;
      const reading = source.read(entry);
      if (reading.kind !== 'alert') throw new Error(`The relay reads ${reading.kind}.`);
      return reading.alert;
    },
  );
}

describe('the alerts of a drill', () => {
  it('are signed over their exact bytes, as Sentry does', () => {
    const [alert] = signedAlerts(plan, ticket, world);
    const signature = createHmac('sha256', plan.secret)
      .update(alert?.body ?? '')
      .digest('hex');
    expect(alert?.headers).toEqual({
      'content-type': 'application/json',
      'sentry-hook-resource': 'event_alert',
      'sentry-hook-timestamp': '1794820922',
      'sentry-hook-signature': signature,
      'request-id': expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
      'stormrelay-drill': 'drill-41',
    });
  });

  it('have the shape of a real one', () => {
    const file = path.join(
      import.meta.dirname,
      '../../../fixtures/payloads/sentry/event_alert.triggered.json',
    );
    const real = JSON.parse(readFileSync(file, 'utf8')) as Body;
    const [drill] = bodiesOf('single');
    expect(Object.keys(drill ?? {})).toEqual(Object.keys(real));
    const unknown = Object.keys(drill?.data.event ?? {}).filter((key) => !(key in real.data.event));
    expect(unknown).toEqual([]);
    expect(drill?.data.event['datetime']).toBe('2026-11-16T09:22:02.481000Z');
  });

  it('are ASCII without spaces, like the text that Sentry signs', () => {
    const subject = { ...plan.subject, service: 'bücher 🛒' };
    const [alert] = signedAlerts({ ...plan, subject }, ticket, world);
    expect(alert?.body).toMatch(/^[\x20-\x7e]+$/);
    expect(alert?.body).toContain('"b\\u00fccher \\ud83d\\uded2"');
  });

  it('carry the nonce in a tag, and the level that was chosen', () => {
    const [body] = bodiesOf('single');
    expect(body?.data.event['tags']).toContainEqual(['stormrelay.drill', 'nonce-1234']);
    expect(body?.data.event['level']).toBe('fatal');
  });

  it('are read by the relay as what they are', () => {
    const [alert] = readByRelay('single');
    expect(alert).toMatchObject({
      status: 'firing',
      service: 'cart',
      environment: 'production',
      release: 'cart@5.12.0',
      title: 'StormrelayDrill: This is a drill: nothing is broken.',
      level: 'fatal',
      link: null,
    });
    expect(evidenceOf(alert!).named).toBeNull();
  });

  it('of a storm are twelve issues of six services that share one cause of their own', () => {
    const alerts = readByRelay('storm');
    expect(new Set(alerts.map(({ issueKey }) => issueKey)).size).toBe(12);
    expect(new Set(alerts.map(({ eventId }) => eventId)).size).toBe(12);
    expect([...new Set(alerts.map(({ service }) => service))]).toEqual(
      [1, 2, 3, 4, 5, 6].map((number) => `cart-drill-${number}`),
    );
    const [first, ...others] = alerts.map(evidenceOf);
    for (const other of others) expect(sharedCause(first!, other)).toMatchObject({ kind: 'dependency' });
    const [elsewhere] = readByRelay('storm').map(evidenceOf);
    expect(sharedCause(first!, elsewhere!)).toBeNull();
  });
});
