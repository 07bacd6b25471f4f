import type { ConfigDocument, Spot } from './document/document.ts';
import { isMapping } from './document/plain.ts';
import { isAddress } from '../domain/text/secrets.ts';
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
    ...[...settings.pagerdutyOld, ...(settings.left?.pagers ?? [])].map(({ routingKey }) => routingKey),
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
    ...Object.values(settings.traces?.headers ?? {}).flatMap((value) => [value, value.split(' ').at(-1)]),
    ...(settings.heartbeat === null ? [] : secretsInAddress(settings.heartbeat.url)),
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

/** Every text that stands in a document where secrets stand, whether it is one or not. */
export function secretsIn(
  document: Pick<ConfigDocument, 'valueOf'>,
  spots: readonly Spot[],
): readonly string[] {
  return spots
    .flatMap(({ path, secret, secretKeys }) => textsOf(document.valueOf(path), secret, secretKeys))
    .filter(({ length }) => length >= shortestInDocument);
}

/** As the settings themselves ask. */
const shortestInDocument = 6;

/** Of an address only what may be secret of it. */
function secretsInText(text: string): readonly string[] {
  const secret = text.trim();
  return isAddress(secret) ? secretsInAddress(secret) : [secret];
}

function textsOf(value: unknown, isSecret: boolean, secretKeys: readonly string[]): readonly string[] {
  if (typeof value === 'string') return isSecret ? value.split(/[,\n]/).flatMap(secretsInText) : [];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => textsOf(item, isSecret, secretKeys));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    textsOf(item, isSecret || secretKeys.includes(key), secretKeys),
  );
}
