import { createHash } from 'node:crypto';
import type { SentryError } from '../../../simulator/sentry-error.ts';
import type { Journey } from './journey.ts';
import type { RecordingProxy } from './recording-proxy.ts';

/** Every secret of a relay that has all of them, by its variable. */
export type Planted = Readonly<Record<string, string>>;

/** Makes up what the fakes do not give. */
const made = (what: string): string => createHash('sha256').update(`planted: ${what}`).digest('hex');

/** One of each kind; a list where a rotation has two. */
export function plantedSecrets({ fakes }: Pick<Journey, 'fakes'>): Planted {
  const { slack, pagerduty, sentry, webhook } = fakes.connection;
  const key = (): string => fakes.pagerduty.addRoutingKey();
  return {
    SENTRY_SIGNING_SECRETS: `${sentry.secret},${made('the old client secret')}`,
    SENTRY_SERVICE_HOOK_SECRET: made('service hooks'),
    SENTRY_LEGACY_TOKENS: made('the legacy plugin'),
    SENTRY_AUTH_TOKEN: sentry.apiToken,
    DRILL_SIGNING_SECRET: made('drills'),
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_APP_TOKEN: slack.appToken,
    PAGERDUTY_ROUTING_KEY: pagerduty.routingKey,
    PAGERDUTY_FALLBACK_ROUTING_KEY: key(),
    PAGERDUTY_ROUTING_KEYS_OLD: key(),
    PAGERDUTY_TEST_ROUTING_KEY: key(),
    PAGERDUTY_API_TOKEN: pagerduty.apiToken,
    PAGERDUTY_WEBHOOK_SECRETS: pagerduty.webhookSecret,
    WEBHOOK_SECRET: webhook.secret,
    ADMIN_TOKEN: `${made('the page').slice(0, 30)}/+"&`,
    CI_TOKEN: made('deploys'),
  };
}

/** Each secret with the variable that holds it. */
export function eachSecret(planted: Planted): readonly (readonly [string, string])[] {
  return Object.entries(planted).flatMap(([name, value]) =>
    value.split(',').map((secret) => [name, secret] as const),
  );
}

/** What else the relay needs to use all of them. */
export function usesOf(
  { fakes }: Pick<Journey, 'fakes'>,
  by: Readonly<Record<'slack' | 'pagerduty' | 'sentry' | 'webhook', Pick<RecordingProxy, 'url'>>>,
): Readonly<Record<string, string>> {
  const { pagerduty } = fakes.connection;
  return {
    SLACK_API_URL: `${by.slack.url}/api/`,
    SLACK_TEST_CHANNEL: fakes.slack.addChannel('drills'),
    PAGERDUTY_EVENTS_URL: by.pagerduty.url,
    PAGERDUTY_API_URL: by.pagerduty.url,
    PAGERDUTY_SERVICE_ID: pagerduty.serviceId,
    PAGERDUTY_FROM: pagerduty.from,
    SENTRY_API_URL: by.sentry.url,
    SENTRY_ORG: 'brindle',
    WEBHOOK_URL: `${by.webhook.url}/hook`,
    WEBHOOK_ALLOW_PRIVATE: 'true',
    LOG_LEVEL: 'debug',
  };
}

/** What a secret looks like in a text: as it is, in an address, in JSON, and in base64 beside anything. */
export function formsOf(secret: string): readonly string[] {
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.from(`${'u'.repeat(before)}${secret}`)
      .toString('base64')
      .replaceAll('=', '');
    return text.slice(before === 0 ? 0 : before + 1, -1);
  });
  const escaped = JSON.stringify(secret).slice(1, -1);
  return [secret, encodeURIComponent(secret), escaped, JSON.stringify(escaped).slice(1, -1), ...base64];
}

/** What an application reports that logs its own configuration. */
export function reported(name: string, secret: string, service: string): Partial<SentryError> {
  const basic = Buffer.from(`relay:${secret}`).toString('base64');
  const address = `https://relay:${encodeURIComponent(secret)}@${service}.example.com/setup?key=${encodeURIComponent(secret)}`;
  return {
    level: 'fatal',
    exceptions: [
      {
        type: `Setup${name.replaceAll('_', '')}`,
        value: `${name}=${secret} was refused by ${address} (authorization: Basic ${basic})`,
        module: null,
        frames: [
          { filename: `src/${service}/setup.js`, function: 'setup', module: null, lineno: 7, inApp: true },
        ],
      },
    ],
    culprit: `setup(${secret})`,
    transaction: `GET /setup/${secret}`,
    tags: [
      ['config', secret],
      ['header', basic.slice(0, 190)],
      ['url', address.slice(0, 190)],
    ],
    requestUrl: address,
    release: `${service}@${secret}`,
    user: { id: secret, email: `${secret}@example.com` },
  };
}
