import { expect, it } from 'vitest';
import { createReaderBy, readerSettings } from '../../src/config/reader.ts';
import { loadSettings, readerAround } from '../../src/config/load.ts';
import { leaves } from '../../src/config/schema/leaves.ts';
import { secretsOf } from '../../src/config/secrets.ts';
import { hiddenSecret } from '../../src/domain/text/secrets.ts';

const hex = (n: number): string => n.toString(16).padStart(2, '0').repeat(16);

/** Every secret that a variable can hold. */
const secrets: Readonly<Record<string, string>> = {
  SENTRY_SIGNING_SECRETS: `${hex(1)},${hex(2)}`,
  SENTRY_SERVICE_HOOK_SECRET: hex(3),
  SENTRY_LEGACY_TOKENS: hex(4),
  SENTRY_AUTH_TOKEN: hex(5),
  DRILL_SIGNING_SECRET: hex(6),
  SLACK_BOT_TOKEN: `xoxb-1-2-${hex(7)}`,
  SLACK_SIGNING_SECRET: `${hex(8)},${hex(9)}`,
  SLACK_APP_TOKEN: `xapp-1-${hex(10)}`,
  PAGERDUTY_ROUTING_KEY: hex(11),
  PAGERDUTY_FALLBACK_ROUTING_KEY: hex(12),
  PAGERDUTY_ROUTING_KEYS_OLD: `${hex(13)},${hex(14)}`,
  PAGERDUTY_TEST_ROUTING_KEY: hex(15),
  PAGERDUTY_API_TOKEN: hex(16),
  PAGERDUTY_WEBHOOK_SECRETS: hex(17),
  WEBHOOK_SECRET: `whsec_${Buffer.from(hex(18)).toString('base64')}`,
  WEBHOOK_URL: `https://example.com/hooks/${hex(19)}`,
  HEARTBEAT_URL: `https://hc-ping.com/${hex(22)}`,
  OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${hex(23)},x-team=${hex(24)}`,
  ADMIN_TOKEN: hex(20),
  CI_TOKEN: hex(21),
};
const environment = {
  ...secrets,
  SLACK_CHANNEL: 'C024BE91L',
  SENTRY_ORG: 'brindle',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318',
};
const each = Object.entries(secrets)
  .filter(([name]) => !['WEBHOOK_URL', 'HEARTBEAT_URL', 'OTEL_EXPORTER_OTLP_HEADERS'].includes(name))
  .flatMap(([, value]) => value.split(','));

it('every setting that is a secret is known to the log and to whoever reads', () => {
  const variables = Object.values(leaves).flatMap(({ secret, variable }) => (secret ? [variable] : []));
  expect(Object.keys(secrets).sort()).toEqual(variables.sort());
  const known = secretsOf(loadSettings(environment).settings);
  for (const secret of [...each, `/hooks/${hex(19)}`, `/${hex(22)}`, hex(23), hex(24)])
    expect(known).toContain(secret);
});

it('secrets are known where the rest of the configuration is wrong', () => {
  const known = readerAround({ ...environment, PORT: 'wrong', SLACK_CHANNEL: '' }).secrets;
  for (const secret of [...each, `/hooks/${hex(19)}`]) expect(known).toContain(secret);
  const file = `receivers: [{ name: a, pagerduty: { routing_key: ${hex(30)} } }]\nslack: { token: ${hex(31)} }\n`;
  const inFile = readerAround({ STORMRELAY_CONFIG: 'x.yaml' }, () => file).secrets;
  expect(inFile).toEqual(expect.arrayContaining([hex(30), hex(31)]));
  expect(readerAround({ STORMRELAY_CONFIG: 'x.yaml' }, () => 'a: [').secrets).toEqual([]);
});

it('what an application reports of the relay holds none of its secrets, and is cut short afterwards', () => {
  const read = createReaderBy(readerSettings(loadSettings(environment).settings));
  for (const secret of each) {
    // At the place where long texts are cut: half of a secret would be known to nobody.
    const value = `${'x'.repeat(480)} ${secret} ${'y'.repeat(4_000)}`;
    const event = {
      event_id: 'e'.repeat(32),
      issue_id: '1',
      project: 1,
      title: `Setup: ${value}`,
      message: `https://relay:${secret}@example.com`,
      exception: { values: [{ type: 'Setup', value }] },
      tags: [[secret, secret]],
    };
    const body = JSON.stringify({ action: 'triggered', data: { event } });
    const entry = {
      seq: 1,
      source: 'sentry',
      kind: 'event_alert',
      id: 'a',
      digest: '',
      verifiedBy: 'secret-1',
      body,
      sentAt: null,
      receivedAt: 1_790_000_000_000,
      firstReceivedAt: null,
    } as const;
    const said = JSON.stringify(read(entry));
    expect(said).toContain(hiddenSecret);
    expect(said).not.toContain(secret.slice(0, 12));
  }
});

it('headers of a collector are read as OpenTelemetry writes them', () => {
  const read = (said: string) =>
    loadSettings({ ...environment, OTEL_EXPORTER_OTLP_HEADERS: said, OTEL_TRACES_SAMPLER_ARG: '0.1' })
      .settings.traces;
  expect(read('Authorization=Bearer%20a=b, x-team=core')).toEqual({
    endpoint: 'http://127.0.0.1:4318',
    headers: { authorization: 'Bearer a=b', 'x-team': 'core' },
    service: 'stormrelay',
    share: 0.1,
  });
  for (const wrong of ['authorization', 'a=%', '=b', 'a=b,,'])
    expect(() => read(wrong)).toThrow('OTEL_EXPORTER_OTLP_HEADERS');
});
