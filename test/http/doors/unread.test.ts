import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signingSecret, startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';

const legacyToken = 'legacy-token-of-our-own-1';
let relay: FakeRelay;
beforeAll(async () => {
  relay = await startFakeRelay({
    pagerdutyWebhookSecrets: ['a-pagerduty-secret'],
    sentry: { signingSecrets: [signingSecret], legacyTokens: [legacyToken] },
  });
});
afterAll(() => relay.close());

const signed = { 'sentry-hook-signature': 'ab'.repeat(32) };
const bytes = 1_500_000;

/** The answer to headers alone: the body that they announce never comes. */
function answered(path: string, headers: Record<string, string>): Promise<string> {
  const lines = { host: 'relay', 'content-length': `${bytes}`, ...headers };
  const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve, reject) => {
    const socket = connect(relay.port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    socket.write(`POST ${path} HTTP/1.1\r\n${head.join('')}\r\n`);
  });
}

describe('headers alone refuse', () => {
  it.each([
    ['/webhooks/sentry', {}, 401, 'signature-missing'],
    ['/webhooks/sentry', { 'sentry-hook-signature': 'abc' }, 401, 'signature-malformed'],
    ['/webhooks/sentry', { 'x-servicehook-signature': 'ab'.repeat(32) }, 401, 'service-hooks-off'],
    ['/webhooks/sentry', { 'stormrelay-drill': 'x', 'sentry-hook-signature': 'abc' }, 401, 'drills-off'],
    ['/webhooks/sentry', { ...signed, 'content-type': 'text/html' }, 415, 'type-unsupported'],
    ['/webhooks/sentry', { ...signed, 'content-type': 'multipart/form-data' }, 415, 'type-unsupported'],
    ['/webhooks/sentry', { ...signed, 'content-encoding': 'br' }, 415, 'encoding-unsupported'],
    ['/webhooks/sentry', { ...signed, 'content-length': '2097153' }, 413, 'body-too-large'],
    ['/webhooks/sentry/legacy/another-token-altogether', {}, 401, 'unknown-token'],
    ['/webhooks/pagerduty', {}, 401, 'signature-missing'],
    ['/webhooks/pagerduty', { 'x-pagerduty-signature': 'v2=abc' }, 401, 'signature-malformed'],
  ])('%s with %o', async (path, headers, status, code) => {
    const answer = await answered(path, headers);
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer).toContain(`"code":"${code}"`);
    expect(relay.deps.refusals.list()[0]).toMatchObject({ status, code });
  });
});

it('reads on where a signature may stand in another header, and where a tool wrote the type', async () => {
  for (const headers of [
    { 'x-hub-signature-256': `sha256=${'ab'.repeat(32)}` },
    { ...signed, 'content-type': 'application/x-www-form-urlencoded' },
    { ...signed, 'content-type': 'application/vnd.sentry+json; charset=utf-8' },
    { ...signed },
  ]) {
    const body = '{}';
    const url = `${relay.url}/webhooks/sentry`;
    const answer = await fetch(url, { method: 'POST', headers, body });
    const { error } = (await answer.json()) as { error: { code: string } };
    expect(error.code).toMatch(/^signature-(mismatch|malformed|missing)$/);
  }
});

it('keeps the line of whoever announced a short body, so that the answer is read', async () => {
  const post = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${relay.url}/webhooks/sentry`, { method: 'POST', headers, body: '{}' });
  const answer = await post({ 'content-type': 'application/json' });
  expect([answer.status, answer.headers.get('connection')]).toEqual([401, 'keep-alive']);
});
