import { describe, expect, test } from 'vitest';
import { eventAlert } from '../fixture.ts';

describe('users', () => {
  const hash = (event: Readonly<Record<string, unknown>>): string | null => eventAlert(event).userHash;

  test('one user has one hash, and nothing of the user is in it', () => {
    const byField = hash({ user: { id: 88213, email: 'kim@shopper.example' } });
    expect(byField).toMatch(/^[0-9a-f]{16}$/);
    expect(hash({ user: { id: '88213', ip_address: '198.51.100.9' } })).toBe(byField);
    expect(hash({ tags: [['user', 'id:88213']] })).toBe(byField);
    expect(hash({ user: { id: '88214' } })).not.toBe(byField);
  });

  test('two organizations give one user two hashes', () => {
    const other = { user: { id: '88213' }, url: 'https://sentry.io/api/0/projects/other/web/events/a1/' };
    expect(hash(other)).not.toBe(hash({ user: { id: '88213' } }));
  });

  test('falls back to e-mail and address, and to nothing', () => {
    expect(hash({ user: { email: 'kim@shopper.example' } })).not.toBeNull();
    expect(hash({ user: { ip_address: '198.51.100.9' } })).not.toBeNull();
    expect(hash({ user: { name: 'Kim' } })).toBeNull();
    expect(hash({})).toBeNull();
  });
});
