import type { Settings } from './settings.ts';

/** Every secret of the settings, so that it can be kept out of what is printed. */
export function secretsOf(settings: Settings): readonly string[] {
  const { adminToken, ciToken, sentry, slack, pagerduty, pagerdutyTest, pagerdutyRest, sentryApi } = settings;
  return [
    adminToken,
    ciToken,
    sentry.drillSecret,
    sentry.serviceHooks?.secret,
    slack?.token,
    slack?.appToken,
    pagerduty?.routingKey,
    ...(settings.teams?.receivers.map((team) => team.pagerduty?.routingKey) ?? []),
    pagerdutyTest?.routingKey,
    pagerdutyRest?.token,
    sentryApi?.token,
    ...sentry.signingSecrets,
    ...settings.pagerdutyWebhookSecrets,
    ...sentry.legacyTokens,
    ...(slack?.signingSecrets ?? []),
  ].filter((secret) => secret != null);
}
