import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { enqueue, started, trigger, type Started } from '../started.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A subscriber that answers as it is told, the last answer again and again. */
async function subscriber(world: Started, ...statuses: readonly number[]): Promise<Received[]> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.statusCode = statuses[Math.min(received.length, statuses.length) - 1] ?? 202;
      response.end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  world.fakes.pagerduty.setWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`);
  return received;
}

const eventOf = ({ body }: Received): Record<string, unknown> =>
  (JSON.parse(body) as { event: Record<string, unknown> }).event;
const typesOf = (received: readonly Received[]): unknown[] =>
  received.map((one) => eventOf(one)['event_type']);

async function count(received: readonly Received[], least: number): Promise<void> {
  while (received.length < least) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('webhooks of the fake PagerDuty', () => {
  it('are signed, in order, and tell who opened an incident and who did what to it', async () => {
    const world = await started();
    const { routingKey, webhookSecret } = world.fakes.connection.pagerduty;
    const received = await subscriber(world, 202);
    await enqueue(world.fakes, {
      ...trigger('a'),
      client: 'relay',
      client_url: 'https://relay.example/?page=a',
    });
    const key = { routingKey, dedupKey: 'a' };
    world.fakes.pagerduty.act({ does: 'escalate', ...key, by: 'Robin Fake', to: ['Kim Fake'] });
    world.fakes.pagerduty.act({ does: 'annotate', ...key, by: 'Kim Fake', note: 'the switch' });
    world.fakes.pagerduty.act({ does: 'ask', ...key, by: 'Kim Fake', responder: 'Cleo Fake' });
    world.fakes.pagerduty.resolve(routingKey, 'a');
    expect(world.fakes.pagerduty.act({ does: 'escalate', ...key, by: 'x', to: ['y'] })).toBe(false);
    world.fakes.pagerduty.act({ does: 'reopen', ...key, by: 'Robin Fake' });
    await count(received, 6);
    expect(typesOf(received)).toEqual([
      'incident.triggered',
      'incident.escalated',
      'incident.annotated',
      'incident.responder.added',
      'incident.resolved',
      'incident.reopened',
    ]);
    const [first, second] = received.map(eventOf);
    expect(first).toMatchObject({
      agent: { type: 'inbound_integration_reference' },
      client: { name: 'relay', url: 'https://relay.example/?page=a' },
      data: { incident_key: null, status: 'triggered', assignees: [{ summary: 'Robin Fake' }] },
    });
    expect(second).toMatchObject({ client: null, data: { assignees: [{ summary: 'Kim Fake' }] } });
    for (const { headers, body } of received) {
      const signature = createHmac('sha256', webhookSecret).update(body).digest('hex');
      expect(headers['x-pagerduty-signature']).toContain(`v1=${signature}`);
    }
    expect(new Set(received.map(({ headers }) => headers['x-webhook-id'])).size).toBe(6);
  });

  it('are tried again under the same id until they are taken, and dropped at a refusal', async () => {
    const world = await started();
    const received = await subscriber(world, 503, 202, 401, 202);
    await enqueue(world.fakes, trigger('a'));
    await count(received, 2);
    world.fakes.pagerduty.acknowledge(world.fakes.connection.pagerduty.routingKey, 'a');
    await count(received, 3);
    world.fakes.pagerduty.resolve(world.fakes.connection.pagerduty.routingKey, 'a');
    await count(received, 4);
    expect(typesOf(received)).toEqual([
      'incident.triggered',
      'incident.triggered',
      'incident.acknowledged',
      'incident.resolved',
    ]);
    expect(received[0]?.headers['x-webhook-id']).toBe(received[1]?.headers['x-webhook-id']);
  });

  it('come as often as they are told to, and tell nobody without an address', async () => {
    const world = await started();
    await enqueue(world.fakes, trigger('unheard'));
    const received = await subscriber(world, 202);
    world.fakes.pagerduty.setWebhookManner({ copies: 3, lateByMs: 10 });
    await enqueue(world.fakes, trigger('a'));
    await count(received, 3);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  });
});
