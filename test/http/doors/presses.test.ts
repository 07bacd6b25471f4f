import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slackSettings } from '../../../src/integrations/slack/config.ts';
import { arrivalOf, now, payloadOf, secret } from '../../integrations/slack/presses/a-press.ts';
import { startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';

const slack = slackSettings.parse({ token: 'xoxb-1-our-own', channels: ['C0ABC'], signingSecrets: [secret] });

let relay: FakeRelay;
beforeEach(async () => {
  relay = await startFakeRelay({ slack, now: () => now });
});
afterEach(() => relay.close());

async function press(...of: Parameters<typeof arrivalOf>): Promise<[number, string]> {
  const { headers, raw } = arrivalOf(...of);
  const answer = await fetch(`${relay.url}/webhooks/slack/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(headers as Record<string, string>) },
    body: new Uint8Array(raw),
  });
  return [answer.status, await answer.text()];
}

const counted = (): Promise<string> =>
  relay.deps.metrics.registry.getSingleMetricAsString('stormrelay_webhooks_total');

describe('the door for presses', () => {
  it('answers 200 and nothing once the press is durable, and counts it apart from Sentry’s webhooks', async () => {
    expect(await press(payloadOf('acknowledge'))).toEqual([200, '']);
    expect(relay.shelf.deliveries).toMatchObject([{ source: 'slack', verifiedBy: 'secret-1' }]);
    expect(await counted()).toContain('{outcome="press",reason="ok",secret="secret-1"} 1');
    expect(relay.deps.rates.accepted.total()).toBe(0);
  });

  it('refuses the same press again, by its reason', async () => {
    await press(payloadOf('acknowledge'));
    const [status, body] = await press(payloadOf('acknowledge'));
    expect([status, body]).toEqual([401, expect.stringContaining('press-replayed')]);
    expect(relay.shelf.deliveries).toHaveLength(1);
    expect(await counted()).toContain('{outcome="refused",reason="press-replayed",secret="none"} 1');
    expect(relay.deps.refusals.list()).toMatchObject([
      { door: 'slack', code: 'press-replayed', kind: 'interaction' },
    ]);
  });

  it('takes a second click for a press of its own', async () => {
    await press(payloadOf('acknowledge'));
    const again = payloadOf('acknowledge', {
      trigger_id: '12321423424.333649436676.e8c1bb837935619ccad0f624c448ffb3',
    });
    expect(await press(again, { at: now + 1_000 })).toEqual([200, '']);
    expect(relay.shelf.deliveries).toHaveLength(2);
  });

  it('refuses what is not signed as it should be, and keeps none of it', async () => {
    const [status, body] = await press(payloadOf('resolve'), { by: 'an0thersecret0fNobody' });
    expect([status, body]).toEqual([401, expect.stringContaining('press-signature-mismatch')]);
    expect((await press(payloadOf('resolve'), { at: now - 600_000 }))[0]).toBe(401);
    expect(await counted()).toContain('{outcome="refused",reason="press-timestamp-stale",secret="none"} 1');
    expect(relay.shelf).toMatchObject({ deliveries: [], quarantined: [] });
    expect(relay.deps.rates.refused.total()).toBe(0);
  });

  it('answers a link with 200, and keeps nothing', async () => {
    expect(await press(payloadOf('view'))).toEqual([200, '']);
    expect(relay.shelf.deliveries).toEqual([]);
  });
});

it('without a signing secret there is no such door', async () => {
  await relay.close();
  relay = await startFakeRelay({ slack: { ...slack, signingSecrets: [] }, now: () => now });
  expect((await press(payloadOf('acknowledge')))[0]).toBe(404);
});
