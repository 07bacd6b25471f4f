import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeSlack, type SlackProbe } from '../../../src/integrations/slack/probe.ts';
import { silentLog } from '../../../src/seams/log.ts';
import { stillClock } from '../../notifiers/example-sends.ts';
import { json, startScripted, type ScriptedServer } from '../../notifiers/scripted-server.ts';
import { limits, token } from './slack-edge.ts';

describe('asking Slack who we are', () => {
  let server: ScriptedServer;

  beforeAll(async () => {
    server = await startScripted(() => json({ ok: true }));
  });
  afterAll(() => server.close());

  function probe(
    scopes: string | null,
    body: unknown = { ok: true, team: 'Acme', user_id: 'U01', bot_id: 'B01' },
  ): Promise<SlackProbe> {
    server.answer = () => json(body, 200, scopes === null ? {} : { 'x-oauth-scopes': scopes });
    return probeSlack({
      config: { token, apiUrl: `${server.url}/api/`, limits },
      clock: stillClock(),
      log: silentLog,
    });
  }

  it('tells team, bot and scopes', async () => {
    expect(await probe('chat:write,channels:history')).toEqual({
      kind: 'ok',
      team: 'Acme',
      botId: 'B01',
      userId: 'U01',
      scopes: ['chat:write', 'channels:history'],
      missing: [],
    });
    expect(server.received.at(-1)!.path).toBe('/api/auth.test');
  });

  it('tells what will not work for want of a scope, and guesses nothing where Slack names none', async () => {
    expect(await probe('channels:read')).toMatchObject({
      missing: [
        expect.stringContaining('chat:write') as string,
        expect.stringContaining('channels:history') as string,
      ],
    });
    expect(await probe(null)).toMatchObject({ kind: 'ok', scopes: null, missing: [] });
  });

  it('tells why it failed', async () => {
    expect(await probe(null, { ok: false, error: 'invalid_auth' })).toMatchObject({
      kind: 'failed',
      outcome: { kind: 'misconfigured', scope: 'credential' },
    });
  });
});
