import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acceptLegacy,
  acceptSigned,
  type Acceptance,
  type Refusal,
} from '../../../src/integrations/sentry/acceptance.ts';
import { sentrySettings } from '../../../src/integrations/sentry/config.ts';
import type { HookHeaders } from '../../../src/integrations/sentry/wire.ts';
import { fixtureNames, fixtureText, resourceOf } from './fixture.ts';

const settings = sentrySettings.parse({
  signingSecrets: ['front-door-secret'],
  serviceHooks: { secret: 'side-door-secret' },
  legacyTokens: ['old-plugin-token-1'],
});

function signature(body: string | Buffer, secret = 'front-door-secret'): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

function send(body: string | Buffer, headers: HookHeaders = {}): Acceptance {
  const raw = Buffer.from(body);
  const all = { 'sentry-hook-resource': 'issue', 'sentry-hook-signature': signature(raw), ...headers };
  return acceptSigned({ headers: all, raw }, settings);
}

function delivery(acceptance: Acceptance): Extract<Acceptance, { kind: 'accepted' }>['delivery'] {
  if (acceptance.kind !== 'accepted') throw new Error(acceptance.refusal.message);
  return acceptance.delivery;
}

function refusal(acceptance: Acceptance): Refusal {
  if (acceptance.kind !== 'refused') throw new Error('It was accepted.');
  return acceptance.refusal;
}

test('a signed webhook becomes a delivery with its exact body', () => {
  const body = String.raw`{"action":"created","data":{"x":100.0,"y":"caf\u00e9"}}`;
  expect(delivery(send(body, { 'idempotency-key': '5be0', 'request-id': '77aa' }))).toEqual({
    source: 'sentry',
    id: '5be0',
    kind: 'issue',
    body,
    digest: createHash('sha256').update(`issue\n${body}`).digest('hex'),
    verifiedBy: 'secret-1',
    sentAt: null,
    firstReceivedAt: null,
  });
});

describe('when it was sent', () => {
  const sentAt = (headers: HookHeaders): number | null => delivery(send('{}', headers)).sentAt;

  test("is Sentry's timestamp in ms", () => {
    expect(sentAt({ 'sentry-hook-timestamp': '1790000000' })).toBe(1_790_000_000_000);
    expect(sentAt({ 'sentry-hook-timestamp': ' 1790000000 ' })).toBe(1_790_000_000_000);
  });

  test('of a service hook stands in a header of its own', () => {
    expect(sentAt({ 'x-servicehook-timestamp': '1790000000' })).toBe(1_790_000_000_000);
  });

  test.each([
    '',
    '0',
    '-1790000000',
    '1790000000000',
    '1790000000.5',
    '1e9',
    '0x6ab13b80',
    '9999999999',
    '1262303999',
    'now',
    '2026-09-21T13:33:20Z',
    '１７９００００００００',
    ['1790000000', '1790000001'],
    undefined,
  ])('is unknown for %j', (value) => {
    expect(sentAt({ 'sentry-hook-timestamp': value })).toBeNull();
  });
});

test('every fixture is accepted under its resource', () => {
  for (const name of fixtureNames) {
    const resource = resourceOf(name);
    expect(delivery(send(fixtureText(name), { 'sentry-hook-resource': resource })).kind).toBe(resource);
  }
});

describe('the id', () => {
  test('is the idempotency key, else the request id, else the digest', () => {
    expect(delivery(send('{}', { 'idempotency-key': 'k1', 'request-id': 'r1' })).id).toBe('k1');
    expect(delivery(send('{}', { 'request-id': 'r1' })).id).toBe('r1');
    const bare = delivery(send('{}'));
    expect(bare.id).toBe(bare.digest);
  });

  test('of an act whose body tells no time is its digest and second, where the sender names none', () => {
    const resolved = (second: string, resource = 'issue'): string =>
      delivery(
        send('{}', {
          'sentry-hook-timestamp': second,
          'sentry-hook-resource': resource,
        }),
      ).id;
    expect(resolved('1790000060')).not.toBe(resolved('1790000000'));
    expect(resolved('1790000060')).toBe(resolved('1790000060'));
    expect(resolved('1790000060', 'error')).toBe(resolved('1790000000', 'error'));
  });

  test('passes over keys that are blank, repeated, too long or not printable', () => {
    for (const key of ['', '   ', 'x'.repeat(201), 'a b', 'clé', 'a\u0000b', ['k1', 'k2']]) {
      expect(delivery(send('{}', { 'idempotency-key': key, 'request-id': 'r1' })).id).toBe('r1');
    }
  });
});

test('the digest differs by resource as well as by body', () => {
  const digests = [
    delivery(send('{"a":1}')),
    delivery(send('{"a":2}')),
    delivery(send('{"a":1}', { 'sentry-hook-resource': 'error' })),
  ].map(({ digest }) => digest);
  expect(new Set(digests).size).toBe(3);
});

