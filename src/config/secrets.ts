import { hooksOf } from './policy.ts';
import type { Settings } from './settings.ts';
import { workspacesOf } from './workspaces.ts';

/** Every secret of the settings, so that it can be kept out of what is printed. */
export function secretsOf(settings: Settings): readonly string[] {
  const { adminToken, ciToken, sentry, pagerduty, pagerdutyTest, pagerdutyRest, sentryApi } = settings;
  return [
    adminToken,
    ciToken,
    sentry.drillSecret,
    sentry.serviceHooks?.secret,
    pagerduty?.routingKey,
    settings.pagerdutyFallback?.routingKey,
    ...(settings.teams?.receivers.flatMap((team) => [
      team.pagerduty?.routingKey,
      team.fallback?.routingKey,
    ]) ?? []),
    pagerdutyTest?.routingKey,
    pagerdutyRest?.token,
    sentryApi?.token,
    ...sentry.signingSecrets,
    ...settings.pagerdutyWebhookSecrets,
    ...sentry.legacyTokens,
    ...workspacesOf(settings).flatMap(({ config }) => [
      config.token,
      config.appToken,
      ...config.signingSecrets,
    ]),
    ...hooksOf(settings).flatMap(({ config }) => [...config.secrets, ...secretsInAddress(config.url)]),
  ].filter((secret) => secret != null);
}

/** Receivers of webhooks are often told apart by a token in the path or query. */
function secretsInAddress(text: string): readonly string[] {
  const { pathname, search } = new URL(text);
  return [pathname, search].filter(({ length }) => length >= shortestInAddress);
}

/** `/hook` is no secret, and would take words out of everything that is printed. */
const shortestInAddress = 20;
