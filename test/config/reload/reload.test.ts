import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/config/load.ts';
import { createReload } from '../../../src/config/reload/desk.ts';
import { changeLine, type Renewal } from '../../../src/config/reload/renewal.ts';

const base = `slack: { token: xoxb-100200300-our-own-token, channels: [C0ALERTS] }
pagerduty: { routing_key: abcdef0123456789abcdef0123456789 }
`;
const sentry = 'sentry: { signing_secrets: [a-whole-client-secret-0001] }\n';
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A relay's configuration in a file, and what reading it again did. */
function begun(text: string): {
  write: (text: string) => void;
  look: () => Promise<void>;
  renewals: Renewal[];
  troubles: (string | null)[];
  lines: string[];
} {
  const folder = mkdtempSync(join(tmpdir(), 'stormrelay-reload-'));
  folders.push(folder);
  const file = join(folder, 'stormrelay.yaml');
  const write = (more: string): void => writeFileSync(file, more);
  write(text);
  const environment = { STORMRELAY_CONFIG: file };
  const renewals: Renewal[] = [];
  const troubles: (string | null)[] = [];
  const lines: string[] = [];
  const tell = (_: unknown, line: string): unknown => lines.push(line.replace(file, 'stormrelay.yaml'));
  const desk = createReload({
    environment,
    loaded: loadSettings(environment),
    log: { debug: tell, info: tell, warn: tell, error: tell },
    renew: (renewal) => {
      renewals.push(renewal);
      return Promise.resolve();
    },
    trouble: (trouble) => troubles.push(trouble),
  });
  return { write, look: () => desk.look(), renewals, troubles, lines };
}

