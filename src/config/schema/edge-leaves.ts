import { z } from 'zod';
import { pagerDutyServiceId, pagerDutySettings } from '../../integrations/pagerduty/config.ts';
import { sentrySettings } from '../../integrations/sentry/config.ts';
import { slackSettings } from '../../integrations/slack/config.ts';
import { webhookSettings } from '../../integrations/webhook/config.ts';
import { leaf, secretLeaf } from './leaf.ts';
import { duration, listOf } from './natives.ts';
import { baseUrl, hookEventsAMinute, mailAddress, onOrOff, ownSecret, sharedSecret } from './shapes.ts';

const optional = <S extends z.ZodType>(shape: S): z.ZodDefault<z.ZodNullable<S>> =>
  shape.nullable().default(null);
const secrets = (from: string): z.ZodDefault<z.ZodPreprocess<z.ZodArray<z.ZodString>>> =>
  listOf(z.array(sharedSecret(from))).default([]);

const minute = 60_000;

const { shape: slack } = slackSettings;
const { shape: pagerduty } = pagerDutySettings;
const { shape: sentry } = sentrySettings;
const { shape: webhook } = webhookSettings;

/** The three services, and whoever else is told. What an edge owns is judged by the edge's own schema. */
export const edgeLeaves = {
  'sentry.signing_secrets': secretLeaf(
    'SENTRY_SIGNING_SECRETS',
    secrets('the Client Secret of the Sentry integration (64 characters)'),
    'Client Secrets of the Sentry integration, newest first.',
  ),
  'sentry.service_hook_secret': secretLeaf(
    'SENTRY_SERVICE_HOOK_SECRET',
    optional(sharedSecret('the secret of the Sentry service hook')),
    'Opens the door for service hooks that are signed with it.',
  ),
  'sentry.legacy_tokens': secretLeaf(
    'SENTRY_LEGACY_TOKENS',
    listOf(sentry.legacyTokens),
    'Tokens of the door for the unsigned legacy plugin.',
  ),
  'drills.signing_secret': secretLeaf(
    'DRILL_SIGNING_SECRET',
    optional(ownSecret),
    'Signs synthetic alerts; without it there are no drills.',
  ),
  'sentry.url': leaf(
    'SENTRY_API_URL',
    optional(baseUrl('https://sentry.example.com/')),
    'Address of a self-hosted Sentry or of your region.',
  ),
  'sentry.org': leaf('SENTRY_ORG', sentry.org, 'Slug of the organization.'),
  'sentry.auth_token': secretLeaf(
    'SENTRY_AUTH_TOKEN',
    optional(sharedSecret('the token of the internal integration in Sentry')),
    'Token with which open incidents are asked about.',
  ),
  'sentry.resolve': leaf(
    'SENTRY_RESOLVE',
    z
      .preprocess(
        (said) => (typeof said === 'boolean' ? String(said) : said),
        z
          .enum(
            ['true', 'all', 'false'],
            'Write true, all or false; docs/configuration.md says what each means.',
          )
          .meta({ type: ['boolean', 'string'], enum: [true, 'all', false, 'true', 'false'] }),
      )
      .default('false'),
    'Whose resolve also resolves in Sentry: true, all or false.',
  ),
  'sentry.catch_up_every': leaf(
    'SENTRY_CATCH_UP_EVERY',
    z.preprocess(
      (said) => (said === 'off' || said === false ? null : said),
      duration({
        from: minute,
        to: 24 * 60 * minute,
        advice: 'Write a time from 1m to 24h, for example 10m, or off.',
      })
        .nullable()
        .default(10 * minute),
    ),
    'How often it is read in Sentry whether something was lost on its way.',
  ),
  'sentry.tags': leaf(
    'SENTRY_TAGS',
    listOf(sentry.tags).default(null),
    'Names of the tags that messages show, in this order.',
  ),
  'slack.token': secretLeaf('SLACK_BOT_TOKEN', optional(slack.token), 'Bot token, xoxb-…'),
  'slack.channels': leaf(
    'SLACK_CHANNEL',
    listOf(slack.channels).nullable().default(null),
    'Ids of the channels that show every incident.',
  ),
  'drills.slack_channel': leaf(
    'SLACK_TEST_CHANNEL',
    slack.testChannel,
    'Id of the channel in which drills are shown.',
  ),
  'slack.api_url': leaf('SLACK_API_URL', slack.apiUrl, 'Address of Slack’s Web API, for simulations.'),
  'slack.signing_secrets': secretLeaf(
    'SLACK_SIGNING_SECRET',
    listOf(slack.signingSecrets),
    'Signing Secrets of the Slack app, newest first.',
  ),
  'slack.app_token': secretLeaf(
    'SLACK_APP_TOKEN',
    slack.appToken,
    'App-level token, xapp-…, for Socket Mode.',
  ),
  'slack.responders': leaf(
    'SLACK_RESPONDERS',
    listOf(slack.responders),
    'Ids of people (U…) and user groups (S…) that may press buttons.',
  ),
  'slack.storm_channels': leaf(
    'SLACK_STORM_CHANNELS',
    z.preprocess((said) => (typeof said === 'boolean' ? String(said) : said), slack.stormChannels),
    'Whether each storm gets a channel of its own: true, ask or false.',
  ),
  'slack.storm_channel_prefix': leaf(
    'SLACK_STORM_CHANNEL_PREFIX',
    slack.stormChannelPrefix,
    'How the names of those channels begin.',
  ),
  'slack.broadcast': leaf(
    'SLACK_BROADCAST',
    listOf(slack.broadcast),
    'What of the threads is also sent to the channel.',
  ),
  'pagerduty.routing_key': secretLeaf(
    'PAGERDUTY_ROUTING_KEY',
    optional(pagerduty.routingKey),
    'Integration key of an Events API V2 integration.',
  ),
  'pagerduty.fallback.routing_key': secretLeaf(
    'PAGERDUTY_FALLBACK_ROUTING_KEY',
    optional(pagerduty.routingKey),
    'Another key, which takes a page that the first one has not taken for a minute.',
  ),
  'pagerduty.fallback.events_url': leaf(
    'PAGERDUTY_FALLBACK_EVENTS_URL',
    optional(pagerduty.eventsUrl.unwrap()),
    'Address of the Events API of that key, where it is another.',
  ),
  'pagerduty.old_routing_keys': secretLeaf(
    'PAGERDUTY_ROUTING_KEYS_OLD',
    listOf(z.array(pagerduty.routingKey)).default([]),
    'Keys that were replaced: nothing new goes there, what is open is finished.',
  ),
  'drills.routing_key': secretLeaf(
    'PAGERDUTY_TEST_ROUTING_KEY',
    optional(pagerduty.routingKey),
    'Key of a PagerDuty service that drills page.',
  ),
  'pagerduty.events_url': leaf(
    'PAGERDUTY_EVENTS_URL',
    pagerduty.eventsUrl,
    'Address of your region’s Events API.',
  ),
  'pagerduty.webhook_secrets': secretLeaf(
    'PAGERDUTY_WEBHOOK_SECRETS',
    secrets('the secret that PagerDuty showed when the webhook was added'),
    'Secrets of PagerDuty webhook subscriptions (v3).',
  ),
  'pagerduty.change_events': leaf(
    'PAGERDUTY_CHANGE_EVENTS',
    onOrOff.default(true),
    'Whether PagerDuty is told of deploys.',
  ),
  'pagerduty.api_token': secretLeaf(
    'PAGERDUTY_API_TOKEN',
    optional(sharedSecret('a REST API key of PagerDuty')),
    'A REST API key; a read-only one is enough.',
  ),
  'pagerduty.api_url': leaf(
    'PAGERDUTY_API_URL',
    optional(baseUrl('https://api.pagerduty.com')),
    'Address of the REST API.',
  ),
  'pagerduty.from': leaf(
    'PAGERDUTY_FROM',
    optional(mailAddress),
    'E-mail address of the PagerDuty user in whose name notes are written.',
  ),
  'pagerduty.service_id': leaf(
    'PAGERDUTY_SERVICE_ID',
    optional(pagerDutyServiceId),
    'Id of the service that is paged.',
  ),
  'webhook.url': secretLeaf(
    'WEBHOOK_URL',
    optional(webhook.url),
    'Address of a program that is told of every incident (Standard Webhooks).',
  ),
  'webhook.secret': secretLeaf(
    'WEBHOOK_SECRET',
    listOf(webhook.secrets).nullable().default(null),
    'Secrets that sign what it is told, whsec_…, newest first.',
  ),
  'webhook.allow_private': leaf(
    'WEBHOOK_ALLOW_PRIVATE',
    onOrOff.default(false),
    'Whether it may be on this machine or in its own network.',
  ),
  'webhook.events_per_minute': leaf(
    null,
    hookEventsAMinute.default(600),
    'How many events it is told a minute at most.',
  ),
} as const;
