import { connect } from 'node:net';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { bodyLimit } from '../../../src/http/doors/unread.ts';
import { StoreFull } from '../../../src/seams/store.ts';
import { startFakeRelay, type FakeRelay } from '../doubles/fake-relay.ts';
import { sampleBody, signedHeaders } from '../doubles/sentry-request.ts';

let relay: FakeRelay;
beforeEach(async () => {
  relay = await startFakeRelay();
});
afterEach(() => relay.close());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly json: { readonly error?: { readonly code: string; readonly message: string } } & Record<
    string,
    unknown
  >;
}

/** Sends with node:http, which lets tests set any header and break off. */
function send(
  path: string,
  body: string | Buffer,
  headers: Record<string, string>,
  method = 'POST',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${relay.url}${path}`, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          json: JSON.parse(text) as Answer['json'],
        });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

const hook = (body: string | Buffer = sampleBody, changes: Record<string, string> = {}): Promise<Answer> =>
  send('/webhooks/sentry', body, signedHeaders(body, changes));

async function counted(): Promise<string> {
  return relay.deps.metrics.registry.getSingleMetricAsString('stormrelay_webhooks_total');
}

describe('the Sentry door', () => {
  it('answers 202 once the delivery is durable, and keeps the very bytes', async () => {
    const answer = await hook();
    expect(answer.status).toBe(202);
    expect(answer.json).toEqual({ accepted: true, duplicate: false, seq: 1 });
    expect(relay.shelf.deliveries).toMatchObject([
      { source: 'sentry', kind: 'event_alert', body: sampleBody, verifiedBy: 'secret-1' },
    ]);
    expect(await counted()).toContain('{outcome="accepted",reason="ok",secret="secret-1"} 1');
  });

  it('answers 202 to a duplicate, and stores it once', async () => {
    await hook();
    expect((await hook()).json).toEqual({ accepted: true, duplicate: true, seq: 1 });
    expect(relay.shelf.deliveries).toHaveLength(1);
  });

  it('takes a body in chunks', async () => {
    const answer = await hook(sampleBody, { 'transfer-encoding': 'chunked' });
    expect(answer.status).toBe(202);
  });

  it('refuses a wrong signature and keeps it in quarantine', async () => {
    const answer = await hook(sampleBody, { 'sentry-hook-signature': 'ab'.repeat(32) });
    expect(answer.status).toBe(401);
    expect(answer.json.error?.code).toBe('signature-mismatch');
    expect(relay.shelf.quarantined).toMatchObject([
      {
        kind: 'event_alert',
        body: Buffer.from(sampleBody),
        headers: { 'sentry-hook-resource': 'event_alert', 'sentry-hook-signature': 'ab'.repeat(32) },
        signature: 'ab'.repeat(32),
        reason: 'signature-mismatch',
      },
    ]);
    expect(relay.shelf.deliveries).toEqual([]);
  });

  it('refuses a missing signature without keeping anything', async () => {
    const headers = signedHeaders(sampleBody);
    delete headers['sentry-hook-signature'];
    const answer = await send('/webhooks/sentry', sampleBody, headers);
    expect([answer.status, answer.json.error?.code]).toEqual([401, 'signature-missing']);
    expect(relay.shelf.quarantined).toEqual([]);
  });

  it.each([
    ['not JSON', '{"action":', 'body-not-json'],
    ['an array', '[]', 'body-not-object'],
    ['an empty body', '', 'body-empty'],
  ])('refuses %s with 400', async (_name, body, code) => {
    const answer = await hook(body);
    expect([answer.status, answer.json.error?.code]).toEqual([400, code]);
  });

  it('takes 50,000 levels and __proto__ keys without harm', async () => {
    const deep = `{"data":${'['.repeat(50_000)}${']'.repeat(50_000)},"__proto__":{"polluted":true}}`;
    expect((await hook(deep)).status).toBe(202);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('refuses a body above 2 MiB by its announced length, and lists it', async () => {
    const answer = await hook(Buffer.alloc(3 * 1024 * 1024, 0x20));
    expect([answer.status, answer.json.error?.code]).toEqual([413, 'body-too-large']);
    const listed = relay.deps.refusals.list();
    expect(listed).toMatchObject([
      { status: 413, door: 'sentry', kind: 'event_alert', bytes: 3 * 1024 * 1024 },
    ]);
  });

  it('refuses a body above 2 MiB that came without a length, and holds no more than that', async () => {
    const big = Buffer.alloc(bodyLimit + 1, 0x20);
    const answer = await hook(big, { 'transfer-encoding': 'chunked' });
    expect(answer.status).toBe(413);
    expect((await hook()).status).toBe(202);
  });

  it('takes a body of exactly 2 MiB', async () => {
    const frame = '{"a":""}';
    const body = `{"a":"${'x'.repeat(bodyLimit - frame.length)}"}`;
    expect((await hook(body)).status).toBe(202);
  });

  it('refuses a compressed body', async () => {
    const answer = await hook(gzipSync(sampleBody), { 'content-encoding': 'gzip' });
    expect([answer.status, answer.json.error?.code]).toEqual([415, 'encoding-unsupported']);
  });

  it('answers 503 with Retry-After while the store is full, and 202 again afterwards', async () => {
    relay.shelf.appendFails = new StoreFull('The disk has less than 5 % left. Free some space.');
    const answer = await hook();
    expect([answer.status, answer.json.error?.code, answer.headers['retry-after']]).toEqual([
      503,
      'store-full',
      '30',
    ]);
    expect(answer.json.error?.message).toContain('5 %');
    expect(relay.deps.refusals.list()[0]).toMatchObject({ status: 503, code: 'store-full', door: 'sentry' });
    expect(relay.deps.refusals.counts()).toMatchObject({ 'store-full': 1 });
    relay.shelf.appendFails = null;
    expect((await hook()).status).toBe(202);
  });

  it('tells three of a flood of refused deliveries in the log, and not each', async () => {
    const warn = vi.spyOn(relay.deps.log, 'warn');
    onTestFinished(() => warn.mockRestore());
    relay.shelf.appendFails = new StoreFull('The disk has less than 5 % left. Free some space.');
    for (let n = 0; n < 20; n += 1) expect((await hook()).status).toBe(503);
    expect(warn.mock.calls.map(([{ code }]) => code)).toEqual(Array<string>(3).fill('store-full'));
  });

  it('answers 503 and tells nothing of the inside when the store breaks', async () => {
    relay.shelf.appendFails = new Error('disk I/O error at /var/lib/secret-place');
    const answer = await hook();
    expect([answer.status, answer.json.error?.code]).toEqual([503, 'store-failing']);
    expect(JSON.stringify(answer.json)).not.toContain('secret-place');
  });

  it('answers 405 to other methods and 404 beside the doors', async () => {
    const get = await send('/webhooks/sentry', '', {}, 'GET');
    expect([get.status, get.headers['allow'], get.json.error?.code]).toEqual([
      405,
      'POST',
      'method-not-allowed',
    ]);
    const beside = await send('/webhooks/sentry/more/than/that', '{}', {});
    expect([beside.status, beside.json.error?.code]).toEqual([404, 'not-found']);
  });

  it('lets a sender that trickles wait without holding up others, and survives its going away', async () => {
    const slow = connect(relay.port, '127.0.0.1');
    await new Promise<void>((open) => slow.once('connect', () => open()));
    const head = `Host: localhost\r\nContent-Length: 1000\r\nSentry-Hook-Signature: ${'ab'.repeat(32)}`;
    slow.write(`POST /webhooks/sentry HTTP/1.1\r\n${head}\r\n\r\n{"a"`);
    expect((await hook()).status).toBe(202);
    slow.destroy();
    expect((await hook(sampleBody, { 'request-id': 'b7c1f0d2e3b44c5596a7b8c9d0e1f203' })).status).toBe(202);
  });

  it('answers headers that are hostile without falling', async () => {
    const hostile = { 'sentry-hook-resource': '../../etc/passwd', 'request-id': "'; drop table inbox; --" };
    const answer = await hook(sampleBody, hostile);
    expect([answer.status, answer.json.error?.code]).toEqual([400, 'resource-malformed']);
  });
});

describe('the legacy door', () => {
  const token = 'legacy-token-of-our-own-1';

  it('does not exist without a configured token', async () => {
    expect((await send(`/webhooks/sentry/legacy/${token}`, '{}', {})).status).toBe(404);
  });

  it('takes the unsigned shape with its token, and nothing without', async () => {
    await relay.close();
    relay = await startFakeRelay({ sentry: { legacyTokens: [token] } });
    expect((await send(`/webhooks/sentry/legacy/${token}`, '{"id":"1"}', {})).status).toBe(202);
    expect(relay.shelf.deliveries).toMatchObject([{ source: 'sentry-legacy', verifiedBy: 'legacy-token' }]);
    const wrong = await send('/webhooks/sentry/legacy/another-token-altogether', '{"id":"1"}', {});
    expect([wrong.status, wrong.json.error?.code]).toEqual([401, 'unknown-token']);
    expect(relay.shelf.quarantined).toEqual([]);
  });
});
