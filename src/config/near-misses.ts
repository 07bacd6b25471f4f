import type { Environment, VariableName } from './variables.ts';
import { variables } from './variables.ts';

/** Names that other tools or a hurried hand use for ours. */
const aliases: Readonly<Record<string, VariableName>> = {
  SLACK_TOKEN: 'SLACK_BOT_TOKEN',
  SLACK_API_TOKEN: 'SLACK_BOT_TOKEN',
  SLACK_BOT_USER_TOKEN: 'SLACK_BOT_TOKEN',
  SLACK_WEBHOOK_URL: 'SLACK_BOT_TOKEN',
  SLACK_CHANNEL_ID: 'SLACK_CHANNEL',
  SENTRY_SECRET: 'SENTRY_SIGNING_SECRETS',
  SENTRY_CLIENT_SECRET: 'SENTRY_SIGNING_SECRETS',
  SENTRY_WEBHOOK_SECRET: 'SENTRY_SIGNING_SECRETS',
  SENTRY_TOKEN: 'SENTRY_AUTH_TOKEN',
  SENTRY_URL: 'SENTRY_API_URL',
  PAGERDUTY_KEY: 'PAGERDUTY_ROUTING_KEY',
  PAGERDUTY_INTEGRATION_KEY: 'PAGERDUTY_ROUTING_KEY',
  PAGERDUTY_SERVICE_KEY: 'PAGERDUTY_ROUTING_KEY',
  PD_ROUTING_KEY: 'PAGERDUTY_ROUTING_KEY',
  PAGERDUTY_TOKEN: 'PAGERDUTY_API_TOKEN',
  DATABASE_URL: 'STORE_URL',
  STORMRELAY_TOKEN: 'ADMIN_TOKEN',
};

const ownPrefix = 'STORMRELAY_';
const families = /^(STORMRELAY|SENTRY|SLACK|PAGERDUTY|PD|ENVIRONMENTS?)_/;
/** Kubernetes gives every pod such variables for a Service that is called stormrelay. */
const serviceLink = /^STORMRELAY_(.*_)?(PORT|SERVICE)(_.*)?$/;

/** A variable that is set but not read, and the one that was probably meant. */
export interface NearMiss {
  readonly name: string;
  readonly meant: VariableName | null;
}

/** Variables that look like ours and are not, where the one meant is not set. */
export function nearMisses(environment: Environment): readonly NearMiss[] {
  return Object.keys(environment)
    .filter((name) => isSet(environment, name) && !isVariableName(name) && !serviceLink.test(name))
    .map((name) => ({ name, meant: meantBy(name) }))
    .filter(({ name, meant }) => (meant === null ? name.startsWith(ownPrefix) : !isSet(environment, meant)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One line about a near miss. */
export function nearMissLine({ name, meant }: NearMiss): string {
  if (name === 'STORMRELAY_CONFIG') {
    return 'STORMRELAY_CONFIG: This version reads no configuration file. Set the variables of the README instead.';
  }
  return meant === null
    ? `${name}: The relay knows no such variable. Remove it, or see the README for the names.`
    : `${name}: This variable is not read. Did you mean ${meant}, which is not set?`;
}

/** True when the variable has more than blanks in it. */
export function isSet(environment: Environment, name: string): boolean {
  return (environment[name] ?? '').trim() !== '';
}

function meantBy(name: string): VariableName | null {
  const alias = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
  if (alias !== undefined) return alias;
  const names = variableNames();
  if (name.startsWith(ownPrefix)) {
    const bare = names.find((candidate) => candidate === name.slice(ownPrefix.length));
    if (bare !== undefined) return bare;
  }
  if (!families.test(name)) return null;
  return names.find((candidate) => distance(candidate, name) <= 2) ?? null;
}

/** The names, in the order in which the README explains them. */
export function variableNames(): readonly VariableName[] {
  return Object.keys(variables).filter(isVariableName);
}

function isVariableName(name: string): name is VariableName {
  return Object.hasOwn(variables, name);
}

/** Levenshtein's distance: how many letters have to be typed, struck or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
