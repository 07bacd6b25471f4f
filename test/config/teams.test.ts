import { describe, expect, it } from 'vitest';
import { describeSettings } from '../../src/config/describe.ts';
import { loadSettings } from '../../src/config/load.ts';
import { compilePolicy } from '../../src/config/policy.ts';
import { secretsOf } from '../../src/config/secrets.ts';
import type { Settings } from '../../src/config/settings.ts';
import { workspacesOf } from '../../src/config/workspaces.ts';
import { routesTaken, silentBecauseOf } from '../../src/decide/routing/routes.ts';
import { matcherText } from '../../src/domain/routing/matcher.ts';
import type { Routing } from '../../src/domain/routing/route.ts';
import { policyDelivery, readPolicy } from '../../src/ingest/policy-entry.ts';
import { readYamlFixture } from './yaml-fixture.ts';

const settingsOf = (name: string): Settings =>
  loadSettings(
    readYamlFixture(new URL(`../../fixtures/config/valid/${name}.yaml`, import.meta.url)).environment,
  ).settings;

/** The routing of a fixture as it comes back from the inbox. */
function routingOf(name: string): Routing {
  const policy = compilePolicy(settingsOf(name));
  const { routing } = readPolicy(policyDelivery(policy, 'policy:1').body);
  expect(routing).toEqual(policy.routing);
  return routing ?? expect.fail('no routing');
}

/** Who is told of an incident with these labels. */
function toldOf(name: string, labels: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return routesTaken(routingOf(name).route, new Map(Object.entries(labels))).map(
    ({ route }) => route.receiver,
  );
}

describe('the teams of a file', () => {
  it('are receivers of the policy, each with its channels and key, and the root’s first', () => {
    const { receivers, routing } = compilePolicy(settingsOf('teams'));
    const [everyone, payments, managers] = routing?.receivers ?? [];
    expect(receivers.map(({ kind }) => kind)).toEqual(['chat', 'chat', 'pager', 'pager']);
    expect(everyone).toMatchObject({ name: 'everyone', surfaces: ['slack/C0ALERTS'], pageWhen: null });
    expect(payments).toMatchObject({
      name: 'payments',
      surfaces: ['slack/C0PAYMENTS', expect.stringMatching(/^pagerduty\/[0-9a-f]{8}$/)],
      mentionOnPage: 'S0ONCALL',
      pageWhen: [
        { code: 'storm' },
        { code: 'level', level: 'fatal' },
        { code: 'metric', severity: 'critical' },
        { code: 'rate', eventsAMinute: 200, forMs: 120_000 },
        { code: 'users', users: 500 },
      ],
    });
    const ids = receivers.map(({ id }) => id);
    expect([everyone, payments, managers].flatMap((one) => one?.surfaces ?? []).toSorted()).toEqual(
      ids.toSorted(),
    );
  });

  it('keep their keys to themselves', () => {
    const settings = settingsOf('teams');
    const keys = settings.teams?.receivers.flatMap(({ pagerduty }) => pagerduty?.routingKey ?? []) ?? [];
    expect(keys).toHaveLength(2);
    expect(secretsOf(settings)).toEqual(expect.arrayContaining(keys));
    for (const key of keys) expect(JSON.stringify(compilePolicy(settings))).not.toContain(key);
    expect(settings.teams?.receivers.map(({ pagerduty }) => pagerduty?.eventsUrl ?? null)).toEqual([
      null,
      'https://events.pagerduty.com',
      'https://events.eu.pagerduty.com',
    ]);
  });

  it('are absent without receivers: then everybody is told of everything', () => {
    expect(compilePolicy(settingsOf('whole'))).not.toHaveProperty('routing');
  });
});

