import { describe, expect, it } from 'vitest';
import { isSession, newSession, sessionMs } from '../../../src/http/access/session.ts';
import { adminToken } from '../doubles/fake-relay.ts';

describe('a session', () => {
  const now = 1_767_225_600_000;

  it('ends after its time, and with another token', () => {
    const session = newSession(adminToken, now);
    expect(isSession(adminToken, session, now + sessionMs - 1)).toBe(true);
    expect(isSession(adminToken, session, now + sessionMs)).toBe(false);
    expect(isSession('another-admin-token', session, now)).toBe(false);
  });

  it('cannot be prolonged by its holder', () => {
    const [, signature] = newSession(adminToken, now).split('.');
    expect(isSession(adminToken, `${now + 10 * sessionMs}.${signature}`, now)).toBe(false);
  });
});
