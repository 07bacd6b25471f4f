import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { stormrelay } from './scene/command.ts';
import { journey, until } from './scene/journey.ts';
import { throwIt, troubles, unrelated } from './scene/trouble.ts';

const seed = 1417;
const speed = 20;

it('a dead man’s switch is told while all works, nothing while a channel is blocked, and again once it is not', async () => {
  let beats = 0;
  const server = createServer((_request, response) => {
    beats += 1;
    response.end('OK');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const of = await journey({ seed, speed });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping/the-secret-of-the-switch`;
  await of.start({ ...of.env, HEARTBEAT_URL: url, HEARTBEAT_EVERY: '10s', HEARTBEAT_ALLOW_PRIVATE: 'on' });
  await until('it is told', () => beats >= 2);
  const metrics = async (): Promise<string> => (await fetch(`${of.url}/metrics`)).text();
  expect(await metrics()).toMatch(/stormrelay_heartbeat_last_sent_timestamp_seconds [1-9]/);
  expect((await of.api.readiness()).notes.join('\n')).not.toContain('dead man');

  of.fakes.faults.add({
    target: { service: 'slack', method: 'chat.postMessage' },
    fault: { kind: 'error-code', error: 'channel_not_found' },
  });
  await throwIt(of.fakes, troubles(of, seed)('ledger', unrelated[4]!).event());
  const blocked = /stormrelay_heartbeat_silent\{reason="lane-blocked"\} 1/;
  await until('it says why it is silent', async () => blocked.test(await metrics()));
  const before = beats;
  expect((await of.api.readiness()).notes.join('\n')).toContain('a channel or key is blocked');
  await of.clock.sleep(60_000);
  expect(beats).toBe(before);

  of.fakes.faults.clear();
  const lane = (await of.api.lanes()).find(({ state }) => state.kind === 'blocked');
  await stormrelay(of, ['lanes', 'reset', lane?.id ?? '']);
  await until('it is told again', () => beats > before);
  expect(of.relay().stdout()).not.toContain('the-secret-of-the-switch');
});
