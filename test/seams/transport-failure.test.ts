import { describe, expect, it } from 'vitest';
import { transportFailure } from '../../src/seams/transport-failure.ts';

function fetchFailed(cause: Partial<NodeJS.ErrnoException>): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error('secret words'), cause) });
}

describe('a request that got no answer', () => {
  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'SELF_SIGNED_CERT_IN_CHAIN',
  ])('was certainly not sent after %s', (code) => {
    expect(transportFailure(fetchFailed({ code }), 'slack.com')).toMatchObject({
      kind: 'failed',
      ambiguous: false,
      timedOut: false,
    });
  });

  it.each(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ETIMEDOUT', 'SOMETHING_NEW'])(
    'may have been taken after %s',
    (code) => {
      expect(transportFailure(fetchFailed({ code }), 'slack.com')).toMatchObject({
        kind: 'failed',
        ambiguous: true,
        timedOut: false,
      });
    },
  );

  it('timed out when its signal said so', () => {
    expect(transportFailure(new DOMException('aborted', 'TimeoutError'), 'slack.com')).toMatchObject({
      ambiguous: true,
      timedOut: true,
    });
  });

  it('names host and code, never what an error says', () => {
    const outcome = JSON.stringify(transportFailure(fetchFailed({ code: 'ECONNRESET' }), 'slack.com'));
    expect(outcome).toContain('slack.com');
    expect(outcome).toContain('ECONNRESET');
    expect(outcome).not.toContain('secret words');
  });

  it.each([null, undefined, 'text', 7, {}, new Error('odd')])(
    'is understood whatever was thrown: %j',
    (thrown) => {
      expect(transportFailure(thrown, 'slack.com')).toMatchObject({ kind: 'failed', ambiguous: true });
    },
  );
});
