import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownOrigin } from '../../../src/http/access/own-origin.ts';
import { ask, askLive, post, type Headers } from '../doubles/ask.ts';
import { adminToken, startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';
import { sampleIncident } from '../doubles/sample-incidents.ts';

const publicUrl = 'https://relay.example.com/';
let relay: FakeRelay;
let session: Headers = {};
beforeAll(async () => {
  relay = await startFakeRelay({ asksForToken: true, publicUrl });
  relay.shelf.incidents = [sampleIncident({ id: 'inc-1' })];
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const { headers } = await post(relay, '/login', form, `token=${adminToken}`);
  session = { cookie: String(headers['set-cookie']).split(';', 1)[0]! };
});
afterAll(() => relay.close());

const evil = 'https://evil.example';
const foreign: readonly (readonly [string, Headers])[] = [
  ['of another site, where no Origin is told', { 'sec-fetch-site': 'cross-site' }],
  ['of a sibling of our host', { 'sec-fetch-site': 'same-site' }],
  ['with a word that the standard may add one day', { 'sec-fetch-site': 'same-planet' }],
  ['of a foreign Origin that a header calls the host', { origin: evil, 'x-forwarded-host': 'evil.example' }],
  ['of a foreign Origin, whatever Sec-Fetch-Site says', { origin: evil, 'sec-fetch-site': 'same-origin' }],
  ['of the public address without its scheme', { origin: 'http://relay.example.com' }],
];
const own: readonly (readonly [string, () => Headers])[] = [
  ['of a program', () => ({})],
  ['of our page, by Host', () => ({ origin: relay.url, 'sec-fetch-site': 'same-origin' })],
  ['of our page over plain HTTP, where browsers tell no site', () => ({ origin: relay.url })],
  ['of our page behind a proxy that rewrites Host', () => ({ origin: 'https://relay.example.com' })],
  ['that a person began', () => ({ 'sec-fetch-site': 'none' })],
];

describe('what a session may change', () => {
  const json = { 'content-type': 'application/json' };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  async function answers(headers: Headers): Promise<readonly number[]> {
    const write = await post(
      relay,
      '/api/incidents/inc-1/acknowledge',
      { ...session, ...json, ...headers },
      '{}',
    );
    const logIn = await post(relay, '/login', { ...form, ...headers }, `token=${adminToken}`);
    return [write.status, logIn.status, await askLive(relay, { ...session, ...headers })];
  }

  it.each(foreign)('nothing by a request %s', async (_name, headers) => {
    expect(await answers(headers)).toEqual([403, 403, 403]);
    const out = await post(relay, '/logout', { ...session, ...headers });
    expect(out.status).toBe(403);
    expect((await ask(relay, '/api/books', session)).status).toBe(200);
  });

  it.each(own)('all by a request %s', async (_name, headers) => {
    expect(await answers(headers())).toEqual([202, 303, 101]);
  });

  it('says what a proxy lacks to whoever is refused', async () => {
    const headers = { ...session, ...json, origin: evil };
    const { body } = await post(relay, '/api/incidents/inc-1/acknowledge', headers, '{}');
    expect(body).toContain('PUBLIC_URL');
  });
});

it('an Origin is our own by Host and the public address alone, whatever other headers say', () => {
  const host = fc.constantFrom(
    'relay.internal:8080',
    'relay.example.com',
    'evil.example',
    'RELAY.internal:8080',
  );
  const headers = fc.record({
    origin: fc.constantFrom('http://relay.internal:8080', 'https://relay.example.com', evil, 'null'),
    host,
    'x-forwarded-host': host,
    forwarded: fc.constant('host=evil.example'),
  });
  fc.assert(
    fc.property(headers, fc.boolean(), (sent, isTold) => {
      const expected =
        sent.origin.replace(/^\w+:\/\//, '') === sent.host.toLowerCase() ||
        (isTold && sent.origin === 'https://relay.example.com');
      expect(ownOrigin(isTold ? publicUrl : null)({ headers: sent })).toBe(expected);
    }),
  );
});
