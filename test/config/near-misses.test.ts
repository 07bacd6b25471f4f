import { describe, expect, it } from 'vitest';
import { nearMisses, unreadLine } from '../../src/config/near-misses.ts';

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
    'SLACK_SIGNING_SECRET',
    'SENTRY_AUTH_TOKEN',
    'PAGERDUTY_WEBHOOK_SECRETS',
  ])('%s is none', (name) => {
    expect(meant(name)).toBeUndefined();
  });

  it('is none when the right variable is set too', () => {
    expect(nearMisses({ SLACK_TOKEN: 'x', SLACK_BOT_TOKEN: 'y' })).toEqual([]);
  });

  it.each([
    ['SLACK_CHANEL', 'SLACK_CHANNEL'],
    ['SENTRY_SIGNING_SECRET', 'SENTRY_SIGNING_SECRETS'],
    ['SENTRY_SIGING_SECRETS', 'SENTRY_SIGNING_SECRETS'],
    ['PAGERDUTY_EVENT_URL', 'PAGERDUTY_EVENTS_URL'],
    ['PAGERDUTY_API_KEY', 'PAGERDUTY_API_TOKEN'],
    ['Slack_Bot_Token', 'SLACK_BOT_TOKEN'],
    ['sentry_org', 'SENTRY_ORG'],
    ['SENTRY_ORG_SLUG', 'SENTRY_ORG'],
  ])('%s names the nearest known name, %s', (name, variable) => {
    expect(meant(name)).toBe(variable);
  });
});

describe('every variable of a vendor that is set and not read', () => {
  it.each(['SENTRY_DSN', 'SLACK_BOT_ID', 'SENTRY_TRACES_SAMPLE_RATE', 'PAGERDUTY_SUBDOMAIN', 'slack_team'])(
    '%s is warned of, without its value',
    (name) => {
      const line = unreadLine({ [name]: 'hunter2' });
      expect(line).toMatch(new RegExp(`^${name}: Set, but the relay reads no such variable`));
      expect(line).not.toContain('hunter2');
    },
  );

  it('is told of in one line with the others', () => {
    const many = Object.fromEntries(Array.from({ length: 14 }, (_, n) => [`SENTRY_X${n + 10}`, 'x']));
    expect(unreadLine({ SLACK_BOT_ID: 'B1', SENTRY_DSN: 'x' })).toMatch(/^SENTRY_DSN, SLACK_BOT_ID: /);
    expect(unreadLine(many)).toMatch(/SENTRY_X21 and 2 more: /);
  });

  it('names the right one when that is set beside it', () => {
    expect(unreadLine({ SLACK_TOKEN: 'x', SLACK_BOT_TOKEN: 'y' })).toMatch(
      /^SLACK_TOKEN \(SLACK_BOT_TOKEN is, and is set\): /,
    );
  });

  it('is silent of what is read, of near misses, which have a line of their own, and of everybody else', () => {
    expect(unreadLine({ SLACK_CHANNEL: 'C1', SLACK_CHANEL: 'C1', PATH: '/bin', SLACK_EMPTY: ' ' })).toMatch(
      /^SLACK_CHANEL \(SLACK_CHANNEL is, and is set\): /,
    );
    expect(unreadLine({ SLACK_CHANEL: 'C1', PATH: '/bin', SLACK_EMPTY: ' ', STORMRELAY_X: 'x' })).toBeNull();
  });
});
