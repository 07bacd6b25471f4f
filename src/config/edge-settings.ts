import type { z } from 'zod';
import { pagerDutySettings, type PagerDutySettings } from '../integrations/pagerduty/config.ts';
import { sentrySettings, type SentrySettings } from '../integrations/sentry/config.ts';
import { slackSettings, type SlackSettings } from '../integrations/slack/config.ts';
import { webhookSettings, type WebhookSettings } from '../integrations/webhook/config.ts';
import type { ConfigDocument } from './document/document.ts';
import type { Problem } from './document/place.ts';
import { teamsOf, type Teams } from './routing/teams.ts';
import type { LeafPath, Values } from './schema/leaves.ts';

/** The edges' settings; null for an edge that is not used or not yet right. */
export interface EdgeSettings {
  readonly sentry: SentrySettings | null;
  readonly slack: SlackSettings | null;
  readonly pagerduty: PagerDutySettings | null;
  /** The same edge with the key that takes what the first one does not take. */
  readonly pagerdutyFallback: PagerDutySettings | null;
  /** Who is told of what; null: everybody of everything. */
  readonly teams: Teams | null;
  /** The same edge with the key that drills page. */
  readonly pagerdutyTest: PagerDutySettings | null;
  /** The same edge with each key that was replaced. */
  readonly pagerdutyOld: readonly PagerDutySettings[];
  readonly webhook: WebhookSettings | null;
  readonly problems: readonly Problem[];
}

/** Each edge's own schema judges its settings as a whole; one by one they are read already. */
export function edgeSettings(document: ConfigDocument, values: Partial<Values>): EdgeSettings {
  const sentry = compose(document, sentrySettings, sentryInput(values));
  const teams = teamsOf(values);
  const usesSlack = document.isSet('slack.token') || document.isSet('slack.channels');
  const slack = usesSlack ? compose(document, slackSettings, slackInput(values, teams)) : unused;
  const pagerDutyBy = (key: PagerKey): Composed<PagerDutySettings> =>
    document.isSet(key) ? compose(document, pagerDutySettings, pagerDutyInput(values, key)) : unused;
  const single = pagerDutyBy('pagerduty.routing_key');
  const pagerduty =
    teams === null
      ? single
      : {
          ...single,
          data: teams.receivers.find((team) => !team.shadow && team.pagerduty !== null)?.pagerduty ?? null,
        };
  const fallback = teams === null ? pagerDutyBy('pagerduty.fallback.routing_key') : unused;
  const pagerdutyTest = pagerDutyBy('drills.routing_key');
  const old = [...new Set(values['pagerduty.old_routing_keys'])].map((key) =>
    compose(document, pagerDutySettings, {
      ...pagerDutyInput(values, 'pagerduty.routing_key'),
      routingKey: { from: 'pagerduty.old_routing_keys', value: key },
    }),
  );
  const usesWebhook = document.isSet('webhook.url') && document.isSet('webhook.secret');
  const webhook = usesWebhook ? compose(document, webhookSettings, webhookInput(values)) : unused;
  return {
    sentry: sentry.data,
    slack: slack.data,
    pagerduty: pagerduty.data,
    pagerdutyFallback: fallback.data,
    teams,
    pagerdutyTest: pagerdutyTest.data,
    pagerdutyOld: old.map(({ data }) => data).filter((data) => data !== null),
    webhook: webhook.data,
    problems: [sentry, slack, pagerduty, fallback, pagerdutyTest, webhook, ...old].flatMap(
      ({ problems }) => problems,
    ),
  };
}

/** What an edge's schema is given, setting by setting, and which of ours it came from. */
type Input = Readonly<Record<string, { readonly from: LeafPath; readonly value: unknown }>>;

interface Composed<T> {
  readonly data: T | null;
  readonly problems: readonly Problem[];
}

const unused: Composed<never> = { data: null, problems: [] };

