import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { started } from '../started.ts';
import { anError } from './an-error.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

/** A receiver that keeps what arrives and answers as the test says. */
async function receiver(
  answer: (response: ServerResponse) => void,
): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/sentry`, received };
}

const accept = (response: ServerResponse): void => void response.writeHead(202).end();
const webhook = { isNew: false, errorCreated: false, rules: ['One'], culprit: 'ä' };

it('signs the exact bytes with the secret, and sends Sentry’s headers', async () => {
  const { url, received } = await receiver(accept);
  const { fakes, clock } = await started({ target: url, sentrySecret: 'top' });
  const [made] = fakes.sentry.webhooksFor(anError(webhook));
  const delivery = await fakes.sentry.send(made!);
  const { headers, body } = received[0]!;
  expect(body.toString('latin1')).toBe(made!.body);
  expect(headers['sentry-hook-signature']).toBe(createHmac('sha256', 'top').update(body).digest('hex'));
  expect(headers['sentry-hook-resource']).toBe('event_alert');
  expect(headers['sentry-hook-timestamp']).toBe(String(Math.floor(clock.now() / 1000)));
  expect(headers['request-id']).toMatch(/^[0-9a-f]{32}$/);
  expect(headers['idempotency-key']).toMatch(/^[0-9a-f]{32}$/);
  expect(delivery).toMatchObject({
    requestId: headers['request-id'],
    outcome: 'accepted',
    status: 202,
    at: clock.now(),
  });
  expect(fakes.observed().sentry.deliveries).toEqual([delivery]);
});

it('keeps the idempotency key over attempts and makes the request id anew', async () => {
  const { url, received } = await receiver(accept);
  const { fakes } = await started({ target: url });
  const [made] = fakes.sentry.webhooksFor(anError(webhook));
  await fakes.sentry.send(made!);
  await fakes.sentry.send(made!);
  const [first, second] = received.map(({ headers }) => headers);
  expect(first!['idempotency-key']).toBe(second!['idempotency-key']);
  expect(first!['request-id']).not.toBe(second!['request-id']);
});

it('signs with the new secret at once after a rotation', async () => {
  const { url, received } = await receiver(accept);
  const { fakes } = await started({ target: url, sentrySecret: 'old' });
  const [made] = fakes.sentry.webhooksFor(anError(webhook));
  await fakes.sentry.send(made!);
  fakes.sentry.setSecret('new');
  await fakes.sentry.send(made!);
  const expected = ['old', 'new'].map((secret) =>
    createHmac('sha256', secret).update(made!.body).digest('hex'),
  );
  expect(received.map(({ headers }) => headers['sentry-hook-signature'])).toEqual(expected);
});

it('records a refusal and a closed door, and tries each only once', async () => {
  const refusing = await receiver((response) => response.writeHead(401).end());
  const { fakes } = await started({ target: refusing.url });
  const [made] = fakes.sentry.webhooksFor(anError(webhook));
  expect(await fakes.sentry.send(made!)).toMatchObject({ outcome: 'rejected', status: 401 });
  expect(refusing.received.length).toBe(1);
  fakes.sentry.setTarget('http://127.0.0.1:1/');
  expect(await fakes.sentry.send(made!)).toMatchObject({ outcome: 'unanswered', status: null, ackMs: null });
});

it('gives up at the deadline, and does not try again', async () => {
  const silent = await receiver(() => undefined);
  const { fakes } = await started({ target: silent.url }, 400);
  const [made] = fakes.sentry.webhooksFor(anError(webhook));
  expect(await fakes.sentry.send(made!)).toMatchObject({ outcome: 'unanswered', status: null, ackMs: null });
  expect(silent.received.length).toBeLessThanOrEqual(1);
});

it('says that it has no target', async () => {
  const { fakes } = await started();
  const [made] = fakes.sentry.webhooksFor(anError(webhook));
  await expect(fakes.sentry.send(made!)).rejects.toThrow(/setTarget/);
});
