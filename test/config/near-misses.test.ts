import { describe, expect, it } from 'vitest';
import { nearMisses } from '../../src/config/near-misses.ts';

const meant = (name: string): string | null | undefined => nearMisses({ [name]: 'x' })[0]?.meant;

describe('a near miss', () => {
  it.each([
    ['SLACK_TOKEN', 'SLACK_BOT_TOKEN'],
    ['SLACK_CHANNELS', 'SLACK_CHANNEL'],
    ['SENTRY_SIGNING_SECRET', 'SENTRY_SIGNING_SECRETS'],
    ['SENTRY_CLIENT_SECRET', 'SENTRY_SIGNING_SECRETS'],
    ['PAGERDUTY_ROUTNG_KEY', 'PAGERDUTY_ROUTING_KEY'],
    ['PD_ROUTING_KEY', 'PAGERDUTY_ROUTING_KEY'],
    ['DATABASE_URL', 'STORE_URL'],
    ['ENVIRONMENT_QUIET', 'ENVIRONMENTS_QUIET'],
    ['STORMRELAY_PORTT', null],
    ['STORMRELAY_LOG_LEVEL', 'LOG_LEVEL'],
  ])('%s means %s', (name, variable) => {
    expect(meant(name)).toBe(variable);
  });

  it.each([
    'PATH',
    'HOME',
    'SENTRY_DSN',
    'SENTRY_ENVIRONMENT',
    'constructor',
    '__proto__',
    'STORMRELAY_PORT',
    'STORMRELAY_SERVICE_PORT_HTTP',
  ])('%s is none', (name) => {
    expect(meant(name)).toBeUndefined();
  });

  it('is none when the right variable is set too', () => {
    expect(nearMisses({ SLACK_TOKEN: 'x', SLACK_BOT_TOKEN: 'y' })).toEqual([]);
  });
});
