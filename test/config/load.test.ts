import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { describeSettings } from '../../src/config/describe.ts';
import { loadSettings, type Loaded } from '../../src/config/load.ts';
import { compilePolicy } from '../../src/config/policy.ts';
import { secretsOf } from '../../src/config/secrets.ts';
import { environmentClass } from '../../src/domain/environment/environment.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { readEnvFile, type EnvFile } from './env-file.ts';

const folder = new URL('../../fixtures/config/', import.meta.url);
const fixture = (path: string): EnvFile => readEnvFile(new URL(path, folder));
const names = (kind: string): string[] =>
  readdirSync(new URL(kind, folder)).filter((name) => name.endsWith('.env'));
const load = (name: string): Loaded => loadSettings(fixture(`valid/${name}.env`).environment);

function problemsOf(environment: EnvFile['environment']): readonly string[] {
  try {
    loadSettings(environment);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).problems;
  }
}

describe('a wrong environment', () => {
  it.each(names('invalid'))('%s gets its lines, all at once', (name) => {
    const { environment, expected } = fixture(`invalid/${name}`);
    expect(expected.length).toBeGreaterThan(0);
    expect(problemsOf(environment)).toEqual(expected);
  });

  it.each(names('invalid'))('%s never has a secret repeated', (name) => {
    const { environment } = fixture(`invalid/${name}`);
    const text = problemsOf(environment).join('\n');
    for (const [variable, value] of Object.entries(environment)) {
      if (/TOKEN|SECRET|KEY/.test(variable)) expect(text).not.toContain(value);
    }
  });
});

