import { describe, expect, it } from 'vitest';
import { transportFailure, type CallFailure } from '../../../src/action/relay/call-failure.ts';
import { diagnose } from '../../../src/action/judge/diagnose.ts';

const relay = 'https://relay.example';
const refused = (status: number, code: string | null, message: string | null = null): CallFailure => ({
  kind: 'refused',
  status,
  code,
  message,
  retryAfterMs: null,
});

function failing(code: string): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('secret text'), { code }) });
}

describe('a failed call', () => {
  it.each([
    ['ECONNREFUSED', 'No relay listens at https://relay.example (ECONNREFUSED).', true],
    ['ENOTFOUND', 'The host name of https://relay.example cannot be resolved (ENOTFOUND).', true],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'No trusted TLS connection', false],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'No trusted TLS connection', false],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'does not speak TLS', false],
    ['HPE_INVALID_CONSTANT', 'does not speak HTTP', false],
    ['UND_ERR_CONNECT_TIMEOUT', 'did not answer in time', true],
    ['ECONNRESET', 'broke before an answer came (ECONNRESET).', true],
  ])('with %s is explained', (code, words, passes) => {
    const { cause, passes: mayPass } = diagnose(transportFailure(failing(code)), relay);
    expect(cause).toContain(words);
    expect(cause).not.toContain('secret text');
    expect(mayPass).toBe(passes);
  });

  it('to a port that fetch refuses to connect to is explained', async () => {
    // 9 is on the list of the Fetch standard; nothing is sent.
    const error = await fetch('http://127.0.0.1:9/').catch((thrown: unknown) => thrown);
    const { cause, passes } = diagnose(transportFailure(error), 'http://127.0.0.1:9');
    expect(cause).toContain('No relay can be reached at http://127.0.0.1:9: its port');
    expect(passes).toBe(false);
  });

  it('is explained when it ran out of time', () => {
    const error = new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    expect(diagnose(transportFailure(error), relay).cause).toContain('did not answer in time');
  });

  it.each<[CallFailure, string, boolean]>([
    [refused(401, 'drill-signature-mismatch'), 'refuses this drill secret; it was probably rotated', false],
    [refused(401, 'signature-mismatch'), 'refuses this drill secret', false],
    [refused(401, 'token-needed', 'This is not the ADMIN_TOKEN of this relay.'), 'has no CI_TOKEN', false],
    [refused(429, 'too-many-open-drills', '20 drills are open.'), 'for now: 20 drills are open.', true],
    [refused(429, 'too-many-drills'), 'registered in a short time', true],
    [refused(403, 'loopback-only'), 'only to its own machine', false],
    [refused(400, 'bad-drill', 'alerts: too many'), 'alerts: too many', false],
    [refused(418, 'teapot', 'Short and stout.'), 'HTTP 418 teapot: Short and stout.', false],
    [refused(403, null), 'asks for credentials of its own', false],
    [refused(405, null), 'it is no stormrelay', false],
    [refused(503, 'store-failing', 'The disk is full.'), 'cannot take anything now', true],
    [refused(500, null), 'finds the relay down or starting', true],
    [refused(429, null), 'takes no more drills', true],
  ])('that was refused with %j is explained', (failure, words, passes) => {
    const diagnosis = diagnose(failure, relay);
    expect(diagnosis.cause).toContain(words);
    expect(diagnosis.passes).toBe(passes);
    expect(diagnosis.advice.length).toBeGreaterThan(10);
  });

  it.each([refused(403, 'ci-token'), refused(404, 'not-found')])(
    'under a path that nobody takes away is explained: %j',
    (failure) => {
      const { cause, advice, passes } = diagnose(failure, `${relay}/relay`);
      expect(cause).toContain('under /relay: nothing takes this path away');
      expect(advice).toContain('without a path behind it');
      expect(passes).toBe(false);
      expect(diagnose(failure, relay).cause).not.toContain('path');
    },
  );
});
