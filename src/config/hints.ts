import { takesPresses } from '../integrations/slack/config.ts';
import type { Settings } from './settings.ts';

/** What is allowed, and probably not meant. One line each, without a secret. */
export function hintsOf(settings: Settings): readonly string[] {
  return [
    pagesOnCall(settings),
    ...drillsWithoutSecret(settings),
    drillsWithoutToken(settings),
    nothingPages(settings),
    respondersOfNothing(settings),
    webhooksWithoutAddress(settings),
  ].filter((hint) => hint !== null);
}

function pagesOnCall({ sentry, pagerduty, pagerdutyTest }: Settings): string | null {
  if (sentry.drillSecret === null || pagerdutyTest === null) return null;
  if (pagerdutyTest.routingKey !== pagerduty?.routingKey) return null;
  return 'PAGERDUTY_TEST_ROUTING_KEY: The same as PAGERDUTY_ROUTING_KEY, so every drill pages whoever is on call.';
}

function drillsWithoutSecret({ sentry, slack, pagerdutyTest }: Settings): readonly string[] {
  if (sentry.drillSecret !== null) return [];
  const set = [
    ...(slack?.testChannel == null ? [] : ['SLACK_TEST_CHANNEL']),
    ...(pagerdutyTest === null ? [] : ['PAGERDUTY_TEST_ROUTING_KEY']),
  ];
  return set.map((name) => `${name}: Only for drills, and without DRILL_SIGNING_SECRET there are none.`);
}

function drillsWithoutToken({ sentry, adminToken, ciToken }: Settings): string | null {
  if (sentry.drillSecret === null || adminToken === null || ciToken !== null) return null;
  return 'DRILL_SIGNING_SECRET: Set, but CI_TOKEN is not, so only ADMIN_TOKEN can register a drill. Give CI a token of its own.';
}

function nothingPages({ environments: { production, quiet } }: Settings): string | null {
  if (!quiet.includes('*') || production.length > 0) return null;
  return 'ENVIRONMENTS_QUIET: "*" stands for every environment, and ENVIRONMENTS_PRODUCTION is not set, so only alerts that name no environment page.';
}

function respondersOfNothing({ slack }: Settings): string | null {
  if (slack === null || slack.responders.length === 0 || takesPresses(slack)) return null;
  return 'SLACK_RESPONDERS: Says who may press, and without SLACK_SIGNING_SECRET or SLACK_APP_TOKEN there is nothing to press.';
}

function webhooksWithoutAddress({ pagerdutyWebhookSecrets, publicUrl }: Settings): string | null {
  if (pagerdutyWebhookSecrets.length === 0 || publicUrl !== null) return null;
  return 'PAGERDUTY_WEBHOOK_SECRETS: Set, but PUBLIC_URL is not. By that address, which it gives back, PagerDuty tells which page a webhook is about; set it, or webhooks may be set aside.';
}
