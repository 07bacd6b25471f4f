import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lines, stormrelay } from './scene/command.ts';
import { journey } from './scene/journey.ts';
import { pages } from './scene/seen.ts';

const seed = 619;
// Vendors are asked with the patience of real time.
const speed = 1;

interface Told {
  readonly verdict: string;
  readonly findings: readonly { area: string; code: string; verdict: string; detail: string }[];
}

const told = (stdout: string): Told => JSON.parse(stdout) as Told;

describe('doctor', () => {
  it('finds nothing wrong where all works, posts nothing and pages nobody', async () => {
    const of = await journey({ seed, speed });
    const { sentry } = of.fakes.connection;
    const env = {
      ...of.env,
      SENTRY_AUTH_TOKEN: sentry.apiToken,
      SENTRY_ORG: 'acme',
      SENTRY_API_URL: sentry.url,
    };
    const said = await stormrelay({ env }, ['doctor']);
    expect(said, said.stdout).toMatchObject({ code: 0, stderr: '' });
    expect(lines(said.stdout).at(-1)).toBe('Nothing is wrong.');
    for (const area of ['slack', 'pagerduty', 'sentry', 'clock', 'disk', 'port', 'address'])
      expect(said.stdout).toMatch(new RegExp(`^\\w[\\w ]+ {2,}${area} `, 'm'));
    for (const secret of [
      of.fakes.connection.slack.token,
      of.fakes.connection.pagerduty.routingKey,
      sentry.secret,
    ])
      expect(said.stdout).not.toContain(secret);
    expect(pages(of)).toEqual([]);
    expect(of.fakes.observed().slack.messages).toEqual([]);
  });

  it('says what is wrong: token, channel, key, a lost scope, another program on the port; 1, as a document too', async () => {
    const of = await journey({ seed, speed });
    of.fakes.slack.removeFromChannel(of.fakes.connection.slack.channel);
    of.fakes.slack.dropScope('channels:history');
    of.fakes.slack.dropScope('groups:history');
    const port = new URL(of.fakes.connection.control.url).port;
    const env = { ...of.env, PAGERDUTY_ROUTING_KEY: 'e'.repeat(32), PORT: port };
    const said = await stormrelay({ env }, ['doctor', '--json']);
    expect(said.code).toBe(1);
    const { verdict, findings } = told(said.stdout);
    expect(verdict).toBe('wrong');
    const wrong = findings
      .filter((one) => one.verdict === 'wrong')
      .map(({ area, code }) => `${area} ${code}`);
    expect(wrong).toEqual(['slack not-a-member', 'pagerduty key-refused', 'port port-taken']);
    expect(findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['scope-missing', 'sentry-not-asked', 'address-missing']),
    );
    const bad = await stormrelay({ env: { ...of.env, SLACK_BOT_TOKEN: 'xoxb-1-2-nobodysToken' } }, [
      'doctor',
    ]);
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/^wrong +slack +bot token: /m);
    expect(bad.stdout).not.toContain('nobodysToken');
  });

  it('says where the file has what is wrong, and that the folder of the store is not there', async () => {
    const of = await journey({ seed, speed });
    const { slack, pagerduty } = of.fakes.connection;
    const file = path.join(of.folder, 'stormrelay.yaml');
    const key = 'e'.repeat(32);
    writeFileSync(
      file,
      [
        'store: sqlite:/proc/nowhere/relay.db',
        'receivers:',
        '  - name: everyone',
        `    slack: { channel: ${slack.channel} }`,
        `    pagerduty: { events_url: '${pagerduty.url}', routing_key: ${key} }`,
        'route: { receiver: everyone }',
        '',
      ].join('\n'),
    );
    const inFile = ['STORE_URL', 'SLACK_CHANNEL', 'PAGERDUTY_ROUTING_KEY', 'PAGERDUTY_EVENTS_URL'];
    const others = Object.entries(of.env).filter(([name]) => !inFile.includes(name));
    const env = { ...Object.fromEntries(others), STORMRELAY_CONFIG: file };
    const said = await stormrelay({ env }, ['doctor', '--json']);
    const detailOf = (code: string): string =>
      told(said.stdout).findings.find((one) => one.code === code)?.detail ?? '';
    expect(detailOf('key-refused')).toContain(`${file}:5:`);
    expect(detailOf('key-refused')).toContain('(receivers[0].pagerduty.routing_key)');
    expect(detailOf('disk-missing')).toMatch(/^The folder \/proc\/nowhere does not exist/);
    expect(detailOf('disk-missing')).toContain(`${file}:1:8 (store)`);
    for (const name of inFile) expect(said.stdout).not.toContain(name);
    expect(said.stdout).not.toContain(key);
  });

  it('tries a file without any account beside fakes, and says what is still needed', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'doctor-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = path.join(folder, 'stormrelay.yaml');
    writeFileSync(
      file,
      [
        'listen: { port: 0 }',
        `store: sqlite:${path.join(folder, 'data', 'relay.db')}`,
        'public_url: https://relay.example.com',
        'sentry: { signing_secrets: ["${SENTRY_SIGNING_SECRETS}"] }',
        'slack: { token: "${SLACK_BOT_TOKEN}" }',
        'receivers:',
        '  - { name: everyone, slack: { channel: C0ALERTS } }',
        '  - name: payments',
        '    slack: { channel: C0PAYMENTS }',
        '    pagerduty: { routing_key: "${PD_PAYMENTS}" }',
        'route:',
        '  receiver: everyone',
        "  routes: [{ matchers: [{ service: 'pay*' }], receiver: payments }]",
        '',
      ].join('\n'),
    );
    const said = await stormrelay({ env: { STORMRELAY_CONFIG: file } }, ['doctor', '--fakes', '--json']);
    expect(said, said.stderr).toMatchObject({ code: 0 });
    const { findings } = told(said.stdout);
    const asked = findings.filter(({ code }) => code === 'asked').map(({ detail }) => detail.split(':')[0]);
    expect(asked).toEqual(expect.arrayContaining(['slack/C0ALERTS', 'slack/C0PAYMENTS', 'bot token']));
    expect(asked.filter((what) => what?.startsWith('pagerduty/'))).toHaveLength(1);
    expect(findings.filter(({ code }) => code === 'still-needed')).toHaveLength(3);
    writeFileSync(file, 'listen: { prt: 0 }\n');
    const broken = await stormrelay({ env: { STORMRELAY_CONFIG: file } }, ['doctor', '--fakes', '--json']);
    expect(broken.code).toBe(2);
    expect(told(broken.stdout).findings.every(({ code }) => code === 'mistake')).toBe(true);
  });
});
