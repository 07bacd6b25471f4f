import { restUrlFor } from '../integrations/pagerduty/config.ts';
import { ConfigError } from './config-error.ts';
import { edgeSettings, type EdgeSettings } from './edge-settings.ts';
import { isSet, nearMisses, nearMissLine, unreadLine, variableNames } from './near-misses.ts';
import { listPlace } from './problem-lines.ts';
import type { Settings } from './settings.ts';
import { hintsOf } from './hints.ts';
import { variables, type Environment, type Values } from './variables.ts';
import { wholeProblems } from './whole-checks.ts';

/** Settings, and what is odd about the environment without being wrong. */
export interface Loaded {
  readonly settings: Settings;
  /** One line each, for example a variable that is not read. */
  readonly hints: readonly string[];
}

const day = 24 * 60 * 60_000;
const retention = { maxAgeMs: 14 * day, maxBytes: 2 * 1024 ** 3 };

/**
 * Reads the settings out of an environment.
 * @throws ConfigError with all mistakes at once, one line each.
 */
export function loadSettings(environment: Environment): Loaded {
  const strays = nearMisses(environment);
  const ownStrays = strays.filter((stray) => stray.name.startsWith('STORMRELAY_'));
  const { values, problems } = readValues(environment);
  const edges = edgeSettings(environment, values);
  const mistakes = [
    ...problems,
    ...edges.problems,
    ...wholeProblems({ environment, values }),
    ...ownStrays.map(nearMissLine),
  ];
  const settings = settingsOf(values, edges);
  const unread = [unreadLine(environment)].filter((line) => line !== null);
  if (mistakes.length === 0 && settings !== null)
    return { settings, hints: [...strays.map(nearMissLine), ...unread, ...hintsOf(settings)] };
  const others = strays.filter((stray) => !ownStrays.includes(stray));
  throw new ConfigError([...mistakes, ...others.map(nearMissLine), ...unread]);
}

/**
 * Where the store is, whatever else the environment says: a backup needs no token.
 * @throws ConfigError when STORE_URL names no file.
 */
export function loadStorePath(environment: Environment): string {
  const { values, problems } = readValues(environment);
  if (values.STORE_URL !== undefined) return values.STORE_URL;
  throw new ConfigError(problems.filter((problem) => problem.startsWith('STORE_URL')));
}

interface ReadValues {
  readonly values: Partial<Values>;
  readonly problems: readonly string[];
}

function readValues(environment: Environment): ReadValues {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const name of variableNames()) {
    const value = isSet(environment, name) ? (environment[name] ?? '').trim() : undefined;
    if (value !== undefined && /^(["']).*\1$/s.test(value)) {
      problems.push(
        `${name}: The value stands in quotes, and they count as part of it here. Write it without them.`,
      );
      continue;
    }
    const parsed = variables[name].safeParse(value);
    if (parsed.success) values[name] = parsed.data;
    else
      problems.push(
        ...parsed.error.issues.map((issue) => `${name}${listPlace(issue.path)}: ${issue.message}`),
      );
  }
  return { values, problems };
}

function isComplete(values: Partial<Values>): values is Values {
  return variableNames().every((name) => values[name] !== undefined);
}

const resolves = { true: 'here', all: 'everywhere', false: null } as const;

/** The organization is the one whose issues may be asked about; whole-checks.ts asks for it. */
function sentryApiOf(
  { SENTRY_AUTH_TOKEN: token, SENTRY_API_URL: url }: Values,
  org: string | null,
): Settings['sentryApi'] {
  return token === null || org === null ? null : { apiUrl: url ?? 'https://sentry.io', org, token };
}

function settingsOf(values: Partial<Values>, edges: EdgeSettings): Settings | null {
  if (!isComplete(values) || edges.sentry === null) return null;
  return {
    listen: { host: values.HOST, port: values.PORT },
    publicUrl: values.PUBLIC_URL,
    storePath: values.STORE_URL,
    adminToken: values.ADMIN_TOKEN,
    ciToken: values.CI_TOKEN,
    logLevel: values.LOG_LEVEL,
    clock: values.STORMRELAY_CLOCK,
    environments: { production: values.ENVIRONMENTS_PRODUCTION, quiet: values.ENVIRONMENTS_QUIET },
    sentry: edges.sentry,
    sentryApi: sentryApiOf(values, edges.sentry.org),
    resolveInSentry: resolves[values.SENTRY_RESOLVE],
    runbooks: values.SERVICE_RUNBOOKS,
    slack: edges.slack,
    pagerduty: edges.pagerduty,
    pagerdutyWebhookSecrets: values.PAGERDUTY_WEBHOOK_SECRETS,
    pagerdutyRest:
      values.PAGERDUTY_API_TOKEN === null
        ? null
        : {
            apiUrl: values.PAGERDUTY_API_URL ?? restUrlFor(values.PAGERDUTY_EVENTS_URL),
            token: values.PAGERDUTY_API_TOKEN,
            service: values.PAGERDUTY_SERVICE_ID,
          },
    pagerdutyChanges: values.PAGERDUTY_CHANGE_EVENTS,
    pagerdutyTest: edges.pagerdutyTest,
    pagerdutyOld: edges.pagerdutyOld,
    deployLinkHosts: values.DEPLOY_LINK_HOSTS,
    retention,
  };
}
