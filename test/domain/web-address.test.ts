import { describe, expect, it } from 'vitest';
import { webAddress, webProtocols } from '../../src/domain/text/web-address.ts';
import { safeAddress } from '../../src/integrations/slack/render/escape.ts';
import { slackSettings } from '../../src/integrations/slack/config.ts';
import { pagerDutySettings } from '../../src/integrations/pagerduty/config.ts';
import { safeLink } from '../../src/integrations/sentry/event/link.ts';
import { baseUrl } from '../../src/config/schema/shapes.ts';

const long = `https://sentry.io/${'x'.repeat(2_000)}`;

/** Addresses that nobody should be led to, whatever for. */
const unsafe = [
  'javascript:alert(1)',
  'data:text/html,x',
  'ftp://sentry.io/x',
  'https://user@sentry.io/x',
  'https://user:password@sentry.io/x',
  'https://:password@sentry.io/x',
  'https://sentry.io@evil.example/x',
  '//sentry.io/x',
  '/x',
  'https://',
  'no address',
  '',
];

describe('an address of the web', () => {
  it.each([...unsafe, 'http://sentry.io/x', long])('is not %j', (text) => {
    expect(webAddress(text)).toBeNull();
  });

  it('is https unless plain http is allowed too', () => {
    expect(webAddress('https://sentry.io/x')?.href).toBe('https://sentry.io/x');
    expect(webAddress('http://127.0.0.1:9/x', { protocols: webProtocols })?.href).toBe(
      'http://127.0.0.1:9/x',
    );
  });

  it('is measured as it is written and as it is parsed', () => {
    expect(webAddress('https://a.example/ü', { longest: 20 })).toBeNull();
    expect(webAddress('https://a.example/%C3%BC', { longest: 24 })?.href).toHaveLength(24);
    expect(webAddress('https://a.example/x/../y/', { longest: 22 })).toBeNull();
  });

  it.each(unsafe)('is one rule for all who show or call one: %j', (text) => {
    expect(safeAddress(text, webProtocols)).toBeNull();
    expect(safeLink(text, new Set(['sentry.io', 'evil.example']))).toBeNull();
    expect(baseUrl('https://sentry.io').safeParse(text).success).toBe(false);
    const slack = { token: 'xoxb-1-2-abc', channels: ['C0123ABCD'], apiUrl: text };
    expect(slackSettings.safeParse(slack).success).toBe(false);
    const pagerDuty = { routingKey: 'a'.repeat(32), eventsUrl: text };
    expect(pagerDutySettings.safeParse(pagerDuty).success).toBe(false);
  });
});
