import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, askLive, post, type Headers } from '../doubles/ask.ts';
import { adminToken, startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';
import { sampleIncident } from '../doubles/sample-incidents.ts';
import { sampleBody, signedHeaders } from '../doubles/sentry-request.ts';

let open: FakeRelay;
let locked: FakeRelay;
beforeAll(async () => {
  open = await startFakeRelay();
  locked = await startFakeRelay({ asksForToken: true });
  for (const relay of [open, locked]) relay.shelf.incidents = [sampleIncident({ id: 'inc-1' })];
});
afterAll(async () => {
  await open.close();
  await locked.close();
});

const guarded = [
  '/',
  '/live.js',
  '/metrics',
  '/api/incidents',
  '/api/overview',
  '/api/lanes',
  '/api/rules',
  '/api/deploys',
  '/api/books',
  '/api/quarantine',
  '/api/set-aside',
  '/api/refused',
  '/api/dead-letters',
];
const detours: readonly (readonly [string, Headers])[] = [
  ['a foreign Host', { host: 'relay.example.com' }],
  ['a Host that only begins like ours', { host: 'localhost.example.com' }],
  ['Forwarded', { forwarded: 'for=192.0.2.1' }],
  ['X-Forwarded-For', { 'x-forwarded-for': '192.0.2.1' }],
  ['X-Forwarded-Host', { 'x-forwarded-host': 'localhost' }],
  ['Via', { via: '1.1 tunnel' }],
];

describe('without a token', () => {
  it.each(guarded)('this machine may ask for %s', async (path) => {
    expect((await ask(open, path)).status).toBe(200);
  });

  it.each(detours)('%s closes everything but webhooks and health', async (_name, headers) => {
    for (const path of guarded) expect((await ask(open, path, headers)).status, path).toBe(403);
    expect(
      (
        await post(
          open,
          '/api/incidents/inc-1/resolve',
          { ...headers, 'content-type': 'application/json' },
          '{}',
        )
      ).status,
    ).toBe(403);
    expect(await askLive(open, headers)).toBe(403);
    expect((await ask(open, '/healthz', headers)).status).toBe(200);
    const readyz = await ask(open, '/readyz', headers);
    expect([readyz.status, readyz.body]).toEqual([200, '{"ready":true}']);
    const hook = await post(
      open,
      '/webhooks/sentry',
      { ...signedHeaders(sampleBody), ...headers },
      sampleBody,
    );
    expect(hook.status).toBe(202);
  });

  it('tells the reasons of readiness to who may read the API', async () => {
    expect(JSON.parse((await ask(open, '/readyz')).body)).toEqual({
      ready: true,
      reasons: [],
      notes: [],
      receivers: [],
    });
  });

  it('has no log-in', async () => {
    expect((await ask(open, '/login')).status).toBe(404);
  });
});

describe('with a token', () => {
  const bearer = { authorization: `Bearer ${adminToken}` };

  it.each(guarded.slice(1))('asks for it at %s, on this machine too', async (path) => {
    const refused = await ask(locked, path);
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer realm="stormrelay"']);
    expect((await ask(locked, path, bearer)).status).toBe(200);
    expect(
      (await ask(locked, path, { ...bearer, host: 'relay.example.com', 'x-forwarded-for': '192.0.2.1' }))
        .status,
    ).toBe(200);
  });

  it('sends a person to the log-in instead', async () => {
    const refused = await ask(locked, '/');
    expect([refused.status, refused.headers['location']]).toEqual([303, '/login']);
    const { body } = await ask(locked, '/login');
    expect(body).toContain('type="password"');
    expect(body).toContain('role="alert" hidden');
  });

  it('carries what a link wants through the log-in, and nothing else', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: locked.url };
    const key = encodeURIComponent('stormrelay:i1:inc-5:2');
    for (const wanted of ['?incident=inc-5', `?page=${key}`]) {
      expect((await ask(locked, `/${wanted}`)).headers['location']).toBe('/login?incident=inc-5');
      const right = await post(locked, `/login${wanted}`, form, `token=${adminToken}`);
      expect(right.headers['location']).toBe('/incidents/inc-5');
      // Where nobody has to log in, older messages and pages lead there too.
      expect((await ask(open, `/${wanted}`)).headers['location']).toBe('/incidents/inc-5');
    }
    expect((await ask(locked, '/incidents/inc-5')).headers['location']).toBe('/login?incident=inc-5');
    expect((await ask(locked, '/?text=a%26b&token=y')).headers['location']).toBe('/login?text=a%26b');
    const looked = await post(locked, '/login?text=a%26b&severity=error', form, `token=${adminToken}`);
    expect(looked.headers['location']).toBe('/?text=a%26b&severity=error');
    for (const other of ['?incident=//evil.example', '?page=x&token=y', '?incident=inc-5%0d%0aX:1'])
      expect((await ask(locked, `/${other}`)).headers['location']).toBe('/login');
    for (const other of ['/incidents/x', '/incidents/inc-5%0d%0aX:1', '/incidents/%2f%2fevil.example'])
      expect((await ask(locked, other)).headers['location']).toBe('/login');
  });

  it.each([
    ['another token', { authorization: 'Bearer an-admin-token-of-our-own-43' }],
    ['a longer one', { authorization: `Bearer ${adminToken}4` }],
    ['an empty one', { authorization: 'Bearer ' }],
    [
      'the token as a password',
      { authorization: `Basic ${Buffer.from(`admin:${adminToken}`).toString('base64')}` },
    ],
    ['a forged cookie', { cookie: `stormrelay_session=9999999999999.${'0'.repeat(64)}` }],
    ['the token as a cookie', { cookie: `stormrelay_session=${adminToken}` }],
  ])('refuses %s', async (_name, headers) => {
    expect((await ask(locked, '/api/books', headers)).status).toBe(401);
    expect(await askLive(locked, headers)).toBe(401);
  });

  it('never takes a token out of an address', async () => {
    expect((await ask(locked, `/api/books?token=${adminToken}&access_token=${adminToken}`)).status).toBe(401);
  });

  it('logs a person in and out by form', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: locked.url };
    const wrong = await post(locked, '/login', form, 'token=not-it');
    expect([wrong.status, wrong.headers['set-cookie']]).toEqual([401, undefined]);
    expect(wrong.body).toContain('role="alert">That is not the token');
    expect(wrong.body).toContain('aria-invalid="true"');
    const right = await post(locked, '/login', form, `token=${adminToken}`);
    expect([right.status, right.headers['location']]).toEqual([303, '/']);
    const cookie = String(right.headers['set-cookie']);
    expect(cookie).toMatch(/^stormrelay_session=\S+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    expect(cookie).not.toContain(adminToken);
    const session = { cookie: cookie.split(';', 1)[0]! };
    expect((await ask(locked, '/', session)).body).toContain('data-log-out="yes"');
    expect((await ask(locked, '/api/books', session)).status).toBe(200);
    expect(await askLive(locked, { ...session, origin: locked.url })).toBe(101);
    const out = await post(locked, '/logout', { ...session, origin: locked.url });
    expect(String(out.headers['set-cookie'])).toContain('Max-Age=0');
    // Whoever has a copy of the cookie is out too.
    expect((await ask(locked, '/api/books', session)).status).toBe(401);
    expect(await askLive(locked, { ...session, origin: locked.url })).toBe(401);
  });

  it('refuses a log-in form of another site, and marks the cookie Secure behind https', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const foreign = await post(
      locked,
      '/login',
      { ...form, origin: 'https://evil.example' },
      `token=${adminToken}`,
    );
    expect([foreign.status, foreign.headers['set-cookie']]).toEqual([403, undefined]);
    const secure = await post(
      locked,
      '/login',
      { ...form, 'x-forwarded-proto': 'https' },
      `token=${adminToken}`,
    );
    expect(String(secure.headers['set-cookie'])).toMatch(/; Secure$/);
  });

  it('hides the reasons of readiness from strangers', async () => {
    const trouble = {
      ready: false,
      reasons: ['The brain stopped: a secret reason'],
      notes: [],
      receivers: [],
    };
    const relay = await startFakeRelay({ asksForToken: true, readiness: trouble });
    const stranger = await ask(relay, '/readyz');
    const operator = await ask(relay, '/readyz', bearer);
    await relay.close();
    expect([stranger.status, stranger.body]).toEqual([503, '{"ready":false}']);
    expect(operator.body).toContain('a secret reason');
  });
});

