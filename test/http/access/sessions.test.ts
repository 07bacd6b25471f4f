import WebSocket from 'ws';
import { afterEach, expect, it } from 'vitest';
import { ask, post, type Headers } from '../doubles/ask.ts';
import { adminToken, startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };
const started: FakeRelay[] = [];
afterEach(async () => {
  for (const relay of started.splice(0)) await relay.close();
});

async function start(options: Parameters<typeof startFakeRelay>[0] = {}): Promise<FakeRelay> {
  const relay = await startFakeRelay({ asksForToken: true, ...options });
  started.push(relay);
  return relay;
}

async function logIn(relay: FakeRelay): Promise<Headers> {
  const answer = await post(relay, '/login', { ...form, origin: relay.url }, `token=${adminToken}`);
  return { cookie: String(answer.headers['set-cookie']).split(';', 1)[0]! };
}

const logOut = (relay: FakeRelay, session: Headers): Promise<unknown> =>
  post(relay, '/logout', { ...session, origin: relay.url });
const status = async (relay: FakeRelay, session: Headers): Promise<number> =>
  (await ask(relay, '/api/books', session)).status;

it('ends with a log-out, also for a copy of its cookie, and no other session does', async () => {
  const relay = await start();
  const [one, other] = [await logIn(relay), await logIn(relay)];
  expect([await status(relay, one), await status(relay, other)]).toEqual([200, 200]);
  await logOut(relay, one);
  expect([await status(relay, one), await status(relay, other)]).toEqual([401, 200]);
});

it('stays over after a restart', async () => {
  const before = await start();
  const [one, other] = [await logIn(before), await logIn(before)];
  await logOut(before, one);
  const after = await start({ shelf: before.shelf });
  expect([await status(after, one), await status(after, other)]).toEqual([401, 200]);
});

it('is over at once, also where the store fails', async () => {
  const relay = await start();
  const endSession = (): Promise<void> => Promise.reject(new Error('disk I/O error'));
  const failing = await start({ overrides: { store: { ...relay.deps.store, endSession } } });
  const session = await logIn(failing);
  await logOut(failing, session);
  expect(await status(failing, session)).toBe(401);
});

it('cannot be ended by another site', async () => {
  const relay = await start();
  const session = await logIn(relay);
  await post(relay, '/logout', { ...session, origin: 'https://evil.example' });
  expect(await status(relay, session)).toBe(200);
});

it('takes the live feed with it', async () => {
  const relay = await start();
  const session = await logIn(relay);
  const socket = new WebSocket(`ws://127.0.0.1:${relay.port}/live`, { headers: session });
  await new Promise((open) => socket.once('open', open));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await logOut(relay, session);
  expect(await closed).toBe(1008);
});
