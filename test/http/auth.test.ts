import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { isLoopbackAddress, isLoopbackHost } from '../../src/http/loopback.ts';
import { isSession, newSession, sessionMs } from '../../src/http/session.ts';
import { adminToken, startFakeRelay, type FakeRelay } from './doubles/fake-relay.ts';
import { sampleIncident } from './doubles/sample-incidents.ts';
import { sampleBody, signedHeaders } from './doubles/sentry-request.ts';

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

type Headers = Readonly<Record<string, string>>;

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** fetch would not let us forge Host, Origin or Cookie. */
function ask(
  relay: FakeRelay,
  path: string,
  headers: Headers = {},
  method = 'GET',
  body = '',
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${relay.url}${path}`, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** The status of the handshake: 101 when the feed opens. */
function askLive(relay: FakeRelay, headers: Headers = {}, path = '/live'): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${relay.port}${path}`, { headers });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
}

const guarded = [
  '/',
  '/page.js',
  '/metrics',
  '/api/incidents',
  '/api/overview',
  '/api/lanes',
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
        await ask(
          open,
          '/api/incidents/inc-1/resolve',
          { ...headers, 'content-type': 'application/json' },
          'POST',
          '{}',
        )
      ).status,
    ).toBe(403);
    expect(await askLive(open, headers)).toBe(403);
    expect((await ask(open, '/healthz', headers)).status).toBe(200);
    const readyz = await ask(open, '/readyz', headers);
    expect([readyz.status, readyz.body]).toEqual([200, '{"ready":true}']);
    const hook = await ask(
      open,
      '/webhooks/sentry',
      { ...signedHeaders(sampleBody), ...headers },
      'POST',
      sampleBody,
    );
    expect(hook.status).toBe(202);
  });

  it('tells the reasons of readiness to who may read the API', async () => {
    expect(JSON.parse((await ask(open, '/readyz')).body)).toEqual({ ready: true, reasons: [], notes: [] });
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
    expect((await ask(locked, '/login')).body).toContain('type="password"');
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
    const wrong = await ask(locked, '/login', form, 'POST', 'token=not-it');
    expect([wrong.status, wrong.headers['set-cookie']]).toEqual([401, undefined]);
    expect(wrong.body).toContain('not the token');
    const right = await ask(locked, '/login', form, 'POST', `token=${adminToken}`);
    expect([right.status, right.headers['location']]).toEqual([303, '/']);
    const cookie = String(right.headers['set-cookie']);
    expect(cookie).toMatch(/^stormrelay_session=\S+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    expect(cookie).not.toContain(adminToken);
    const session = { cookie: cookie.split(';', 1)[0]! };
    expect((await ask(locked, '/', session)).body).toContain('data-log-out="yes"');
    expect((await ask(locked, '/api/books', session)).status).toBe(200);
    expect(await askLive(locked, { ...session, origin: locked.url })).toBe(101);
    const out = await ask(locked, '/logout', { ...session, origin: locked.url }, 'POST');
    expect(String(out.headers['set-cookie'])).toContain('Max-Age=0');
  });

  it('refuses a log-in form of another site, and marks the cookie Secure behind https', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const foreign = await ask(
      locked,
      '/login',
      { ...form, origin: 'https://evil.example' },
      'POST',
      `token=${adminToken}`,
    );
    expect([foreign.status, foreign.headers['set-cookie']]).toEqual([403, undefined]);
    const secure = await ask(
      locked,
      '/login',
      { ...form, 'x-forwarded-proto': 'https' },
      'POST',
      `token=${adminToken}`,
    );
    expect(String(secure.headers['set-cookie'])).toMatch(/; Secure$/);
  });

  it('slows down who guesses', async () => {
    const guessed = await startFakeRelay({ asksForToken: true, now: () => 1_767_225_600_000 });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const statuses: number[] = [];
    for (let guess = 0; guess < 21; guess += 1)
      statuses.push((await ask(guessed, '/login', form, 'POST', `token=${guess}`)).status);
    await guessed.close();
    expect(statuses).toEqual([...Array<number>(20).fill(401), 429]);
  });

  it('hides the reasons of readiness from strangers', async () => {
    const trouble = { ready: false, reasons: ['The brain stopped: a secret reason'], notes: [] };
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
    expect((await ask(open, path, headers(), 'POST', '{}')).status).toBe(status);
  });

  it('know their own Origin behind a proxy that rewrites Host', async () => {
    const proxied = {
      ...json,
      authorization: `Bearer ${adminToken}`,
      origin: 'https://relay.example.com',
      'x-forwarded-host': 'relay.example.com',
    };
    expect((await ask(locked, path, proxied, 'POST', '{}')).status).toBe(202);
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

describe('loopback', () => {
  it.each(['localhost', 'LOCALHOST:8080', '127.0.0.1', '127.1.2.3:80', '[::1]', '[::1]:8080'])(
    'is %s',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );
  it.each([
    '',
    'localhost.',
    'localhost@evil',
    '127.0.0.1.example.com',
    '0.0.0.0',
    '10.0.0.1',
    '::1',
    'localhost:80:80',
  ])('is not "%s"', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
  it('knows addresses in both spellings', () => {
    expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].every(isLoopbackAddress)).toBe(true);
    expect(['10.0.0.1', '::ffff:10.0.0.1', ''].some(isLoopbackAddress)).toBe(false);
  });
});

describe('a session', () => {
  const now = 1_767_225_600_000;

  it('ends after its time, and with another token', () => {
    const session = newSession(adminToken, now);
    expect(isSession(adminToken, session, now + sessionMs - 1)).toBe(true);
    expect(isSession(adminToken, session, now + sessionMs)).toBe(false);
    expect(isSession('another-admin-token', session, now)).toBe(false);
  });

  it('cannot be prolonged by its holder', () => {
    const [, signature] = newSession(adminToken, now).split('.');
    expect(isSession(adminToken, `${now + 10 * sessionMs}.${signature}`, now)).toBe(false);
  });
});