describe('a right environment', () => {
  it.each(names('valid'))('%s loads, with its hints', (name) => {
    const { environment, expected } = fixture(`valid/${name}`);
    expect(loadSettings(environment).hints.map((hint) => `hint: ${hint}`)).toEqual(expected);
  });

  it("asks PagerDuty's REST API in the region of its events", () => {
    const minimal = fixture('valid/all-environments-quiet.env').environment;
    const rest = (more: Record<string, string>): unknown =>
      loadSettings({ ...minimal, PAGERDUTY_API_TOKEN: 'u+a1b2c3d4', ...more }).settings.pagerdutyRest;
    expect(rest({})).toMatchObject({ apiUrl: 'https://api.pagerduty.com', service: null });
    expect(
      rest({ PAGERDUTY_EVENTS_URL: 'https://events.eu.pagerduty.com/', PAGERDUTY_SERVICE_ID: 'PA1B2C3' }),
    ).toMatchObject({ apiUrl: 'https://api.eu.pagerduty.com', service: 'PA1B2C3' });
    expect(rest({ PAGERDUTY_API_URL: 'http://127.0.0.1:9' })).toMatchObject({ apiUrl: 'http://127.0.0.1:9' });
    const refused =
      (variables: Record<string, string>): unknown =>
      () =>
        loadSettings({ ...minimal, ...variables });
    expect(refused({ PAGERDUTY_SERVICE_ID: 'PA1B2C3' })).toThrow(
      /PAGERDUTY_SERVICE_ID: Set, but PAGERDUTY_API_TOKEN/,
    );
    expect(refused({ PAGERDUTY_API_TOKEN: 'u+a1b2c3d4', PAGERDUTY_SERVICE_ID: 'checkout' })).toThrow(
      /last part of the address/,
    );
  });

  it('makes channels for storms only where that is turned on', () => {
    const { environment } = fixture('valid/all-environments-quiet.env');
    const slack = { ...environment, SLACK_BOT_TOKEN: 'xoxb-1-2-abc', SLACK_CHANNEL: 'C0123ABCD' };
    const policyOf = (more: Record<string, string>) =>
      compilePolicy(loadSettings({ ...slack, ...more }).settings);
    expect(policyOf({}).rooms).toBeUndefined();
    expect(policyOf({ SLACK_STORM_CHANNELS: 'true' })).toMatchObject({
      rooms: { when: 'storms', prefix: 'inc-' },
      receivers: expect.arrayContaining([expect.objectContaining({ kind: 'rooms' })]) as unknown,
    });
    expect(policyOf({ SLACK_STORM_CHANNELS: 'ask', SLACK_STORM_CHANNEL_PREFIX: 'war-' }).rooms).toEqual({
      when: 'asked',
      prefix: 'war-',
    });
    expect(() => loadSettings({ ...slack, SLACK_STORM_CHANNEL_PREFIX: 'War Room' })).toThrow(
      /lowercase letters/,
    );
  });

  it('writes notes at PagerDuty only where it has everything for that', () => {
    const { environment } = fixture('valid/all-environments-quiet.env');
    const paging = { ...environment, PAGERDUTY_ROUTING_KEY: 'R0123456789abcdef0123456789abcde' };
    const noting = { PAGERDUTY_API_TOKEN: 'u+a1b2c3d4', PAGERDUTY_FROM: 'relay@example.com' };
    const kinds = (more: Record<string, string>): unknown =>
      compilePolicy(loadSettings({ ...paging, ...more }).settings).receivers.map(({ kind }) => kind);
    expect(kinds(noting)).toContain('notes');
    expect(kinds({ PAGERDUTY_API_TOKEN: 'u+a1b2c3d4' })).not.toContain('notes');
    expect(() => loadSettings({ ...paging, PAGERDUTY_FROM: 'relay@example.com' })).toThrow(
      /PAGERDUTY_FROM: Set, but PAGERDUTY_API_TOKEN/,
    );
    expect(() => loadSettings({ ...paging, ...noting, PAGERDUTY_FROM: 'Robin' })).toThrow(
      /one e-mail address/,
    );
  });

  it('tells a program that has an address and a secret, and knows it by its host alone', () => {
    const { settings } = load('webhook-alone');
    expect(settings.webhook).toMatchObject({ allowPrivate: false, limits: { perMinute: 600 } });
    expect(compilePolicy(settings).receivers).toMatchObject([
      { kind: 'hook', id: expect.stringMatching(/^webhook\/audit\.example\.com-/) as string },
    ]);
    expect(secretsOf(settings)).toContain(settings.webhook?.secrets[0]);
    const url = 'https://hooks.example.com/services/T0123/B4567/a-token-of-its-own';
    const tokened = { ...settings, webhook: { ...settings.webhook!, url } };
    const told = describeSettings(tokened).map(({ value }) => value);
    expect(told.join('\n')).not.toContain('a-token-of-its-own');
    expect(secretsOf(tokened)).toContain('/services/T0123/B4567/a-token-of-its-own');
  });

  it('has defaults that are safe', () => {
    const { settings } = load('everything-small');
    expect(settings).toMatchObject({
      listen: { host: '127.0.0.1', port: 8080 },
      storePath: './data/stormrelay.db',
      adminToken: null,
      logLevel: 'info',
      clock: { speed: 1, epoch: 0 },
      slack: { apiUrl: 'https://slack.com/api/' },
      pagerduty: { eventsUrl: 'https://events.pagerduty.com' },
    });
  });

  it('may name several channels and secrets, the newest first', () => {
    const { settings } = load('two-channels-two-secrets');
    expect(settings.slack?.channels).toEqual(['C0ABCDEFG', 'C0HIJKLMN']);
    expect(settings.sentry.signingSecrets).toEqual(['a-new-client-secret-0001', 'an-old-client-secret-0002']);
    expect(settings.sentry.linkHosts).toEqual(['sentry.example.com']);
    expect(settings).toMatchObject({
      listen: { host: '0.0.0.0', port: 9090 },
      storePath: '/var/lib/stormrelay/relay.db',
    });
    expect(settings.pagerduty).toBeNull();
  });

  it('may have everything of drills apart from what is real', () => {
    const { settings } = load('drills');
    expect(settings).toMatchObject({
      ciToken: 'a-token-for-the-ci-alone',
      slack: { channels: ['C0ABCDEFG'], testChannel: 'C0DRILLS1' },
      pagerduty: { routingKey: 'abcdef0123456789abcdef0123456789' },
      pagerdutyTest: { routingKey: '9876543210fedcba9876543210fedcba' },
      deployLinkHosts: ['github.com', 'git.example.com:8443'],
    });
    expect(settings.sentry.drillSecret).not.toBeNull();
  });

  it('has no drills unless they are set up, and links of deploys lead to GitHub alone', () => {
    const { settings } = load('everything-small');
    expect(settings).toMatchObject({
      ciToken: null,
      slack: { testChannel: null },
      pagerdutyTest: null,
      deployLinkHosts: ['github.com'],
    });
    expect(settings.sentry.drillSecret).toBeNull();
  });

  it('may run a simulation against fakes on this machine', () => {
    expect(load('simulation').settings.clock).toEqual({ speed: 6, epoch: 1_767_225_600_000 });
  });

  it('treats an empty variable as not set', () => {
    const { environment } = fixture('valid/pagerduty-alone.env');
    const { settings } = loadSettings({ ...environment, SLACK_BOT_TOKEN: '', SLACK_CHANNEL: '  ', PORT: '' });
    expect(settings.slack).toBeNull();
    expect(settings.listen.port).toBe(8080);
  });
});