/** What is missing is no mistake of its own here: whole-checks.ts says what is missing. */
function compose<S extends z.ZodType>(
  document: ConfigDocument,
  schema: S,
  input: Input,
): Composed<z.output<S>> {
  const given = new Map(Object.entries(input).filter(([, { value }]) => value != null));
  const parsed = schema.safeParse(Object.fromEntries([...given].map(([name, { value }]) => [name, value])));
  if (parsed.success) return { data: parsed.data, problems: [] };
  const problems = parsed.error.issues.flatMap(({ path: [name], message }) => {
    const source = given.get(String(name));
    return source === undefined ? [] : [document.problem(source.from, message)];
  });
  return { data: null, problems };
}

/** Besides Sentry's own; null: nobody says one. */
export function linkHostsOf({ 'sentry.url': url }: Partial<Values>): string[] | null {
  return url == null ? null : [new URL(url).host];
}

function sentryInput(values: Partial<Values>): Input {
  const serviceHook = values['sentry.service_hook_secret'];
  return {
    signingSecrets: { from: 'sentry.signing_secrets', value: values['sentry.signing_secrets'] },
    drillSecret: { from: 'drills.signing_secret', value: values['drills.signing_secret'] },
    serviceHooks: {
      from: 'sentry.service_hook_secret',
      value: serviceHook == null ? null : { secret: serviceHook },
    },
    legacyTokens: { from: 'sentry.legacy_tokens', value: values['sentry.legacy_tokens'] },
    linkHosts: { from: 'sentry.url', value: linkHostsOf(values) },
    org: { from: 'sentry.org', value: values['sentry.org'] },
    tags: { from: 'sentry.tags', value: values['sentry.tags'] },
  };
}

function slackInput(values: Partial<Values>, teams: Teams | null): Input {
  const own = teams?.receivers.filter(({ workspace, shadow }) => workspace === null && !shadow);
  const channels = own?.flatMap((team) => team.channels) ?? values['slack.channels'];
  const once = <T>(list: readonly T[] | null | undefined): readonly T[] | null =>
    list == null || list.length === 0 ? null : [...new Set(list)];
  return {
    token: { from: 'slack.token', value: values['slack.token'] },
    channels: { from: 'slack.channels', value: once(channels) },
    testChannel: { from: 'drills.slack_channel', value: values['drills.slack_channel'] },
    apiUrl: { from: 'slack.api_url', value: values['slack.api_url'] },
    signingSecrets: { from: 'slack.signing_secrets', value: values['slack.signing_secrets'] },
    broadcast: { from: 'slack.broadcast', value: once(values['slack.broadcast']) },
    appToken: { from: 'slack.app_token', value: values['slack.app_token'] },
    stormChannels: { from: 'slack.storm_channels', value: values['slack.storm_channels'] },
    stormChannelPrefix: { from: 'slack.storm_channel_prefix', value: values['slack.storm_channel_prefix'] },
    responders: { from: 'slack.responders', value: once(values['slack.responders']) },
  };
}

/** Settings that hold one key. */
type PagerKey = Extract<
  LeafPath,
  'pagerduty.routing_key' | 'pagerduty.fallback.routing_key' | 'drills.routing_key'
>;

function pagerDutyInput(values: Partial<Values>, key: PagerKey): Input {
  const own = key === 'pagerduty.fallback.routing_key' ? values['pagerduty.fallback.events_url'] : null;
  const eventsUrl = own ?? values['pagerduty.events_url'];
  const from = own == null ? 'pagerduty.events_url' : 'pagerduty.fallback.events_url';
  return { routingKey: { from: key, value: values[key] }, eventsUrl: { from, value: eventsUrl } };
}

function webhookInput(values: Partial<Values>): Input {
  const perMinute = values['webhook.events_per_minute'];
  return {
    url: { from: 'webhook.url', value: values['webhook.url'] },
    secrets: { from: 'webhook.secret', value: values['webhook.secret'] },
    allowPrivate: { from: 'webhook.allow_private', value: values['webhook.allow_private'] },
    limits: { from: 'webhook.events_per_minute', value: perMinute === undefined ? null : { perMinute } },
  };
}