describe('the Slack workspaces of a file', () => {
  it('post with tokens of their own, each once, and know who may press there', () => {
    const settings = settingsOf('two-workspaces');
    const [ours, theirs, ...more] = workspacesOf(settings);
    expect(more).toEqual([]);
    expect(ours).toMatchObject({ name: null, config: { channels: ['C0ALERTS'] } });
    expect(theirs).toMatchObject({
      name: 'partner',
      config: {
        channels: ['C0PARTNER', 'C0LEADS'],
        signingSecrets: ['fedcba9876543210fedcba9876543210'],
        responders: ['S0PARTNERS', 'U0LEAD'],
        appToken: 'xapp-1-A0PARTNER-1-abcdef',
      },
    });
    const { receivers: all } = compilePolicy(settings);
    const receivers = all.filter(({ kind }) => kind === 'chat');
    const [first, ...others] = receivers.map(({ id, credential }) => ({ id, credential }));
    expect(receivers.map(({ id }) => id)).toEqual(['slack/C0ALERTS', 'slack/C0PARTNER', 'slack/C0LEADS']);
    expect(new Set(others.map(({ credential }) => credential)).size).toBe(1);
    expect(others[0]?.credential).not.toBe(first?.credential);
  });

  it('have keys of other regions beside them', () => {
    const leads = settingsOf('two-workspaces').teams?.receivers.find(({ name }) => name === 'leads');
    expect(leads?.pagerduty?.eventsUrl).toBe('https://events.eu.pagerduty.com');
  });

  it('keep their secrets to themselves', () => {
    const settings = settingsOf('two-workspaces');
    const hidden = workspacesOf(settings).flatMap(({ config }) => [
      config.token,
      ...config.signingSecrets,
      ...(config.appToken === null ? [] : [config.appToken]),
    ]);
    expect(hidden).toHaveLength(5);
    expect(secretsOf(settings)).toEqual(expect.arrayContaining(hidden));
    const shown = JSON.stringify([compilePolicy(settings), describeSettings(settings)]);
    for (const secret of hidden) expect(shown).not.toContain(secret);
  });
});

describe('the programs of a file', () => {
  it('are receivers like others, one for each address, told what their routes take', () => {
    const settings = settingsOf('told-programs');
    const { receivers, routing } = compilePolicy(settings);
    const hooks = receivers.filter(({ kind }) => kind === 'hook').map(({ id }) => id);
    expect(hooks).toEqual([
      expect.stringMatching(/^webhook\/audit\.example\.com-[0-9a-f]{8}$/),
      expect.stringMatching(/^webhook\/automation\.internal-[0-9a-f]{8}$/),
    ]);
    const surfacesOf = (of: string): readonly string[] | undefined =>
      routing?.receivers.find(({ name }) => name === of)?.surfaces;
    expect(surfacesOf('audit')).toEqual(hooks.slice(0, 1));
    expect(surfacesOf('automation')).toEqual(hooks.slice(1));
    expect(surfacesOf('automation-too')).toEqual(hooks.slice(1));
    expect(toldOf('told-programs', { service: ['cron'], environment: ['production'] })).toEqual([
      'audit',
      'automation',
    ]);
  });

  it('keep their secrets and addresses to themselves', () => {
    const settings = settingsOf('told-programs');
    const hooks = settings.teams?.receivers.flatMap(({ webhook }) => webhook ?? []) ?? [];
    expect(hooks.map(({ limits, allowPrivate }) => [limits.perMinute, allowPrivate])).toEqual([
      [600, false],
      [120, true],
      [120, true],
    ]);
    const hidden = ['/hook/with-a-token-in-its-path', ...hooks.flatMap(({ secrets }) => secrets)];
    expect(secretsOf(settings)).toEqual(expect.arrayContaining(hidden));
    const shown = JSON.stringify([compilePolicy(settings), describeSettings(settings)]);
    for (const secret of hidden) expect(shown).not.toContain(secret);
  });
});

describe('the routes of a file', () => {
  it.each([
    [{ service: ['pay-api'], environment: ['live', 'production'] }, ['payments']],
    [{ service: ['pay-api'], environment: ['staging', 'non-production'] }, ['everyone']],
    [
      { service: ['pay-api'], environment: ['production'], level: ['warning'], new_in_release: ['false'] },
      ['payments', 'everyone'],
    ],
    [{ service: ['search'], environment: ['production'], level: ['error'] }, ['everyone']],
  ])('take %j to %j', (labels, told) => {
    expect(toldOf('teams', labels)).toEqual(told);
  });

  it('hold, escalate and are silent as they say, and inherit what their parent says', () => {
    const { route, intervals } = routingOf('teams');
    const [pay, quiet] = route.routes;
    expect(pay).toMatchObject({
      continue: true,
      holdMs: 0,
      escalate: { unacknowledgedForMs: 600_000, to: 'managers' },
    });
    expect(pay?.matchers.map(matcherText)).toEqual(['service=~"pay.*"', 'environment="production"']);
    const silentAt = (iso: string): string | null =>
      silentBecauseOf(quiet ?? route, intervals, Date.parse(iso));
    expect(silentAt('2026-07-01T23:00:00+02:00')).toBe('nights');
    expect(silentAt('2026-07-01T12:00:00+02:00')).toBeNull();
    expect(silentAt('2026-07-05T23:00:00+02:00')).toBeNull();
    expect(routingOf('one-receiver').route).toMatchObject({ receiver: 'all', holdMs: 120_000, routes: [] });
    const odd = routingOf('odd-routes').route.routes[2]?.routes[0];
    expect(odd).toMatchObject({ receiver: 'everyone', escalate: null });
  });
});
