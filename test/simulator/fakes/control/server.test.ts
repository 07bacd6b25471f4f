import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { Fakes } from '../../../../simulator/fakes/start.ts';
import { enqueue, post, started, trigger } from '../started.ts';

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

async function control(fakes: Fakes, method: string, path: string, body?: unknown) {
  const { url, token } = fakes.connection.control;
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>),
  };
}

/** A relay that accepts everything. */
async function acceptingRelay(): Promise<string> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(202).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/sentry`;
}

it('asks for its token', async () => {
  const { fakes } = await started();
  const response = await fetch(`${fakes.connection.control.url}/observed`, {
    headers: { authorization: 'Bearer wrong' },
  });
  expect(response.status).toBe(401);
});

it('shows what was seen', async () => {
  const { fakes } = await started();
  await post(fakes);
  const { body } = await control(fakes, 'GET', '/observed');
  expect(body).toMatchObject({
    slack: { messages: [{ revisions: [{ text: 'hello' }] }] },
    pagerduty: { calls: [] },
  });
});

it('sets, lists and removes faults, and explains a wrong one', async () => {
  const { fakes } = await started();
  const fault = { target: { service: 'slack' }, fault: { kind: 'status', status: 502 } };
  const { body } = await control(fakes, 'POST', '/faults', fault);
  expect(await control(fakes, 'GET', '/faults')).toMatchObject({
    body: { faults: [{ id: body!['id'], ...fault }] },
  });
  expect((await control(fakes, 'DELETE', `/faults/${String(body!['id'])}`)).status).toBe(204);
  expect((await control(fakes, 'DELETE', '/faults/nothing')).status).toBe(404);
  expect((await control(fakes, 'DELETE', '/faults')).status).toBe(204);
  const wrong = await control(fakes, 'POST', '/faults', {
    target: { service: 'slack' },
    fault: { kind: 'meteor' },
  });
  expect(wrong.status).toBe(400);
  expect(JSON.stringify(wrong.body)).toContain('kind');
});

it('acknowledges an incident as a person', async () => {
  const { fakes } = await started();
  await enqueue(fakes, trigger('a'));
  const key = { routingKey: fakes.connection.pagerduty.routingKey, dedupKey: 'a' };
  expect((await control(fakes, 'POST', '/pagerduty/acknowledge', key)).body).toEqual({ acknowledged: true });
  expect(fakes.observed().pagerduty.incidents).toMatchObject([{ status: 'acknowledged' }]);
});

it('resolves an incident as a person, and tells whom it woke', async () => {
  const { fakes } = await started();
  const key = { routingKey: fakes.connection.pagerduty.routingKey, dedupKey: 'a' };
  await enqueue(fakes, trigger('a'));
  expect((await control(fakes, 'POST', '/pagerduty/resolve', key)).body).toEqual({ resolved: true });
  expect((await control(fakes, 'POST', '/pagerduty/resolve', key)).body).toEqual({ resolved: false });
  await enqueue(fakes, trigger('a', 'Disk full again'));
  expect((await control(fakes, 'GET', '/pagerduty/wakings')).body).toMatchObject({
    wakings: [
      { dedupKey: 'a', summary: 'Disk full' },
      { dedupKey: 'a', summary: 'Disk full again' },
    ],
  });
});

it('sends a bounded storm that ends by itself', async () => {
  const { fakes } = await started();
  const storm = { perMinute: 600, seconds: 3, services: 4, target: await acceptingRelay(), secret: 's' };
  expect(await control(fakes, 'POST', '/storms', storm)).toMatchObject({ status: 202, body: { errors: 30 } });
  await expect
    .poll(async () => (await control(fakes, 'GET', '/storms')).body, { timeout: 20_000 })
    .toMatchObject({ storms: [{ done: true, sent: 34, accepted: 34 }] });
  const { deliveries } = fakes.observed().sentry;
  expect(deliveries.filter(({ resource }) => resource === 'issue').length).toBe(4);
  expect(new Set(deliveries.map(({ truth }) => truth.issueId)).size).toBe(4);
});

it.each([
  [{ perMinute: 100_000 }, 'perMinute'],
  [{ seconds: 100_000 }, 'seconds'],
  [{ target: 'https://relay.example.com/webhooks/sentry' }, 'on this machine'],
  [{}, 'No target'],
])('refuses the storm %j and says why', async (storm, why) => {
  const { fakes } = await started();
  const { status, body } = await control(fakes, 'POST', '/storms', storm);
  expect(status).toBe(400);
  expect(JSON.stringify(body)).toContain(why);
});

it('points the fake Sentry elsewhere, on this machine only', async () => {
  const { fakes } = await started();
  expect((await control(fakes, 'POST', '/sentry/target', { url: 'http://127.0.0.1:9/x' })).status).toBe(204);
  expect((await control(fakes, 'POST', '/sentry/target', { url: 'http://10.0.0.1/x' })).status).toBe(400);
  expect((await control(fakes, 'POST', '/sentry/secret', { secret: 'new' })).status).toBe(204);
});

it('makes a channel and a service, for whoever needs receivers of their own', async () => {
  const { fakes } = await started();
  const made = await control(fakes, 'POST', '/slack/channels', { name: 'drills-2' });
  expect(made.status).toBe(201);
  const own = await control(fakes, 'POST', '/slack/channels', { name: 'alerts', id: 'C0ALERTS' });
  expect(own).toMatchObject({ status: 201, body: { channel: 'C0ALERTS' } });
  const ownKey = { routingKey: 'k'.repeat(32) };
  expect(await control(fakes, 'POST', '/pagerduty/services', ownKey)).toMatchObject({
    status: 201,
    body: ownKey,
  });
  expect((await enqueue(fakes, { ...trigger('a'), routing_key: ownKey.routingKey })).status).toBe(202);
  const { status, body } = await control(fakes, 'POST', '/pagerduty/services', {});
  expect(status).toBe(201);
  const routingKey = String(body!['routingKey']);
  expect(routingKey).not.toBe(fakes.connection.pagerduty.routingKey);
  expect((await enqueue(fakes, { ...trigger('b'), routing_key: routingKey })).status).toBe(202);
  const ts = await post(fakes, { channel: String(made.body!['channel']) });
  expect(ts).toMatch(/^\d+\.\d{6}$/);
  expect((await control(fakes, 'POST', '/slack/channels', { name: 'No Spaces' })).status).toBe(400);
});
