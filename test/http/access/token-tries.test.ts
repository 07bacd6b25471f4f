import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../../../src/seams/log.ts';
import { silentLog } from '../../../src/seams/log.ts';
import { ask, askLive, post, type Headers } from '../doubles/ask.ts';
import { adminToken, startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';

const ciToken = 'a-ci-token-of-our-own-42';
const form = { 'content-type': 'application/x-www-form-urlencoded' };
let relay: FakeRelay;
let now: number;
let warned: object[];
beforeEach(async () => {
  now = 1_767_225_600_000;
  warned = [];
  const log: Log = { ...silentLog, warn: (fields) => void warned.push(fields) };
  relay = await startFakeRelay({ asksForToken: true, ciToken, now: () => now, overrides: { log } });
});
afterEach(() => relay.close());

const from = (network: string, token: string): Headers => ({
  'x-forwarded-for': network,
  authorization: `Bearer ${token}`,
});
const books = async (headers: Headers): Promise<number> => (await ask(relay, '/api/books', headers)).status;

async function guess(network: string): Promise<void> {
  for (let n = 0; n < 10; n += 1) {
    expect(await books(from(network, `guess-${n}`))).toBe(401);
    const login = await post(relay, '/login', { ...form, 'x-forwarded-for': network }, `token=${n}`);
    expect(login.status).toBe(401);
  }
}

describe('wrong tokens', () => {
  it('are answered 429 after twenty of one network in a minute, however they are shown', async () => {
    await guess('9.9.9.9');
    expect(await books(from('9.9.9.8', 'one-more'))).toBe(429);
    const login = await post(relay, '/login', { ...form, 'x-forwarded-for': '9.9.9.9' }, 'token=one-more');
    expect([login.status, login.headers['retry-after']]).toEqual([429, '60']);
    expect(await askLive(relay, from('9.9.9.9', 'one-more'))).toBe(429);
    expect((await ask(relay, '/api/synthetics', from('9.9.9.9', 'one-more'))).status).toBe(429);
    // Of others nothing is known.
    expect(await books(from('8.8.8.8', 'another'))).toBe(401);
    now += 60_000;
    expect(await books(from('9.9.9.9', 'one-more'))).toBe(401);
  });

  it('lock nobody out who shows a right one, from that very address', async () => {
    await guess('9.9.9.9');
    expect(await books(from('9.9.9.9', 'one-more'))).toBe(429);
    expect(await books(from('9.9.9.9', adminToken))).toBe(200);
    const login = await post(
      relay,
      '/login',
      { ...form, 'x-forwarded-for': '9.9.9.9' },
      `token=${adminToken}`,
    );
    expect(login.status).toBe(303);
    const cookie = String(login.headers['set-cookie']).split(';', 1)[0]!;
    expect(await books({ 'x-forwarded-for': '9.9.9.9', cookie })).toBe(200);
    expect((await ask(relay, '/api/synthetics', from('9.9.9.9', ciToken))).status).toBe(200);
  });

  it('are logged with where they came from, the first of a flood, and counted', async () => {
    await guess('9.9.9.9');
    expect(warned.filter((one) => 'event' in one)).toEqual(
      Array.from({ length: 3 }, () => [
        { event: 'wrong-token', as: 'bearer', network: '9.9.9.0/24' },
        { event: 'wrong-token', as: 'log-in', network: '9.9.9.0/24' },
      ]).flat(),
    );
    const counted = await relay.deps.metrics.registry.getSingleMetricAsString(
      'stormrelay_wrong_tokens_total',
    );
    expect(counted).toContain('{as="bearer"} 10');
    expect(counted).toContain('{as="log-in"} 10');
    expect(JSON.stringify(warned)).not.toContain('guess-');
  });

  it("are not CI's, which opens other doors, nor sessions that are over", async () => {
    expect((await ask(relay, '/api/books', from('9.9.9.9', ciToken))).status).toBe(403);
    expect(await books({ cookie: 'stormrelay_session=1.2.3' })).toBe(401);
    expect(warned).toEqual([]);
  });
});
