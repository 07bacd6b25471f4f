import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slackSettings } from '../../../src/integrations/slack/config.ts';
import { fieldsOf, spokenArrival } from '../../integrations/slack/commands/a-command.ts';
import { now, secret } from '../../integrations/slack/presses/a-press.ts';
import { incident } from '../../store/nouns.ts';
import { startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';

const slack = slackSettings.parse({ token: 'xoxb-1-our-own', channels: ['C0ABC'], signingSecrets: [secret] });

let relay: FakeRelay;
beforeEach(async () => {
  relay = await startFakeRelay({ slack, now: () => now });
  relay.shelf.incidents.push(incident('inc-57'));
});
afterEach(() => relay.close());

async function say(text: string, over = {}, so = {}): Promise<[number, string]> {
  const { headers, raw } = spokenArrival(fieldsOf(text, over), so);
  const answer = await fetch(`${relay.url}/webhooks/slack/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(headers as Record<string, string>) },
    body: new Uint8Array(raw),
  });
  return [answer.status, await answer.text()];
}

const counted = (): Promise<string> =>
  relay.deps.metrics.registry.getSingleMetricAsString('stormrelay_webhooks_total');

describe('the door for slash commands', () => {
  it('lists what is open, and keeps nothing of that', async () => {
    const [status, body] = await say('');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ response_type: 'ephemeral', text: '*1 incident is open:*' });
    expect(body).toContain('`inc-57`');
    expect(relay.shelf.deliveries).toEqual([]);
    expect(await counted()).toContain('{outcome="answered",reason="ok",secret="none"} 1');
  });

  it('calls a storm by its name, in the list and in the answer to an act', async () => {
    const cause = { kind: 'dependency', key: 'dependency:redis', title: 'redis unreachable' } as const;
    relay.shelf.incidents[0] = incident('inc-57', { title: 'MaxRetryError', storm: { cause, since: now } });
    for (const text of ['open', 'ack 57']) {
      const [, body] = await say(text);
      expect(body).toContain('redis unreachable');
      expect(body).not.toContain('MaxRetryError');
    }
  });

  it('answers an act once it is durable, and counts it apart', async () => {
    const [status, body] = await say('ack 57');
    expect([status, body]).toEqual([200, expect.stringContaining('You are on it')]);
    expect(relay.shelf.deliveries).toMatchObject([{ source: 'slack', kind: 'slash_commands' }]);
    expect(await counted()).toContain('{outcome="command",reason="ok",secret="secret-1"} 1');
  });

  it('refuses the same words sent again, and what is not signed as it should be', async () => {
    await say('ack 57');
    expect(await say('ack 57')).toEqual([401, expect.stringContaining('command-replayed')]);
    expect((await say('ack 57', {}, { at: now - 301_000 }))[0]).toBe(401);
    expect((await say('ack 57', {}, { by: 'an0therSecret0fNobody' }))[0]).toBe(401);
    expect(relay.shelf.deliveries).toHaveLength(1);
  });

  it('lets only responders act, and everybody read', async () => {
    await relay.close();
    relay = await startFakeRelay({ slack: { ...slack, responders: ['U0ADA'] }, now: () => now });
    relay.shelf.incidents.push(incident('inc-57'));
    const [status, body] = await say('resolve 57');
    expect([status, body]).toEqual([200, expect.stringContaining('only those whom SLACK')]);
    expect(relay.shelf.deliveries).toEqual([]);
    expect(await counted()).toContain('reason="command-not-a-responder"');
    expect((await say('open'))[1]).toContain('inc-57');
    expect((await say('resolve 57', { user_id: 'U0ADA' }))[1]).toContain('Resolved');
  });
});
