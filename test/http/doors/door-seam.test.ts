import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { unstamped, type Delivery } from '../../../src/domain/inbox/entry.ts';
import { createShareGate } from '../../../src/http/access/share-gate.ts';
import { createReception } from '../../../src/http/doors/reception.ts';
import { webhookDoor } from '../../../src/http/doors/webhook-door.ts';
import type { Arrival, Door, Ruling } from '../../../src/seams/door.ts';
import { startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';

/** Asks a door of no vendor, which rules as it is told, over the doors' own handler. */
async function knock(rule: (arrival: Arrival) => Ruling, token = 'a-token'): Promise<[Response, FakeRelay]> {
  const relay = await startFakeRelay();
  const door: Door = {
    name: 'bell',
    sender: 'Bell',
    receive: rule,
    names: (headers) => ({ kind: headers['bell-kind'], deliveryId: headers['bell-id'] }),
  };
  const app = express();
  const gate = createShareGate({ each: 10, all: 10 });
  const quarantineGates = { likely: gate, strange: gate };
  const reception = createReception(relay.deps);
  app.post('/bell/:token', webhookDoor(door, { ...relay.deps, quarantineGates, reception }));
  const server = createServer(app);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => {
    await relay.close();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const { port } = server.address() as AddressInfo;
  const headers = { 'bell-kind': 'ring', 'bell-id': 'x'.repeat(200) };
  return [
    await fetch(`http://127.0.0.1:${port}/bell/${token}`, { method: 'POST', headers, body: 'ding' }),
    relay,
  ];
}

const delivery: Delivery = {
  source: 'sentry',
  id: 'ring-1',
  kind: 'ring',
  body: 'ding',
  digest: createHash('sha256').update('ding').digest('hex'),
  verifiedBy: 'secret-1',
  ...unstamped,
};

const counted = ({ deps }: FakeRelay): Promise<string> =>
  deps.metrics.registry.getSingleMetricAsString('stormrelay_webhooks_total');

it('is shown the exact bytes and the token of its address, and what it accepts is kept', async () => {
  const seen: Arrival[] = [];
  const [answer, relay] = await knock((arrival) => {
    seen.push(arrival);
    return { kind: 'accept', delivery, apart: null };
  });
  expect([answer.status, await answer.json()]).toEqual([202, { accepted: true, duplicate: false, seq: 1 }]);
  expect([seen[0]?.raw.toString(), seen[0]?.token]).toEqual(['ding', 'a-token']);
  expect(relay.shelf.deliveries).toMatchObject([delivery]);
});

it('keeps nothing of what it only answers', async () => {
  const [answer, relay] = await knock(() => ({ kind: 'answer', status: 200, body: { challenge: 'abc' } }));
  expect([answer.status, await answer.json()]).toEqual([200, { challenge: 'abc' }]);
  expect(relay.shelf.deliveries).toEqual([]);
  expect(relay.deps.rates.accepted.total()).toBe(0);
  expect(await counted(relay)).toContain('{outcome="answered",reason="ok",secret="none"} 1');
});

it('counts what is no real traffic apart', async () => {
  const [answer, relay] = await knock(() => ({ kind: 'accept', delivery, apart: 'drill' }));
  expect(answer.status).toBe(202);
  expect(relay.deps.rates.accepted.total()).toBe(0);
  expect(await counted(relay)).toContain('{outcome="drill",reason="ok",secret="secret-1"} 1');
});

it.each([
  ['real traffic', null, 1],
  ['a drill', 'drill', 0],
] as const)(
  'refuses %s in its own words, lists it by its own names, keeps what may heal',
  async (_, apart, rate) => {
    const headers = { 'bell-kind': 'ring' };
    const likely = 'unknown-secret' as const;
    const keep = { kind: 'ring', deliveryId: 'ring-1', signature: 'aa', headers, likely };
    const refusal = { status: 401, code: 'wrong-bell', message: 'Ring another bell.', apart, keep };
    const [answer, relay] = await knock(() => ({ kind: 'refuse', refusal }));
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { error: { code: 'wrong-bell', message: 'Ring another bell.' } },
    ]);
    expect(relay.deps.refusals.list()).toMatchObject([
      { door: 'bell', code: 'wrong-bell', kind: 'ring', deliveryId: 'x'.repeat(100), bytes: 4 },
    ]);
    expect(relay.shelf.quarantined).toMatchObject([
      { ...keep, door: 'bell', network: '127.0.0.1', body: Buffer.from('ding'), reason: 'wrong-bell' },
    ]);
    expect(relay.deps.rates.refused.total()).toBe(rate);
  },
);
