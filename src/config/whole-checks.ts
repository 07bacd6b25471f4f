import { isSet } from './near-misses.ts';
import type { Environment, Values } from './variables.ts';

/** What is checked across variables. Values that are wrong by themselves are absent, and blamed only once. */
interface Whole {
  readonly environment: Environment;
  readonly values: Partial<Values>;
}

/** Mistakes that no single variable shows, one line each. */
export function wholeProblems(whole: Whole): readonly string[] {
  return [
    noDoor(whole),
    halfSlack(whole),
    noReceiver(whole),
    openWithoutToken(whole),
    oneTokenForAll(whole),
    testChannelAlone(whole),
    ...buttonsAlone(whole),
    serviceAlone(whole),
    sentryWithoutOrg(whole),
    resolveWithoutToken(whole),
    ...inBothLists(whole),
    ...scaledAgainstReal(whole),
  ].filter((problem) => problem !== null);
}

function noDoor({ environment }: Whole): string | null {
  const open = ['SENTRY_SIGNING_SECRETS', 'SENTRY_LEGACY_TOKENS', 'SENTRY_SERVICE_HOOK_SECRET'];
  if (open.some((name) => isSet(environment, name))) return null;
  return 'SENTRY_SIGNING_SECRETS: Not set, so no webhook could be verified. Copy the Client Secret of the Sentry integration (Settings, Custom Integrations).';
}

function halfSlack({ environment }: Whole): string | null {
  const token = isSet(environment, 'SLACK_BOT_TOKEN');
  if (token === isSet(environment, 'SLACK_CHANNEL')) return null;
  return token
    ? 'SLACK_CHANNEL: Not set, although SLACK_BOT_TOKEN is. Write the id of the channel to post to (C…); several with commas.'
    : 'SLACK_BOT_TOKEN: Not set, although SLACK_CHANNEL is. Copy the "Bot User OAuth Token" (xoxb-…) of the Slack app.';
}

function noReceiver({ environment }: Whole): string | null {
  if (['SLACK_BOT_TOKEN', 'SLACK_CHANNEL', 'PAGERDUTY_ROUTING_KEY'].some((name) => isSet(environment, name)))
    return null;
  return 'SLACK_BOT_TOKEN, PAGERDUTY_ROUTING_KEY: Neither is set, so nobody would see anything. Set SLACK_BOT_TOKEN and SLACK_CHANNEL, or PAGERDUTY_ROUTING_KEY, or all three.';
}

function openWithoutToken({ environment, values }: Whole): string | null {
  const { HOST } = values;
  if (HOST === undefined || isLoopback(HOST) || isSet(environment, 'ADMIN_TOKEN')) return null;
  return `ADMIN_TOKEN: Not set, although HOST=${HOST} lets other machines in. Make one with: openssl rand -hex 32`;
}

function oneTokenForAll({ values }: Whole): string | null {
  const { ADMIN_TOKEN, CI_TOKEN } = values;
  if (CI_TOKEN == null || CI_TOKEN !== ADMIN_TOKEN) return null;
  return 'CI_TOKEN: The same as ADMIN_TOKEN, so CI could do everything that an operator can. Make another one with: openssl rand -hex 32';
}

function testChannelAlone({ environment }: Whole): string | null {
  if (!isSet(environment, 'SLACK_TEST_CHANNEL') || isSet(environment, 'SLACK_BOT_TOKEN')) return null;
  return 'SLACK_TEST_CHANNEL: Set, but SLACK_BOT_TOKEN is not, so nothing could be posted there.';
}

function buttonsAlone({ environment }: Whole): readonly string[] {
  if (isSet(environment, 'SLACK_BOT_TOKEN')) return [];
  return ['SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN']
    .filter((name) => isSet(environment, name))
    .map(
      (name) => `${name}: Set, but SLACK_BOT_TOKEN is not, so there is no message that could have buttons.`,
    );
}

function serviceAlone({ environment }: Whole): string | null {
  if (!isSet(environment, 'PAGERDUTY_SERVICE_ID') || isSet(environment, 'PAGERDUTY_API_TOKEN')) return null;
  return 'PAGERDUTY_SERVICE_ID: Set, but PAGERDUTY_API_TOKEN is not, so nobody could be asked who is on call for it. Make a read-only REST API key in PagerDuty (Integrations, API Access Keys).';
}

function sentryWithoutOrg({ environment }: Whole): string | null {
  if (!isSet(environment, 'SENTRY_AUTH_TOKEN') || isSet(environment, 'SENTRY_ORG')) return null;
  return 'SENTRY_ORG: Not set, although SENTRY_AUTH_TOKEN is. Write the organization slug as in the address bar of Sentry, for example acme';
}

function resolveWithoutToken({ environment, values }: Whole): string | null {
  if ((values.SENTRY_RESOLVE ?? 'false') === 'false' || isSet(environment, 'SENTRY_AUTH_TOKEN')) return null;
  return 'SENTRY_RESOLVE: Set, but SENTRY_AUTH_TOKEN is not, so nothing could be resolved in Sentry.';
}

function inBothLists({ values }: Whole): readonly string[] {
  const quiet = new Set((values.ENVIRONMENTS_QUIET ?? []).map((name) => name.toLowerCase()));
  const both = (values.ENVIRONMENTS_PRODUCTION ?? []).filter((name) => quiet.has(name.toLowerCase()));
  return [...new Set(both)].map(
    (name) =>
      `ENVIRONMENTS_QUIET: "${name}" stands in ENVIRONMENTS_PRODUCTION too, so it could both page and not. Keep it in one of them.`,
  );
}

/** Virtual time would run real providers' limits over many times. */
function scaledAgainstReal({ environment, values }: Whole): readonly string[] {
  if (!isSet(environment, 'STORMRELAY_CLOCK')) return [];
  const asked = {
    SLACK_API_URL: isSet(environment, 'SLACK_BOT_TOKEN')
      ? (values.SLACK_API_URL ?? 'https://slack.com/api/')
      : null,
    PAGERDUTY_EVENTS_URL: ['PAGERDUTY_ROUTING_KEY', 'PAGERDUTY_TEST_ROUTING_KEY'].some((name) =>
      isSet(environment, name),
    )
      ? (values.PAGERDUTY_EVENTS_URL ?? 'https://events.pagerduty.com')
      : null,
    PAGERDUTY_API_URL: isSet(environment, 'PAGERDUTY_API_TOKEN')
      ? (values.PAGERDUTY_API_URL ?? 'https://api.pagerduty.com')
      : null,
    SENTRY_API_URL: isSet(environment, 'SENTRY_AUTH_TOKEN')
      ? (values.SENTRY_API_URL ?? 'https://sentry.io')
      : values.SENTRY_API_URL,
  };
  return Object.entries(asked)
    .filter(([, url]) => typeof url === 'string' && URL.canParse(url) && !isLoopback(new URL(url).hostname))
    .map(
      ([name]) =>
        `STORMRELAY_CLOCK: Only for simulations, but ${name} is not on this machine. Remove STORMRELAY_CLOCK, or let ${name} point at a fake on 127.0.0.1.`,
    );
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
