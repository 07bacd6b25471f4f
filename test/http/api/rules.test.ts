import { afterEach, describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/config/load.ts';
import { compilePolicy } from '../../../src/config/policy.ts';
import { secretsOf } from '../../../src/config/secrets.ts';
import { createOwnRedactor } from '../../../src/domain/text/secrets.ts';
import { readYamlFixture } from '../../config/yaml-fixture.ts';
import { ask } from '../doubles/ask.ts';
import { adminToken, startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';
import { called } from './called.ts';

const now = 1_767_225_700_000;
const fixture = new URL('../../../fixtures/config/valid/teams.yaml', import.meta.url);
const { settings } = loadSettings(readYamlFixture(fixture).environment);
const policy = compilePolicy(settings);
let relay: FakeRelay;
afterEach(() => relay.close());

describe('GET /api/rules', () => {
  it('tells the rules that hold, since when, and why newer ones do not', async () => {
    const why = 'stormrelay.yaml:3:1: nonsense: There is no such setting.';
    relay = await startFakeRelay({ now: () => now, refusedRules: () => why });
    expect((await called(relay, '/api/rules')).json).toMatchObject({ since: null, receivers: [] });
    relay.shelf.ruling = { policy, since: now - 60_000 };
    const { status, json } = await called(relay, '/api/rules');
    expect(status).toBe(200);
    expect(json).toMatchObject({ since: now - 60_000, refused: why });
    const names = (json['receivers'] as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(policy.routing?.receivers.map(({ name }) => name));
  });

  it('asks for the token as its neighbours do', async () => {
    relay = await startFakeRelay({ asksForToken: true });
    expect((await ask(relay, '/api/rules')).status).toBe(401);
    expect((await ask(relay, '/api/rules', { authorization: `Bearer ${adminToken}` })).status).toBe(200);
  });

  it('tells no secret: none of the settings, and none that somebody wrote where none belongs', async () => {
    const secrets = secretsOf(settings);
    const [secret = ''] = secrets.filter(({ length }) => length >= 20);
    relay = await startFakeRelay({
      now: () => now,
      refusedRules: () => `stormrelay.yaml:3:1: ${secret} is no channel.`,
      overrides: { untold: createOwnRedactor(secrets) },
    });
    const route = {
      ...policy.routing!.route,
      matchers: [{ label: 'url', op: '=', value: `/x?${secret}` } as const],
    };
    relay.shelf.ruling = { policy: { ...policy, routing: { ...policy.routing!, route } }, since: now };
    const { body } = await ask(relay, '/api/rules');
    expect(body).toContain('(secret) is no channel.');
    expect(body).toContain('/x?(secret)');
    expect(secrets.length).toBeGreaterThan(3);
    for (const one of secrets) expect(body).not.toContain(one);
  });
});

describe('GET /api/deploys', () => {
  it('lists what was deployed within a day', async () => {
    relay = await startFakeRelay({ now: () => now });
    const deploy = { service: 'cart', environment: 'production', version: '9c1e4f2', by: 'Ada' };
    const told = { ...deploy, what: null, compareUrl: null };
    relay.shelf.deploys.push({ ...told, at: now - 5 }, { ...told, at: now - 25 * 3_600_000 });
    expect((await called(relay, '/api/deploys')).json).toEqual({ deploys: [{ ...told, at: now - 5 }] });
  });
});
