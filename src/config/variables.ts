import { z } from 'zod';
import { pagerDutyServiceId } from '../integrations/pagerduty/config.ts';
import {
  accessToken,
  baseUrl,
  clockScale,
  environmentNames,
  host,
  linkHost,
  list,
  logLevel,
  onOrOff,
  ownSecret,
  port,
  serviceLinks,
  sharedSecret,
  storePath,
} from './variable-shapes.ts';

const secrets = (from: string): z.ZodType<string[], string> => list.pipe(z.array(sharedSecret(from)));

const text = z.string().nullable().default(null);

/**
 * Every variable that the relay reads. Values arrive trimmed; an empty one counts as not set.
 * Those that an edge owns are read as plain text here, and checked by the edge's own schema (edge-settings.ts). Messages say what to
 * write instead, and never repeat a value, since most of them are secrets.
 */
export const variables = {
  HOST: host.default('127.0.0.1'),
  PORT: port.default(8080),
  STORE_URL: storePath.default('./data/stormrelay.db'),
  ADMIN_TOKEN: accessToken('the whole API').nullable().default(null),
  CI_TOKEN: accessToken('deploys and drills').nullable().default(null),
  LOG_LEVEL: logLevel.default('info'),
  ENVIRONMENTS_PRODUCTION: environmentNames.default([]),
  ENVIRONMENTS_QUIET: environmentNames.default([]),
  SENTRY_SIGNING_SECRETS: secrets('the Client Secret of the Sentry integration (64 characters)').default([]),
  SENTRY_SERVICE_HOOK_SECRET: sharedSecret('the secret of the Sentry service hook').nullable().default(null),
  SENTRY_LEGACY_TOKENS: list.default([]),
  DRILL_SIGNING_SECRET: ownSecret.nullable().default(null),
  DEPLOY_LINK_HOSTS: list.pipe(z.array(linkHost)).default(['github.com']),
  SENTRY_API_URL: baseUrl('https://sentry.example.com/').nullable().default(null),
  SENTRY_ORG: z.string().nullable().default(null),
  SENTRY_AUTH_TOKEN: sharedSecret('the token of the internal integration in Sentry').nullable().default(null),
  SENTRY_RESOLVE: z
    .enum(['true', 'all', 'false'], 'Write true, all or false; docs/configuration.md says what each means.')
    .default('false'),
  SENTRY_TAGS: list.nullable().default(null),
  SERVICE_RUNBOOKS: serviceLinks.default({}),
  SLACK_BOT_TOKEN: text,
  SLACK_CHANNEL: list.default([]),
  SLACK_TEST_CHANNEL: text,
  SLACK_API_URL: text,
  SLACK_SIGNING_SECRET: list.default([]),
  SLACK_APP_TOKEN: text,
  SLACK_RESPONDERS: list.default([]),
  SLACK_BROADCAST: list.default([]),
  PAGERDUTY_ROUTING_KEY: text,
  PAGERDUTY_ROUTING_KEYS_OLD: list.default([]),
  PAGERDUTY_TEST_ROUTING_KEY: text,
  PAGERDUTY_EVENTS_URL: text,
  PAGERDUTY_WEBHOOK_SECRETS: secrets('the secret that PagerDuty showed when the webhook was added').default(
    [],
  ),
  PAGERDUTY_CHANGE_EVENTS: onOrOff.default(true),
  PUBLIC_URL: baseUrl('https://stormrelay.example.com').nullable().default(null),
  PAGERDUTY_API_TOKEN: sharedSecret('a REST API key of PagerDuty').nullable().default(null),
  PAGERDUTY_API_URL: baseUrl('https://api.pagerduty.com').nullable().default(null),
  PAGERDUTY_SERVICE_ID: pagerDutyServiceId.nullable().default(null),
  STORMRELAY_CLOCK: clockScale.default({ speed: 1, epoch: 0 }),
} as const;

/** Name of a variable that the relay reads. */
export type VariableName = keyof typeof variables;

/** Checked values, by name. */
export type Values = { readonly [Name in VariableName]: z.output<(typeof variables)[Name]> };

/** The environment as a process has it. */
export type Environment = Readonly<Record<string, string | undefined>>;
