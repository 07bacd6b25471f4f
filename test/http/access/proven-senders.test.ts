import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { createProvenSenders } from '../../../src/http/access/proven-senders.ts';

const hour = 60 * 60_000;

function request(remoteAddress: string, forwarded?: string, socket: object = {}): IncomingMessage {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return { headers, socket: Object.assign(socket, { remoteAddress }) } as unknown as IncomingMessage;
}

it('knows whose requests were let in, by network, for a day', () => {
  const proven = createProvenSenders();
  expect(proven.isProven('9.9.9.0/24', 0)).toBe(false);
  proven.prove(request('9.9.9.9'), 0);
  expect(proven.isProven('9.9.9.0/24', 24 * hour - 1)).toBe(true);
  expect(proven.isProven('9.9.9.0/24', 24 * hour)).toBe(false);
  expect(proven.isProven('9.9.8.0/24', 1)).toBe(false);
});

it('notes each sender behind a proxy, also those that share its line', () => {
  const proven = createProvenSenders();
  const line = {};
  proven.prove(request('10.0.0.1', '9.9.9.9', line), 0);
  proven.prove(request('10.0.0.1', '8.8.8.8', line), 1);
  expect([proven.isProven('9.9.9.0/24', 2), proven.isProven('8.8.8.0/24', 2)]).toEqual([true, true]);
  expect(proven.isProven('10.0.0.1', 2)).toBe(false);
});

it('goes on knowing a line that goes on', () => {
  const proven = createProvenSenders();
  const line = {};
  for (let at = 0; at <= 30 * hour; at += hour) proven.prove(request('9.9.9.9', undefined, line), at);
  expect(proven.isProven('9.9.9.0/24', 53 * hour)).toBe(true);
});

it('forgets those of whom it heard longest ago, beyond a thousand', () => {
  const proven = createProvenSenders();
  for (let n = 0; n <= 1_000; n += 1) proven.prove(request(`9.${n >> 8}.${n & 255}.9`), n);
  expect(proven.isProven('9.0.0.0/24', 1_001)).toBe(false);
  expect(proven.isProven('9.0.1.0/24', 1_001)).toBe(true);
});
