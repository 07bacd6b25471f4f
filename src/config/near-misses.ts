import { nearWord } from '../domain/text/near-word.ts';
import { isSet, type Environment } from './document/variable.ts';
import { fileVariables, variableNames, type VariableName } from './schema/leaves.ts';

/** Names that other tools or a hurried hand use for ours. */
const aliases: Readonly<Record<string, VariableName>> = {
  SLACK_TOKEN: 'SLACK_BOT_TOKEN',
  SLACK_API_TOKEN: 'SLACK_BOT_TOKEN',
  SLACK_BOT_USER_TOKEN: 'SLACK_BOT_TOKEN',
  SLACK_WEBHOOK_URL: 'SLACK_BOT_TOKEN',
  SLACK_APP_LEVEL_TOKEN: 'SLACK_APP_TOKEN',
  SLACK_SOCKET_TOKEN: 'SLACK_APP_TOKEN',
  SLACK_CHANNEL_ID: 'SLACK_CHANNEL',
  SENTRY_SECRET: 'SENTRY_SIGNING_SECRETS',
  SENTRY_CLIENT_SECRET: 'SENTRY_SIGNING_SECRETS',
  SENTRY_WEBHOOK_SECRET: 'SENTRY_SIGNING_SECRETS',
  SENTRY_URL: 'SENTRY_API_URL',
  SENTRY_TOKEN: 'SENTRY_AUTH_TOKEN',
  SENTRY_API_TOKEN: 'SENTRY_AUTH_TOKEN',
  SENTRY_ORGANIZATION: 'SENTRY_ORG',
  SENTRY_ORG_SLUG: 'SENTRY_ORG',
  PAGERDUTY_KEY: 'PAGERDUTY_ROUTING_KEY',
  PAGERDUTY_INTEGRATION_KEY: 'PAGERDUTY_ROUTING_KEY',
  PAGERDUTY_SERVICE_KEY: 'PAGERDUTY_ROUTING_KEY',
  PD_ROUTING_KEY: 'PAGERDUTY_ROUTING_KEY',
  PAGERDUTY_TOKEN: 'PAGERDUTY_API_TOKEN',
  PAGERDUTY_API_KEY: 'PAGERDUTY_API_TOKEN',
  DATABASE_URL: 'STORE_URL',
  STORMRELAY_CONFIG_FILE: 'STORMRELAY_CONFIG',
  STORMRELAY_TOKEN: 'ADMIN_TOKEN',
};

const ownPrefix = 'STORMRELAY_';
const families = /^(STORMRELAY|SENTRY|SLACK|PAGERDUTY|PD|ENVIRONMENTS?)_/i;
/** Every variable of these is told of: one that is misspelled beyond recognition is missed as much as another. */
const vendors = /^(SENTRY|SLACK|PAGERDUTY)_/i;
/** Kubernetes gives every pod such variables for a Service that is called stormrelay. */
const serviceLink = /^STORMRELAY_(.*_)?(PORT|SERVICE)(_.*)?$/;

/** A variable that is set but not read, and the one that was probably meant. */
interface NearMiss {
  readonly name: string;
  readonly meant: VariableName | null;
}

/**
 * Variables that look like ours and are not, where the one meant is not set.
 * @param referred Those that the configuration file refers to.
 */
export function nearMisses(environment: Environment, referred: readonly string[] = []): readonly NearMiss[] {
  return strangers(environment, referred).filter(({ name, meant }) =>
    meant === null ? name.startsWith(ownPrefix) : !isSet(environment, meant),
  );
}

/**
 * What is said of variables of the three vendors that are set, not read, and no near miss. Other programs read such
 * names too (`SENTRY_DSN` is every SDK's), so it is one line for all of them; null when there are none.
 */
export function unreadLine(environment: Environment, referred: readonly string[] = []): string | null {
  const missed = new Set(nearMisses(environment, referred).map(({ name }) => name));
  const names = strangers(environment, referred)
    .filter(({ name }) => vendors.test(name) && !missed.has(name))
    .map(({ name, meant }) => (meant === null ? name : `${name} (${meant} is, and is set)`));
  if (names.length === 0) return null;
  const told = names.slice(0, unreadTold);
  const more = names.length > told.length ? ` and ${names.length - told.length} more` : '';
  return `${told.join(', ')}${more}: Set, but the relay reads no such ${names.length === 1 ? 'variable' : 'variables'}. If they are another program's, all is well; else docs/configuration.md has the names.`;
}

const unreadTold = 12;

function strangers(environment: Environment, referred: readonly string[]): readonly NearMiss[] {
  return Object.keys(environment)
    .filter((name) => !referred.includes(name))
    .filter((name) => isSet(environment, name) && !isRead(name, environment) && !serviceLink.test(name))
    .map((name) => ({ name, meant: meantBy(name) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One line about a near miss. */
export function nearMissLine({ name, meant }: NearMiss): string {
  return meant === null
    ? `${name}: The relay knows no such variable. Remove it; docs/configuration.md has the names.`
    : `${name}: This variable is not read. Did you mean ${meant}, which is not set?`;
}

function meantBy(name: string): VariableName | null {
  const alias = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
  if (alias !== undefined) return alias;
  const names = variableNames();
  const upper = name.toUpperCase();
  if (families.test(name) && isVariableName(upper)) return upper;
  if (name.startsWith(ownPrefix)) {
    const bare = names.find((candidate) => candidate === name.slice(ownPrefix.length));
    if (bare !== undefined) return bare;
  }
  if (!families.test(name)) return null;
  return nearWord(upper, names);
}

/** One that names a secret's file is not read where the secret itself is set. */
function isRead(name: string, environment: Environment): boolean {
  if (isVariableName(name)) return true;
  return fileVariables().includes(name) && !isSet(environment, name.replace(/_FILE$/, ''));
}

function isVariableName(name: string): name is VariableName {
  return variableNames().some((known) => known === name);
}
