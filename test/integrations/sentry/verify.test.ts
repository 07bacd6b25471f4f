import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  isLegacyToken,
  verifySignature,
  type SignatureKeys,
} from '../../../src/integrations/sentry/verify.ts';

const keys: SignatureKeys = {
  signingSecrets: ['newest-secret', 'older-secret'],
  drillSecret: 'drill-secret',
  serviceHooks: null,
};
const raw = Buffer.from('{"action":"created"}');

function sign(secret: string, body: Buffer): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

function signed(secret: string, body: Buffer = raw): Record<string, string> {
  return { 'sentry-hook-signature': sign(secret, body) };
}

describe('known vectors', () => {
  // Computed once with Python: hmac.new(b"vector-secret", body, hashlib.sha256).hexdigest()
  const vectors: readonly (readonly [string, string, string])[] = [
    [
      'plain ASCII',
      String.raw`{"action":"created","data":{"n":1}}`,
      '63a28e9ff84c9a821bceb74091cffc918e5a7a98c728fc29d2028264c25e5b99',
    ],
    [
      'escaped non-ASCII text',
      String.raw`{"title":"caf\u00e9 \ud83d\udd25"}`,
      'f960d2faf3db6428da1d9611c7ee828cbc597760ce17aca2a742e87c12b835c7',
    ],
    [
      'a float that ends in .0',
      String.raw`{"timestamp":1794823300.0}`,
      '82f6815a2ed0da2e946bd936c8f6a26f540234f1b5281a668cafaedc7f98e49e',
    ],
    [
      'an integer above 2^53',
      String.raw`{"project":9223372036854775807}`,
      '6f656e2e69b3b9577dfc6a9fc6447bcce05c81bcf31751166658f4992540bcc9',
    ],
    ['an empty body', String.raw``, 'b85668d5ef616673aa3f1197a555c572b33af7e1112e4551efe612c5be46f536'],
  ];
  const vectorKeys: SignatureKeys = {
    signingSecrets: ['vector-secret'],
    drillSecret: null,
    serviceHooks: null,
  };

  test.each(vectors)('%s', (_name, body, signature) => {
    const bytes = Buffer.from(body);
    const found = verifySignature({ 'sentry-hook-signature': signature }, bytes, vectorKeys);
    expect(found).toEqual({ ok: true, verifiedBy: 'secret-1', signedIn: 'hook' });
  });

  test('a body that was parsed and written again no longer matches where Sentry writes otherwise than we would', () => {
    const rewritten = vectors.filter(([, body, signature]) => {
      if (body === '') return false;
      const again = Buffer.from(JSON.stringify(JSON.parse(body)));
      return !verifySignature({ 'sentry-hook-signature': signature }, again, vectorKeys).ok;
    });
    expect(rewritten.map(([name]) => name)).toEqual([
      'escaped non-ASCII text',
      'a float that ends in .0',
      'an integer above 2^53',
    ]);
  });
});

describe('rotation', () => {
  test('says which secret matched, newest first', () => {
    expect(verifySignature(signed('newest-secret'), raw, keys)).toMatchObject({
      ok: true,
      verifiedBy: 'secret-1',
    });
    expect(verifySignature(signed('older-secret'), raw, keys)).toMatchObject({
      ok: true,
      verifiedBy: 'secret-2',
    });
    expect(verifySignature(signed('drill-secret'), raw, keys)).toMatchObject({
      ok: true,
      verifiedBy: 'drill',
    });
  });

  test('refuses a secret that was taken out of the list', () => {
    const rotated = { ...keys, signingSecrets: ['newest-secret'] };
    expect(verifySignature(signed('older-secret'), raw, rotated)).toEqual({
      ok: false,
      reason: 'signature-mismatch',
    });
  });
});

