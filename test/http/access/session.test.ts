import { describe, expect, it } from 'vitest';
import { newSession, readSession, sessionMs } from '../../../src/http/access/session.ts';
import { adminToken } from '../doubles/fake-relay.ts';

describe('a session', () => {
  const now = 1_767_225_600_000;

  it('ends after its time, and with another token', () => {
    const session = newSession(adminToken, now);
    expect(readSession(adminToken, session, now + sessionMs - 1)).toMatchObject({ until: now + sessionMs });
    expect(readSession(adminToken, session, now + sessionMs)).toBeNull();
    expect(readSession('another-admin-token', session, now)).toBeNull();
  });

  it('cannot be prolonged by its holder', () => {
    const [until, id, signature] = newSession(adminToken, now).split('.');
    expect(readSession(adminToken, `${until}.${id}.${signature}`, now)).not.toBeNull();
    expect(readSession(adminToken, `${now + 10 * sessionMs}.${id}.${signature}`, now)).toBeNull();
    expect(readSession(adminToken, `${until}.another.${signature}`, now)).toBeNull();
  });

  it('is one of its own, also where two begin in the same moment', () => {
    expect(newSession(adminToken, now)).not.toBe(newSession(adminToken, now));
  });
});
