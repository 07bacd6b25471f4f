import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { sendBeat } from '../../../src/integrations/webhook/beat.ts';

/** A switch that answers with this status. */
async function aSwitch(status: number): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(status, { location: 'http://127.0.0.1:9/' }).end('OK');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping/a-secret-of-its-own`,
    asked,
  };
}

const timeoutMs = 30_000;

it('a switch is told by one GET; what it does not take, and where it leads, is said without its address', async () => {
  const well = await aSwitch(200);
  expect(await sendBeat({ url: well.url, allowPrivate: true, timeoutMs })).toBeNull();
  expect(well.asked).toEqual(['GET /ping/a-secret-of-its-own']);
  for (const status of [500, 302]) {
    const ill = await aSwitch(status);
    const said = await sendBeat({ url: ill.url, allowPrivate: true, timeoutMs });
    expect(said).toContain(`HTTP ${status}`);
    expect(said).not.toContain('a-secret');
    expect(ill.asked).toHaveLength(1);
  }
  expect(await sendBeat({ url: 'http://127.0.0.1:9/x', allowPrivate: true, timeoutMs })).toContain(
    '127.0.0.1:9',
  );
});

it('nothing is sent to a private address that is not allowed, however it is written', async () => {
  const { url, asked } = await aSwitch(200);
  for (const address of [url, url.replace('127.0.0.1', 'localhost')])
    expect(await sendBeat({ url: address, allowPrivate: false, timeoutMs })).toContain(
      'HEARTBEAT_ALLOW_PRIVATE',
    );
  expect(asked).toEqual([]);
});