describe('a configuration that changes', () => {
  it('is left alone while it stays the same', async () => {
    const { look, renewals } = begun(sentry + base);
    await look();
    expect(renewals).toEqual([]);
  });

  it('lets rules, channels and signing secrets take effect, and says what changes', async () => {
    const { write, look, renewals, troubles } = begun(sentry + base);
    write(
      `sentry: { signing_secrets: [a-new-client-secret-0002, a-whole-client-secret-0001] }\n${base.replace('C0ALERTS', 'C0OTHER')}paging: { levels: [fatal, error], for: 3m }\n`,
    );
    await look();
    const [renewal] = renewals;
    expect(renewal?.settings.sentry.signingSecrets).toHaveLength(2);
    expect(renewal?.policy.receivers[0]?.id).toBe('slack/C0OTHER');
    expect(renewal?.changes.map(changeLine)).toEqual([
      expect.stringMatching(/^receivers: .*C0ALERTS.* becomes .*C0OTHER/),
      'paging.levels: ["fatal"] becomes ["fatal","error"]',
      'paging.forMinutes: 2 becomes 3',
      "Sentry's signing secrets are other ones (1 before, 2 now)",
    ]);
    expect(JSON.stringify(renewal?.changes)).not.toMatch(/client-secret|xoxb|abcdef0123456789/);
    expect(troubles).toEqual([null]);
  });

  it('lets the secrets of every door that is open take effect, and opens and closes none', async () => {
    const of = (n: number, more = ''): string => `
sentry: { signing_secrets: [a-whole-client-secret-000${n}], service_hook_secret: a-service-hook-secret-${n}, legacy_tokens: [a-legacy-token-000${n}] }
slack: { token: xoxb-100200300-our-own-token, channels: [C0ALERTS], signing_secrets: [${'ab'.repeat(15)}0${n}] }
pagerduty: { routing_key: abcdef0123456789abcdef0123456789${more} }
`;
    const { write, look, renewals } = begun(of(1));
    write(of(2));
    await look();
    expect(renewals[0]?.changes.map(changeLine)).toEqual([
      "Sentry's signing secrets are other ones (1 before, 1 now)",
      "The secrets of Sentry's service hooks are other ones (1 before, 1 now)",
      "The tokens of Sentry's legacy plugin are other ones (1 before, 1 now)",
      "Slack's signing secrets are other ones (1 before, 1 now)",
    ]);
    expect(renewals[0]?.settings.slack?.signingSecrets).toEqual([`${'ab'.repeat(15)}02`]);
    write(of(2, ', webhook_secrets: [a-whole-webhook-secret]'));
    await look();
    expect(renewals[1]?.changes).toEqual([{ code: 'needs-restart', setting: 'pagerdutyWebhookSecrets' }]);
    expect(renewals[1]?.settings.pagerdutyWebhookSecrets).toEqual([]);
  });

  it('lets teams take effect that have no Slack at all', async () => {
    const of = (name: string): string => `${sentry}receivers:
  - { name: ${name}, pagerduty: { routing_key: abcdef0123456789abcdef0123456789 } }
route: { receiver: ${name} }
`;
    const { write, look, renewals } = begun(of('payments'));
    write(of('shop'));
    await look();
    expect(renewals[0]?.settings.teams?.route.receiver).toBe('shop');
    expect(renewals[0]?.changes.filter(({ code }) => code === 'needs-restart')).toEqual([]);
  });

  it('says what needs a restart, and leaves it as it is', async () => {
    const { write, look, renewals } = begun(sentry + base);
    write(`${sentry}${base}listen: { port: 9090 }\nresolve: { fold_for: 5m }\n`);
    await look();
    const [renewal] = renewals;
    expect(renewal?.changes).toEqual([
      { code: 'rule', rule: 'resolve.foldMs', from: 600_000, to: 300_000 },
      { code: 'needs-restart', setting: 'listen' },
    ]);
    expect(renewal?.settings.listen).toMatchObject({ port: 8080 });
  });

  it('sends with other tokens and keys, and keeps what may have something open with the former ones', async () => {
    const { write, look, renewals } = begun(sentry + base);
    const other = base.replace('our-own', 'another').replaceAll('abcdef', 'fedcba');
    write(sentry + other);
    await look();
    const [renewal] = renewals;
    expect(renewal?.settings).toMatchObject({
      slack: { token: 'xoxb-100200300-another-token' },
      pagerduty: { routingKey: 'fedcba0123456789abcdef0123456789'.replaceAll('abcdef', 'fedcba') },
      left: {
        workspaces: [{ token: 'xoxb-100200300-our-own-token' }],
        pagers: [{ routingKey: 'abcdef0123456789abcdef0123456789' }],
        hooks: [],
      },
    });
    // Its channel has another token by now; its key is only finished.
    expect(renewal?.policy.leaving.map(({ kind }) => kind)).toEqual(['pager']);
    const words = renewal?.changes.map(changeLine).join('\n');
    expect(words).toMatch(/^slack:\w+: is sent with from now on$/m);
    expect(words).toMatch(/^pagerduty:\w+: gets nothing new; what is open there is finished/m);
    expect(words).not.toMatch(/started again|xoxb|abcdef/);

    write(sentry + base);
    await look();
    expect(renewals[1]?.settings).toMatchObject({
      slack: { token: 'xoxb-100200300-our-own-token' },
      left: { workspaces: [{ token: 'xoxb-100200300-another-token' }], pagers: [{}] },
    });
  });

  it('signs with other secrets what programs are told, and finishes a workspace and a program that left', async () => {
    const secret = (n: number): string => `whsec_${Buffer.alloc(32, n).toString('base64')}`;
    const hook = (url: string, n: number): string =>
      `webhook: { url: 'https://${url}/hook', secret: '${secret(n)}' }`;
    const of = (rest: string): string => `${sentry}receivers:
  - { name: team, slack: { token: xoxb-100200300-our-own-token, channel: C0ALERTS }, ${hook('a.example.com', 1)} }
${rest}route: { receiver: team }
`;
    const { write, look, renewals } = begun(
      of(
        `  - { name: partner, slack: { token: xoxb-1-partner, channel: C0PARTNER }, ${hook('b.example.com', 2)} }\n`,
      ),
    );
    write(of('').replace(secret(1), secret(3)));
    await look();
    const [renewal] = renewals;
    const senders = renewal?.changes.filter(({ code }) => code === 'sender');
    expect(senders?.map((change) => ('what' in change ? change.what : ''))).toEqual([
      'renewed',
      'left',
      'left',
    ]);
    expect(renewal?.policy.leaving.map(({ kind }) => kind)).toEqual(['chat', 'hook']);
    expect(renewal?.settings.teams?.receivers[0]?.webhook?.secrets).toEqual([secret(3)]);
    expect(JSON.stringify(renewal?.changes)).not.toMatch(/whsec|xoxb/);
  });

  it('says that Slack comes or goes with a restart only', async () => {
    const { write, look, renewals } = begun(sentry + base);
    write(`${sentry}pagerduty: { routing_key: abcdef0123456789abcdef0123456789 }\n`);
    await look();
    expect(renewals[0]?.settings.slack?.token).toBe('xoxb-100200300-our-own-token');
    expect(renewals[0]?.changes).toEqual([{ code: 'needs-restart', setting: 'slack' }]);
  });

  it('changes nothing while it is broken, and says so until it is mended', async () => {
    const { write, look, renewals, troubles, lines } = begun(sentry + base);
    write(`${sentry}${base}log_level: loud\n`);
    await look();
    expect(renewals).toEqual([]);
    expect(troubles).toEqual([expect.stringMatching(/stormrelay\.yaml:4:12: log_level: /)]);
    expect(lines).toEqual([
      'The configuration is broken; what held before still holds.',
      'stormrelay.yaml:4:12: log_level: Write debug, info, warn, error or silent.',
    ]);
    await look();
    expect(troubles).toHaveLength(1);
    write(sentry + base);
    await look();
    expect(troubles.at(-1)).toBeNull();
    expect(renewals[0]?.changes).toEqual([]);
  });
});
