import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startFakes } from '../../../simulator/fakes/start.ts';
import { lookAtAddress } from '../../../src/cli/doctor/look-outside.ts';
import { manualClock } from '../../simulator/fakes/manual-clock.ts';

const now = (): number => Date.UTC(2026, 11, 1);
const codesAt = async (publicUrl: string | null): Promise<readonly string[]> =>
  (await lookAtAddress({ publicUrl }, now)).map(({ code }) => code);

/** What answers like a relay, or with another status. */
async function something(status: number): Promise<string> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/healthz' ? status : 500).end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('a certificate that nobody trusts is wrong: vendors would not connect', async () => {
  const fakes = await startFakes({ seed: 7, clock: manualClock() });
  onTestFinished(() => fakes.close());
  expect(await codesAt(fakes.connection.pagerduty.httpsUrl)).toEqual(['address-not-trusted']);
});

it('a relay that answers without TLS is told so; what is no relay, or nothing, is told apart', async () => {
  expect(await codesAt(`${await something(200)}/`)).toEqual(['address-open', 'address-answers']);
  expect(await codesAt(await something(404))).toEqual(['address-open', 'address-other']);
  expect(await codesAt('http://127.0.0.1:9')).toEqual(['address-open', 'address-silent']);
  expect(await codesAt(null)).toEqual(['address-missing']);
});
