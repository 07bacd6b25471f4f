import { z } from 'zod';
import { leaf, secretLeaf } from './leaf.ts';
import { duration, listOf, size } from './natives.ts';
import {
  accessToken,
  baseUrl,
  clockScale,
  environmentNames,
  host,
  linkHost,
  logLevel,
  onOrOff,
  port,
  services,
  storePath,
} from './shapes.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const optional = <S extends z.ZodType>(shape: S): z.ZodDefault<z.ZodNullable<S>> =>
  shape.nullable().default(null);

/** The relay itself. */
export const relayLeaves = {
  'listen.host': leaf(
    'HOST',
    host.default('127.0.0.1'),
    'Address to listen on; any other than this machine’s own needs admin_token.',
  ),
  'listen.port': leaf('PORT', port.default(8080), 'Port to listen on; 0 takes any free one.'),
  store: leaf(
    'STORE_URL',
    storePath.default('./data/stormrelay.db'),
    'File in which everything is kept, for example sqlite:./data/stormrelay.db',
  ),
  admin_token: secretLeaf(
    'ADMIN_TOKEN',
    optional(accessToken('the whole API')),
    'Opens the API, /metrics and the live page.',
  ),
  ci_token: secretLeaf(
    'CI_TOKEN',
    optional(accessToken('deploys and drills')),
    'Opens deploys and drills to CI, and nothing else.',
  ),
  log_level: leaf('LOG_LEVEL', logLevel.default('info'), 'How much the log tells.'),
  public_url: leaf(
    'PUBLIC_URL',
    optional(baseUrl('https://stormrelay.example.com')),
    'Address at which people reach this relay’s page.',
  ),
  'heartbeat.url': secretLeaf(
    'HEARTBEAT_URL',
    optional(baseUrl('https://hc-ping.com/<uuid>')),
    'Address of a dead man’s switch that is told while the whole pipeline works.',
  ),
  'heartbeat.every': leaf(
    'HEARTBEAT_EVERY',
    duration({ from: 10_000, to: 3_600_000, advice: 'Write a time from 10s to 1h, for example 1m.' }).default(
      60_000,
    ),
    'How often it is told.',
  ),
  'heartbeat.allow_private': leaf(
    'HEARTBEAT_ALLOW_PRIVATE',
    onOrOff.default(false),
    'Whether it may be on this machine or in its own network.',
  ),
  'canary.every': leaf(
    'CANARY_EVERY',
    z.preprocess(
      (said) => (said === 'off' || said === false ? null : said),
      duration({ from: 5 * minute, to: day, advice: 'Write a time from 5m to 24h, for example 1h, or off.' })
        .nullable()
        .default(null),
    ),
    'How often the relay sends a drill through itself.',
  ),
  'canary.service': leaf(
    'CANARY_SERVICE',
    z
      .string()
      .regex(/^[\w.-]{1,100}$/, 'Write a name of letters, digits, - . and _, for example canary.')
      .default('canary'),
    'Service that its alerts are of.',
  ),
  'retention.max_age': leaf(
    null,
    duration({
      from: day,
      to: 3_650 * day,
      advice: 'Write a time from 1d to 3650d, for example 14d.',
    }).default(14 * day),
    'How long bodies of webhooks are kept once they are applied.',
  ),
  'retention.max_size': leaf(
    null,
    size('Write a size, for example 512MiB or 2GiB.').default(2 * 1024 ** 3),
    'How much of them is kept at most.',
  ),
  'environments.production': leaf(
    'ENVIRONMENTS_PRODUCTION',
    environmentNames.default([]),
    'Names of environments that page, whatever their words say; a * may stand at the end.',
  ),
  'environments.quiet': leaf(
    'ENVIRONMENTS_QUIET',
    environmentNames.default([]),
    'Names of environments that never page; a * may stand at the end.',
  ),
  services: leaf(
    'SERVICE_RUNBOOKS',
    services.default({}),
    'Who owns each service, and where to read what to do; * stands for all others.',
  ),
  'deploys.link_hosts': leaf(
    'DEPLOY_LINK_HOSTS',
    listOf(z.array(linkHost)).default(['github.com']),
    'Hosts that the links of deploys may lead to.',
  ),
  clock: {
    ...leaf('STORMRELAY_CLOCK', clockScale.default({ speed: 1, epoch: 0 }), 'For simulations.'),
    inFile: false,
  },
} as const;
