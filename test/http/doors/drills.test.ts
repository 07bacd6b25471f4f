import { createHmac } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { post } from '../doubles/ask.ts';
import { signingSecret, startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';
import { sampleBody, signedHeaders } from '../doubles/sentry-request.ts';

const drillSecret = 'a-drill-secret-of-our-own-0123456789';
let relay: FakeRelay;
afterEach(() => relay.close());

/** Knocks as a webhook of this signature; answers with status and error code. */
async function knock(headers: Record<string, string>): Promise<[number, string | null]> {
  const { status, body } = await post(relay, '/webhooks/sentry', headers, sampleBody);
  const { error } = JSON.parse(body) as { error?: { code: string } };
  return [status, error?.code ?? null];
}

const wrong = signedHeaders(sampleBody, { 'sentry-hook-signature': 'ab'.repeat(32) });
const wrongDrill = { ...wrong, 'stormrelay-drill': 'drill-1' };
const drill = (n: number): Record<string, string> =>
  signedHeaders(sampleBody, {
    'sentry-hook-signature': createHmac('sha256', drillSecret).update(sampleBody).digest('hex'),
    'request-id': `drill-alert-${n}`,
  });

it('are told from Sentry’s own by a wrong signature too, and none is kept in quarantine', async () => {
  relay = await startFakeRelay({ sentry: { signingSecrets: [signingSecret], drillSecret } });
  expect(await knock(wrongDrill)).toEqual([401, 'drill-signature-mismatch']);
  expect(relay.shelf.quarantined).toEqual([]);
  expect(relay.deps.rates.refused.total()).toBe(0);
  expect(await knock(wrong)).toEqual([401, 'signature-mismatch']);
  expect(relay.shelf.quarantined).toHaveLength(1);
  expect(relay.deps.rates.refused.total()).toBe(1);
});

it('are refused where the relay takes none', async () => {
  relay = await startFakeRelay();
  expect(await knock(wrongDrill)).toEqual([401, 'drills-off']);
  expect(relay.deps.rates.refused.total()).toBe(0);
});

it('are bounded to 240 a minute, and Sentry’s own alerts are not', async () => {
  let now = 1_767_225_600_000;
  relay = await startFakeRelay({
    sentry: { signingSecrets: [signingSecret], drillSecret },
    now: () => now,
  });
  for (let n = 0; n < 240; n += 1) expect((await knock(drill(n)))[0]).toBe(202);
  expect(await knock(drill(240))).toEqual([429, 'too-many-drills']);
  expect(relay.deps.refusals.list()).toMatchObject([
    { code: 'too-many-drills', deliveryId: 'drill-alert-240' },
  ]);
  expect([relay.deps.rates.accepted.total(), relay.deps.rates.refused.total()]).toEqual([0, 0]);
  expect((await knock(signedHeaders(sampleBody)))[0]).toBe(202);
  now += 60_000;
  expect((await knock(drill(241)))[0]).toBe(202);
});
