import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { describeSettings } from '../../src/config/describe.ts';
import { loadRules, loadSettings, loadStorePath } from '../../src/config/load.ts';
import { compilePolicy } from '../../src/config/policy.ts';
import type { Settings } from '../../src/config/settings.ts';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { policyDelivery, readPolicy, samePolicy } from '../../src/ingest/policy-entry.ts';
import { readYamlFixture, type YamlFixture } from './yaml-fixture.ts';

const folder = new URL('../../fixtures/config/', import.meta.url);
const names = (kind: string): string[] =>
  readdirSync(new URL(kind, folder)).filter((name) => name.endsWith('.yaml'));
const fixture = (path: string): YamlFixture => readYamlFixture(new URL(path, folder));
const settingsOf = (name: string): Settings =>
  loadSettings(fixture(`valid/${name}.yaml`).environment).settings;

/** Loads a text as if it lay in a file of that name. */
function loadText(
  text: string,
  environment: Record<string, string> = {},
  others: Record<string, string> = {},
): ReturnType<typeof loadSettings> {
  const files: Record<string, string> = { 'etc/relay.yaml': text, ...others };
  return loadSettings({ ...environment, STORMRELAY_CONFIG: 'etc/relay.yaml' }, (file) => {
    const found = files[file];
    if (found === undefined) throw Object.assign(new Error('none'), { code: 'ENOENT' });
    return found;
  });
}

function problemsOf(load: () => unknown): readonly string[] {
  try {
    load();
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).problems;
  }
}

const secrets = [
  'a-whole-client-secret-0001',
  'xoxb-100200300-our-own-token',
  'xoxp-1-2-3',
  'abcdef0123456789abcdef0123456789',
  'one-secret-for-everything',
  'one-token-for-everything',
  '1234567890',
];