describe('failing closed', () => {
  test('without any secret nothing is verified, not even with the empty key', () => {
    for (const signingSecrets of [[], [''], ['', '']]) {
      const none = { signingSecrets, drillSecret: null, serviceHooks: null };
      expect(verifySignature(signed(''), raw, none)).toEqual({ ok: false, reason: 'no-secret-configured' });
    }
  });

  test('an empty secret beside real ones opens nothing and keeps their numbers', () => {
    const holed = { ...keys, signingSecrets: ['', 'older-secret'] };
    expect(verifySignature(signed(''), raw, holed).ok).toBe(false);
    expect(verifySignature(signed('older-secret'), raw, holed)).toMatchObject({ verifiedBy: 'secret-2' });
  });

  test.each([
    [{}, 'signature-missing'],
    [{ 'sentry-hook-signature': '' }, 'signature-missing'],
    [{ 'sentry-hook-signature': ['a', 'b'] }, 'signature-missing'],
    [{ 'sentry-hook-signature': 'null' }, 'signature-malformed'],
    [{ 'sentry-hook-signature': 'ab'.repeat(31) }, 'signature-malformed'],
    [{ 'sentry-hook-signature': 'ab'.repeat(33) }, 'signature-malformed'],
    [{ 'sentry-hook-signature': `sha256=${'ab'.repeat(32)}` }, 'signature-malformed'],
    [{ 'sentry-hook-signature': 'zz'.repeat(32) }, 'signature-malformed'],
    [{ 'sentry-hook-signature': 'é'.repeat(64) }, 'signature-malformed'],
    [{ 'sentry-hook-signature': 'ab'.repeat(32) }, 'signature-mismatch'],
  ])('%j is refused as %s', (headers, reason) => {
    expect(verifySignature(headers, raw, keys)).toEqual({ ok: false, reason });
  });

  test('one changed byte is a mismatch', () => {
    expect(verifySignature(signed('newest-secret'), Buffer.from('{"action":"Created"}'), keys).ok).toBe(
      false,
    );
  });

  test('a wrong hook signature is not saved by a right app signature', () => {
    const headers = {
      'sentry-hook-signature': 'ab'.repeat(32),
      'sentry-app-signature': sign('newest-secret', raw),
    };
    expect(verifySignature(headers, raw, keys).ok).toBe(false);
  });
});

test('the signature of UI components is accepted under its own name', () => {
  const headers = { 'sentry-app-signature': sign('newest-secret', raw) };
  expect(verifySignature(headers, raw, keys)).toEqual({ ok: true, verifiedBy: 'secret-1', signedIn: 'app' });
});

describe('service hooks', () => {
  const headers = { 'x-servicehook-signature': sign('hook-secret', raw) };

  test('are refused unless they are configured', () => {
    expect(verifySignature(headers, raw, keys)).toEqual({ ok: false, reason: 'service-hooks-off' });
  });

  test('have a secret of their own', () => {
    const open = { ...keys, serviceHooks: { secret: 'hook-secret' } };
    expect(verifySignature(headers, raw, open)).toEqual({
      ok: true,
      verifiedBy: 'service-hook',
      signedIn: 'service-hook',
    });
    const foreign = { 'x-servicehook-signature': sign('newest-secret', raw) };
    expect(verifySignature(foreign, raw, open)).toEqual({ ok: false, reason: 'signature-mismatch' });
    expect(verifySignature(signed('hook-secret'), raw, open).ok).toBe(false);
  });

  test('a signature of the integration counts more than one of a service hook', () => {
    const both = { ...headers, ...signed('newest-secret') };
    expect(verifySignature(both, raw, keys)).toMatchObject({ ok: true, verifiedBy: 'secret-1' });
    const open = { ...keys, serviceHooks: { secret: 'hook-secret' } };
    expect(verifySignature({ ...headers, ...signed('guess') }, raw, open).ok).toBe(false);
  });
});

test('a legacy token must be one of the configured ones, and never empty', () => {
  expect(isLegacyToken('token-of-the-old-hook', ['other-token-1234567', 'token-of-the-old-hook'])).toBe(true);
  expect(isLegacyToken('token-of-the-old-hoo', ['token-of-the-old-hook'])).toBe(false);
  expect(isLegacyToken('', [''])).toBe(false);
  expect(isLegacyToken('x', [])).toBe(false);
});