describe('what is refused', () => {
  test.each([
    ['', 'body-empty'],
    ['not json', 'body-not-json'],
    ['{"action":"created","data":{"iss', 'body-not-json'],
    ['{} trailing', 'body-not-json'],
    ['{"a":'.repeat(50_000), 'body-not-json'],
    ['[]', 'body-not-object'],
    ['null', 'body-not-object'],
    ['"text"', 'body-not-object'],
    ['42', 'body-not-object'],
  ])('the body %.40j is refused as %s', (body, code) => {
    expect(refusal(send(body))).toMatchObject({ status: 400, code });
  });

  test.each([
    [undefined, 'resource-missing'],
    [' ', 'resource-missing'],
    [['issue', 'error'], 'resource-missing'],
    ['Issue', 'resource-malformed'],
    ['issue, error', 'resource-malformed'],
    ['../issue', 'resource-malformed'],
    ['x'.repeat(65), 'resource-malformed'],
  ])('the resource %j is refused as %s', (resource, code) => {
    expect(refusal(send('{}', { 'sentry-hook-resource': resource }))).toMatchObject({ status: 400, code });
  });

  test('is kept for the quarantine with what is safe of it', () => {
    const wrong = signature('{}', 'rotated-secret');
    const refused = refusal(send('{}', { 'sentry-hook-signature': wrong, 'request-id': 'r9' }));
    expect(refused).toMatchObject({
      status: 401,
      code: 'signature-mismatch',
      kind: 'issue',
      deliveryId: 'r9',
      signature: wrong,
    });
    const hostile = { 'sentry-hook-signature': '<b>', 'sentry-hook-resource': '<i>', 'request-id': 'a b' };
    expect(refusal(send('{}', hostile))).toMatchObject({
      status: 401,
      kind: '',
      deliveryId: '',
      signature: '',
    });
  });

  test('is told in a full sentence that names what to do', () => {
    for (const code of [
      refusal(send('')),
      refusal(send('[]')),
      refusal(send('{}', { 'sentry-hook-signature': '' })),
    ]) {
      expect(code.message).toMatch(/^[A-Z].{40,}[.?]$/);
    }
  });

  test('the signature is judged before the body, so that a stranger learns nothing', () => {
    expect(refusal(send('not json', { 'sentry-hook-signature': 'ab'.repeat(32) })).code).toBe(
      'signature-mismatch',
    );
  });
});

describe('hostile bodies that are JSON', () => {
  test('50,000 levels of nesting are accepted whole', () => {
    const body = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(delivery(send(body)).body).toBe(body);
  });

  test('keys named like the prototype stay keys', () => {
    const body = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    expect(delivery(send(body)).body).toBe(body);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('bytes that are not UTF-8 are taken with replacement characters, and the digest is over the bytes', () => {
    const raw = Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]);
    const accepted = delivery(send(raw));
    expect(accepted.body).toBe('{"a":"\ufffd"}');
    expect(accepted.digest).toBe(createHash('sha256').update('issue\n').update(raw).digest('hex'));
  });
});

test('a UI component may call with an empty body and without a resource', () => {
  const raw = Buffer.alloc(0);
  const accepted = acceptSigned({ headers: { 'sentry-app-signature': signature(raw) }, raw }, settings);
  expect(delivery(accepted)).toMatchObject({ kind: 'ui_component', body: '' });
});

test('a service hook is accepted under a kind of its own and known by its GUID', () => {
  const raw = Buffer.from(fixtureText('service_hook.event'));
  const headers = {
    'x-servicehook-signature': signature(raw, 'side-door-secret'),
    'x-servicehook-guid': 'g-1',
  };
  const accepted = delivery(acceptSigned({ headers, raw }, settings));
  expect(accepted).toMatchObject({
    source: 'sentry',
    kind: 'service_hook',
    id: 'g-1',
    verifiedBy: 'service-hook',
  });
});

describe('the legacy door', () => {
  const raw = Buffer.from(fixtureText('legacy'));

  test('opens to a configured token', () => {
    expect(delivery(acceptLegacy({ headers: {}, raw }, 'old-plugin-token-1', settings))).toMatchObject({
      source: 'sentry-legacy',
      kind: 'legacy',
      verifiedBy: 'legacy-token',
    });
  });

  test('stays shut to others, and to all while none is configured', () => {
    expect(refusal(acceptLegacy({ headers: {}, raw }, 'guess', settings))).toMatchObject({
      status: 401,
      code: 'unknown-token',
    });
    expect(refusal(acceptLegacy({ headers: {}, raw }, '', { legacyTokens: [] })).code).toBe('unknown-token');
  });

  test('checks the body like the signed door', () => {
    expect(
      refusal(acceptLegacy({ headers: {}, raw: Buffer.from('[') }, 'old-plugin-token-1', settings)).code,
    ).toBe('body-not-json');
  });
});

test('whatever headers and bytes arrive, the door answers and never throws', () => {
  const names = [
    'sentry-hook-resource',
    'sentry-hook-signature',
    'sentry-app-signature',
    'x-servicehook-signature',
    'idempotency-key',
    'request-id',
    '__proto__',
    'constructor',
  ];
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constant(undefined), fc.array(fc.string()));
  const headers = fc.dictionary(fc.constantFrom(...names), value);
  const hostile = fc.property(headers, fc.uint8Array(), fc.boolean(), (given, bytes, sign) => {
    const raw = Buffer.from(bytes);
    const all = sign ? { ...given, 'sentry-hook-signature': signature(raw) } : given;
    expect(['accepted', 'refused']).toContain(acceptSigned({ headers: all, raw }, settings).kind);
  });
  fc.assert(hostile, { numRuns: 300 });
});
