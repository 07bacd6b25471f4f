import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { loadRehearsal, loadSettings } from '../../src/config/load.ts';
import { compilePolicy } from '../../src/config/policy.ts';
import { leafPaths, leaves } from '../../src/config/schema/leaves.ts';

type Loader<T> = (environment: Record<string, string>, readText: (file: string) => string) => T;

/** Loads a file that stands alone: no variable is set, and no other file is there. */
function loadAlone<T>(load: Loader<T>, file: unknown): T {
  return load({ STORMRELAY_CONFIG: 'relay.yaml' }, (name) => {
    if (name === 'relay.yaml') return JSON.stringify(file);
    throw Object.assign(new Error('none'), { code: 'ENOENT' });
  });
}

function mistakesIn(file: unknown, load: Loader<unknown> = loadRehearsal): readonly string[] {
  try {
    loadAlone(load, file);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
}

/** Every secret that a setting can be, as `said` writes it, among the settings that need one. */
function everySecret(said: (path: string) => readonly [string, string]): unknown {
  const sections: Record<string, unknown> = {
    sentry: { org: 'acme', resolve: 'all' },
    slack: { channels: 'C0ALL' },
    pagerduty: { from: 'kim@example.com', service_id: 'PABC123' },
  };
  for (const path of leafPaths().filter((one) => leaves[one].secret)) {
    const [key, value] = said(path.split('.').at(-1) ?? '');
    const [section = ''] = path.split('.');
    if (section === path) sections[path === key ? path : key] = value;
    else sections[section] = { ...(sections[section] as object | undefined), [key]: value };
  }
  return sections;
}

const teams = {
  listen: { host: '0.0.0.0' },
  receivers: [
    {
      name: 'shops',
      slack: { channel: 'C0SHOPS', token: '${T}', app_token: '${A}', signing_secrets: ['${S1}', '${S2}'] },
      pagerduty: { routing_key: '${SHOPS}' },
    },
    { name: 'everyone', slack: { channel: 'C0ALL' }, pagerduty: { routing_key_file: './key' } },
    { name: 'audit', webhook: { url: '${U}', secret: 'whsec_${W}' } },
    { name: 'books', webhook: { url: 'https://books.example.com/', secret_file: './hook' } },
  ],
  route: { receiver: 'everyone', routes: [{ matchers: ['service="cart"'], receiver: 'shops' }] },
};

describe('rules that are tried where their secrets are not', () => {
  it('have made-up ones, each in the form of its setting', () => {
    let n = 0;
    const byVariable = everySecret((key) => [key, `\${V${(n += 1)}}`]);
    const byFile = everySecret((key) => [`${key}_file`, `./${(n += 1)}`]);
    for (const file of [byVariable, byFile, teams, { ...teams, route: { receiver: 'audit' } }]) {
      expect(mistakesIn(file)).toEqual([]);
      expect(mistakesIn(file, loadSettings).length).toBeGreaterThan(0);
    }
  });

  it('are the same each time, and every receiver is what the file says', () => {
    const { routing, paging } = compilePolicy(loadAlone(loadRehearsal, teams).settings);
    expect(compilePolicy(loadAlone(loadRehearsal, teams).settings)).toMatchObject({ routing, paging });
    expect(routing?.receivers.map(({ name, surfaces }) => [name, surfaces.length])).toEqual([
      ['everyone', 2],
      ['shops', 2],
      ['audit', 1],
      ['books', 1],
    ]);
  });

  it('are told what may not be meant, as where the secrets are', () => {
    const { hints } = loadAlone(loadRehearsal, { ...teams, route: { receiver: 'audit' } });
    expect(hints.join('\n')).toContain('No route leads to shops.');
  });

  it('keep every other mistake: what is no secret, one key of two receivers, a name that nobody has', () => {
    const [shops, everyone] = teams.receivers;
    const wrong = {
      ...teams,
      receivers: [
        shops,
        { ...everyone, pagerduty: { routing_key: '${SHOPS}' } },
        { name: 'more', slack: { channel: '${CHANNEL}' } },
      ],
      route: { receiver: 'everyon' },
    };
    expect(mistakesIn(wrong).map((line) => line.replace(/^relay\.yaml:\d+:\d+: /, ''))).toEqual([
      expect.stringMatching(/^receivers\[1\]\.pagerduty\.routing_key: Receiver shops has the same key/),
      expect.stringContaining('slack.channel: CHANNEL is not set in the environment'),
      expect.stringMatching(/^route\.receiver: .*Did you mean everyone/),
    ]);
  });
});
