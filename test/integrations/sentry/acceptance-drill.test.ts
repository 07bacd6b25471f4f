import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { acceptSigned, type Acceptance } from '../../../src/integrations/sentry/acceptance.ts';
import { sentrySettings } from '../../../src/integrations/sentry/config.ts';
import type { HookHeaders } from '../../../src/integrations/sentry/wire.ts';

const settings = sentrySettings.parse({
  signingSecrets: ['front-door-secret'],
  drillSecret: 'drill-secret',
  serviceHooks: { secret: 'side-door-secret' },
});

function signed(body: string, secret: string, header: string, more: HookHeaders = {}): Acceptance {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return acceptSigned({ headers: { [header]: signature, ...more }, raw: Buffer.from(body) }, settings);
}

function stampOf(acceptance: Acceptance): string {
  if (acceptance.kind !== 'accepted') return acceptance.refusal.code;
  const { source, verifiedBy } = acceptance.delivery;
  return `${source} by ${verifiedBy}`;
}

describe('a delivery that is signed with the drill secret', () => {
  const hook = 'sentry-hook-signature';
  const app = 'sentry-app-signature';
  const resource = { 'sentry-hook-resource': 'event_alert' };

  test('is a drill, whichever header carries the signature and whatever it claims to be', () => {
    expect(stampOf(signed('{}', 'drill-secret', hook, resource))).toBe('drill by drill');
    expect(stampOf(signed('{}', 'drill-secret', app, resource))).toBe('drill by drill');
    expect(stampOf(signed('{}', 'drill-secret', app))).toBe('drill by drill');
    expect(stampOf(signed('', 'drill-secret', app))).toBe('drill by drill');
  });

  test('opens no service hook', () => {
    expect(stampOf(signed('{}', 'drill-secret', 'x-servicehook-signature'))).toBe('signature-mismatch');
  });

  test('is not made by the header of drills: the secret alone says what it is', () => {
    const marked = { ...resource, 'stormrelay-drill': 'drill-1' };
    expect(stampOf(signed('{}', 'front-door-secret', hook, marked))).toBe('sentry by secret-1');
    expect(stampOf(signed('{}', 'drill-secret', hook, resource))).toBe('drill by drill');
  });

  test('with a wrong secret is told from a signature of Sentry that is wrong', () => {
    const marked = { ...resource, 'stormrelay-drill': 'drill-1' };
    expect(stampOf(signed('{}', 'another', hook, marked))).toBe('drill-signature-mismatch');
    expect(stampOf(signed('{}', 'another', hook, resource))).toBe('signature-mismatch');
  });
});