describe('the policy', () => {
  it('has the default numbers and a receiver a channel and routing key', () => {
    const policy = compilePolicy(load('everything-small').settings);
    expect(policy.storm).toEqual(defaultPolicy.storm);
    expect(policy.receivers).toMatchObject([
      { id: 'slack/C0ABCDEFG', kind: 'chat', lane: 'slack:C0ABCDEFG' },
      { id: expect.stringMatching(/^pagerduty\/[0-9a-f]{8}$/) as string, kind: 'pager' },
    ]);
    expect(JSON.stringify(policy)).not.toContain('abcdef0123456789');
  });

  it("takes the operator's environments over, which decide before any rule about names", () => {
    const { environments } = compilePolicy(load('environments').settings);
    expect(environments).toEqual({ production: ['Storefront', 'eu-*'], quiet: ['eu-lab', 'prod-mirror'] });
    expect(environmentClass('prod-mirror', environments)).toBe('non-production');
    expect(compilePolicy(load('everything-small').settings).environments).toEqual({
      production: [],
      quiet: [],
    });
  });

  it('shows every incident in every channel', () => {
    const ids = compilePolicy(load('two-channels-two-secrets').settings).receivers.map(({ id }) => id);
    expect(ids).toEqual(['slack/C0ABCDEFG', 'slack/C0HIJKLMN']);
  });
});

describe('the description', () => {
  it.each(names('valid'))('%s is told without a secret', (name) => {
    const { environment } = fixture(`valid/${name}`);
    const text = JSON.stringify(describeSettings(loadSettings(environment).settings));
    for (const [variable, value] of Object.entries(environment)) {
      if (!/TOKEN|SECRET|KEY/.test(variable)) continue;
      for (const secret of value.split(',')) expect(text).not.toContain(secret.trim());
    }
  });

  it('says what a person wants to check', () => {
    const lines = Object.fromEntries(
      describeSettings(load('two-channels-two-secrets').settings).map(({ name, value }) => [name, value]),
    );
    expect(lines).toMatchObject({
      'listens on': 'http://0.0.0.0:9090',
      'API and page': 'ask for ADMIN_TOKEN',
      'Sentry signing secrets': 'secret-1 (24 characters), secret-2 (25 characters)',
      Slack: 'C0ABCDEFG, C0HIJKLMN at https://slack.com/api/',
      PagerDuty: 'not used',
    });
  });

  it.each([
    [
      'environments',
      'always production: Storefront, eu-*; never page: eu-lab, prod-mirror; all others judged by their names',
    ],
    ['all-environments-quiet', 'never page: *; all others judged by their names'],
    ['everything-small', 'judged by their names'],
  ])('says of %s which environments page', (name, told) => {
    const lines = new Map(describeSettings(load(name).settings).map(({ name: of, value }) => [of, value]));
    expect(lines.get('environments')).toBe(told);
  });

  it.each([
    ['drills', 'shown in C0DRILLS1, page the test routing key', /^CI_TOKEN opens/],
    ['drills-page-on-call', 'not shown, page THE REAL ON-CALL', /no CI_TOKEN/],
    ['drills-without-ci-token', 'shown in C0ABCDEFG, marked as drills, page nobody', /no CI_TOKEN/],
    ['everything-small', 'none (no DRILL_SIGNING_SECRET)', /no CI_TOKEN/],
  ])('says of %s where drills go', (name, drills, ci) => {
    const lines = new Map(describeSettings(load(name).settings).map(({ name: of, value }) => [of, value]));
    expect(lines.get('drills')).toBe(drills);
    expect(lines.get('CI')).toMatch(ci);
  });
});