describe('writes', () => {
  const json = { 'content-type': 'application/json' };
  const path = '/api/incidents/inc-1/acknowledge';

  it.each([
    ['our own Origin', (): Headers => ({ ...json, origin: open.url }), 202],
    ['no Origin, as programs send', (): Headers => json, 202],
    ['JSON with a charset', (): Headers => ({ 'content-type': 'application/json; charset=utf-8' }), 202],
    ['a foreign Origin', (): Headers => ({ ...json, origin: 'https://evil.example' }), 403],
    ['the Origin null', (): Headers => ({ ...json, origin: 'null' }), 403],
    ['our host on another port', (): Headers => ({ ...json, origin: 'http://127.0.0.1:1' }), 403],
    ['a form', (): Headers => ({ 'content-type': 'application/x-www-form-urlencoded' }), 415],
    ['plain text', (): Headers => ({ 'content-type': 'text/plain' }), 415],
    ['no type', (): Headers => ({}), 415],
  ])('with %s', async (_name, headers, status) => {
    expect((await post(open, path, headers(), '{}')).status).toBe(status);
  });
});

describe('the live feed', () => {
  it('opens for our own page and for programs, not for other sites', async () => {
    expect(await askLive(open, { origin: open.url })).toBe(101);
    expect(await askLive(open)).toBe(101);
    expect(await askLive(open, { origin: 'https://evil.example' })).toBe(403);
    expect(await askLive(open, {}, '/elsewhere')).toBe(404);
  });
});
