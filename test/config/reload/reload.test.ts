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
    write(
      `${sentry}${base.replace('our-own', 'another')}listen: { port: 9090 }\nresolve: { fold_for: 5m }\n`,
    );
    await look();
    const [renewal] = renewals;
    expect(renewal?.changes).toEqual([
      { code: 'rule', rule: 'resolve.foldMs', from: 600_000, to: 300_000 },
      { code: 'needs-restart', setting: 'listen' },
      { code: 'needs-restart', setting: 'slack' },
    ]);
    expect(renewal?.settings).toMatchObject({
      listen: { port: 8080 },
      slack: { token: 'xoxb-100200300-our-own-token' },
    });
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
