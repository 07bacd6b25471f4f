import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeRelay, type FakeRelay } from './doubles/fake-relay.ts';

let relay: FakeRelay;
beforeEach(async () => {
  relay = await startFakeRelay();
});
afterEach(() => relay.close());

describe('answers', () => {
  it('carry a strict policy and no trace of the framework', async () => {
    const { headers } = await fetch(`${relay.url}/`);
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect((await fetch(`${relay.url}/api/books`)).headers.get('cache-control')).toBe('no-store');
  });

  it('tell nothing of the inside when something breaks', async () => {
    const broken = {
      store: { ...relay.deps.store, books: () => Promise.reject(new Error('secret inside')) },
    };
    const other = await startFakeRelay({ overrides: broken });
    const response = await fetch(`${other.url}/api/books`);
    const text = await response.text();
    await other.close();
    expect(response.status).toBe(500);
    expect(text).not.toContain('secret inside');
  });
});