describe('a wrong file', () => {
  it('is wrong in more than thirty ways here', () => {
    expect(names('invalid').length).toBeGreaterThan(30);
  });

  it.each(names('invalid'))('%s gets its lines, each with line, column and what to write', (name) => {
    const { environment, expected, shown } = fixture(`invalid/${name}`);
    const problems = problemsOf(() => loadSettings(environment));
    expect(problems.map(shown)).toEqual(expected);
    expect(expected.some((line) => /^stormrelay\.yaml:\d+:\d+: /.test(line))).toBe(true);
  });

  it.each(names('invalid'))('%s never has a secret repeated', (name) => {
    const text = problemsOf(() => loadSettings(fixture(`invalid/${name}`).environment)).join('\n');
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it('that opens a thousand brackets is not worth parsing, and says where', () => {
    expect(problemsOf(() => loadText(`sentry:\n  signing_secrets: ${'[{'.repeat(50_000)}`))).toEqual([
      'etc/relay.yaml:2:1020: More than 1000 brackets are open here. Close those above.',
    ]);
  });

  it('that is not there is said so, and nothing else is', () => {
    expect(problemsOf(() => loadSettings({ STORMRELAY_CONFIG: './none.yaml' }))).toEqual([
      './none.yaml:1:1: The configuration file cannot be read (ENOENT). --config or STORMRELAY_CONFIG names it.',
    ]);
  });
});

describe('a right file', () => {
  it.each(names('valid'))('%s loads, with its hints', (name) => {
    const { environment, expected, shown } = fixture(`valid/${name}`);
    expect(loadSettings(environment).hints.map((hint) => `hint: ${shown(hint)}`)).toEqual(expected);
  });

  it('hints at maintenance that is over by then, and else not', () => {
    const { environment } = fixture('valid/maintenance.yaml');
    const hintsAt = (at: string): readonly string[] =>
      loadSettings(environment, undefined, Date.parse(at)).hints;
    expect(hintsAt('2027-01-31T00:59:59Z').filter((hint) => hint.includes('is over'))).toEqual([]);
    expect(hintsAt('2027-01-31T01:00:00Z').filter((hint) => hint.includes('is over'))).toEqual([
      expect.stringMatching(
        /:9:12: maintenance\[0\]\.until: ledger-move is over since 2027-01-31 01:00 UTC, and keeps nothing quiet/,
      ),
    ]);
  });

  it.each(names('valid'))('%s means the same policy when it is read back from the inbox', (name) => {
    const policy = compilePolicy(loadSettings(fixture(`valid/${name}`).environment).settings);
    const stored = readPolicy(policyDelivery(policy, 'policy:1').body);
    expect(samePolicy(stored, policy)).toBe(true);
  });

  it('says everything that the environment can say', () => {
    expect(settingsOf('whole')).toMatchObject({
      listen: { host: '0.0.0.0', port: 9090 },
      publicUrl: 'https://relay.example.com',
      storePath: '/var/lib/stormrelay/relay.db',
      adminToken: 'a-token-for-the-operators',
      logLevel: 'warn',
      retention: { maxAgeMs: 30 * 86_400_000, maxBytes: 4 * 1024 ** 3 },
      sentry: {
        signingSecrets: ['a-new-client-secret-0001', 'an-old-client-secret-0002'],
        linkHosts: ['sentry.example.com'],
        org: 'acme',
        tags: ['release', 'region'],
      },
      slack: {
        token: 'xoxb-100200300-out-of-a-file',
        channels: ['C0ABCDEFG', 'C0HIJKLMN'],
        broadcast: ['pages', 'ends'],
      },
      pagerduty: { routingKey: 'abcdef0123456789abcdef0123456789' },
      pagerdutyChanges: false,
      environments: { production: ['prod', 'live', 'eu-*'], quiet: ['stg', 'pr-*'] },
    });
  });

  it('sets the numbers that the brain decides by, and leaves the others as they are', () => {
    const { storm, paging, resolve, runbooks, owners } = compilePolicy(settingsOf('whole'));
    expect(storm).toEqual({
      ...defaultPolicy.storm,
      groupWaitMs: 2_000,
      windowMs: 90_000,
      minIssues: 6,
      minServices: 4,
    });
    expect(paging).toEqual({
      ...defaultPolicy.paging,
      unseenMs: 120_000,
      unheard: true,
      growthEndsMute: true,
      secondWave: true,
      levels: ['fatal', 'error'],
      eventsAMinute: 200,
      forMinutes: 3,
      growth: { factor: 3, notBeforeMs: 600_000, everyMs: 1_800_000 },
    });
    expect(resolve).toEqual({ ...defaultPolicy.resolve, quietMs: 4 * 3_600_000 });
    expect(owners).toEqual({ 'checkout-api': 'payments' });
    expect(runbooks).toEqual({
      'checkout-api': 'https://wiki.example.com/checkout',
      '*': 'https://wiki.example.com/on-call',
    });
    const { storm: usual, resolve: after, paging: pages } = compilePolicy(settingsOf('smallest'));
    expect(usual).toEqual(defaultPolicy.storm);
    expect(after).toEqual(defaultPolicy.resolve);
    const today = { unheard: true, growthEndsMute: true, secondWave: true, tellsDeploys: true };
    expect(pages).toEqual({ ...defaultPolicy.paging, unseenMs: 120_000, ...today });
  });

  it('leaves to the environment what it does not say, and wins where both do', () => {
    const { slack, listen, logLevel } = settingsOf('file-and-environment');
    expect(slack).toMatchObject({ token: 'xoxb-100200300-our-own-token', channels: ['C0HIJKLMN'] });
    expect(listen.port).toBe(9_999);
    expect(logLevel).toBe('info');
  });

  it('takes a list or a number out of one variable', () => {
    const { sentry, slack, listen } = settingsOf('one-text-for-a-list');
    expect(sentry.signingSecrets).toEqual(['a-new-client-secret-0001', 'an-old-client-secret-0002']);
    expect(slack?.channels).toEqual(['C0ABCDEFG', 'C0HIJKLMN']);
    expect(listen.port).toBe(9_091);
  });

  it('counts what is empty as not set, and an alias as what it stands for', () => {
    expect(settingsOf('empty-means-not-set')).toMatchObject({ adminToken: null, slack: null });
    const { sentry, pagerdutyWebhookSecrets } = settingsOf('anchors');
    expect(pagerdutyWebhookSecrets).toEqual(sentry.signingSecrets);
    expect(settingsOf('a-literal-reference').services).toEqual({ checkout: { owner: 'costs ${5} a look' } });
  });

  it.each(names('valid'))('%s is told without a secret', (name) => {
    const { settings } = loadSettings(fixture(`valid/${name}`).environment);
    const text = JSON.stringify(describeSettings(settings));
    for (const secret of [...secrets, ...settings.sentry.signingSecrets]) expect(text).not.toContain(secret);
  });
});

describe('what a file refers to', () => {
  const sentry = 'sentry: { signing_secrets: a-whole-client-secret-0001 }\n';

  it('is text, whatever YAML would make of it', () => {
    const text = `${sentry}pagerduty: { routing_key: \${KEY} }\nadmin_token: \${TOKEN}\npublic_url: \${URL:-https://a.example.com/#x,[y]}\n`;
    const { settings } = loadText(text, { KEY: '12345678901234567890123456789012', TOKEN: '{a:&b[1]}#' });
    expect(settings).toMatchObject({
      pagerduty: { routingKey: '12345678901234567890123456789012' },
      publicUrl: 'https://a.example.com/#x,[y]',
    });
    expect(settings.adminToken).toBe('{a:&b[1]}#');
  });

  it('leaves everything behind it where it is', () => {
    const text = `${sentry}pagerduty: { routing_key: \${KEY:-abcdef0123456789abcdef0123456789}, change_events: perhaps }\n`;
    expect(problemsOf(() => loadText(text))).toEqual([
      `etc/relay.yaml:2:${text.indexOf('perhaps') - sentry.length + 1}: pagerduty.change_events: Write on or off.`,
    ]);
  });

  it('may be another file, beside it or anywhere, without the line break at its end', () => {
    const text = `${sentry}slack: { token_file: ../run/token, channels: C0ABCDEFG }\nadmin_token_file: /run/admin\n`;
    const others = { 'run/token': 'xoxb-100200300-our-own-token\r\n', '/run/admin': 'a-token-of-ours\n' };
    const { settings, files } = loadText(text, {}, others);
    expect(settings).toMatchObject({
      adminToken: 'a-token-of-ours',
      slack: { token: 'xoxb-100200300-our-own-token' },
    });
    expect(files).toEqual(['etc/relay.yaml', '/run/admin', 'run/token']);
  });

  it('is found by commands that need only a part of it', () => {
    const environment = { STORMRELAY_CONFIG: 'relay.yaml' };
    const half = 'store: sqlite:./here.db\nenvironments: { quiet: [stg] }\nslack: { token: wrong }\n';
    expect(loadStorePath(environment, () => half)).toBe('./here.db');
    expect(loadRules(environment, () => half).environments).toEqual({ production: [], quiet: ['stg'] });
    expect(problemsOf(() => loadRules(environment, () => 'paging: { for: 90s }'))).toEqual([
      'relay.yaml:1:16: paging.for: Write whole minutes from 1m to 60m, for example 2m.',
    ]);
    expect(problemsOf(() => loadStorePath(environment, () => 'store: here.db\nlog_level: x\n'))).toEqual([
      'relay.yaml:1:8: store: Write sqlite:<file>, for example sqlite:./data/stormrelay.db',
    ]);
  });
});

describe('a variable that names the file of a secret', () => {
  const rest = { SLACK_BOT_TOKEN: 'xoxb-100200300-our-own-token', SLACK_CHANNEL: 'C0ALERTS' };
  const files: Readonly<Record<string, string>> = {
    '/run/secrets/sentry': 'a-whole-client-secret-0002\na-whole-client-secret-0001\n',
  };
  const load = (environment: Record<string, string>): ReturnType<typeof loadSettings> =>
    loadSettings({ ...rest, ...environment }, (file) => {
      const found = files[file];
      if (found === undefined) throw Object.assign(new Error('none'), { code: 'ENOENT' });
      return found;
    });

  it('is read, and the file is one of those that are read again', () => {
    const { settings, hints, files: named } = load({ SENTRY_SIGNING_SECRETS_FILE: '/run/secrets/sentry' });
    expect(settings.sentry.signingSecrets).toEqual([
      'a-whole-client-secret-0002',
      'a-whole-client-secret-0001',
    ]);
    expect(named).toEqual(['/run/secrets/sentry']);
    expect(hints).toEqual([]);
  });

  it('is not read beside the secret itself, and says so where the file is not there', () => {
    const both = {
      SENTRY_SIGNING_SECRETS: 'a-whole-client-secret-0003',
      SENTRY_SIGNING_SECRETS_FILE: '/none',
    };
    const { settings, hints } = load(both);
    expect(settings.sentry.signingSecrets).toEqual(['a-whole-client-secret-0003']);
    expect(hints).toEqual([expect.stringMatching(/^SENTRY_SIGNING_SECRETS_FILE/)]);
    expect(problemsOf(() => load({ SENTRY_SIGNING_SECRETS_FILE: '/none' }))).toEqual([
      expect.stringMatching(/^SENTRY_SIGNING_SECRETS_FILE: \/none cannot be read \(ENOENT\)/),
    ]);
  });
});
