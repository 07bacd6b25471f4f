import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, isLoopbackHost } from '../../../src/http/access/loopback.ts';

describe('loopback', () => {
  it.each(['localhost', 'LOCALHOST:8080', '127.0.0.1', '127.1.2.3:80', '[::1]', '[::1]:8080'])(
    'is %s',
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );
  it.each([
    '',
    'localhost.',
    'localhost@evil',
    '127.0.0.1.example.com',
    '0.0.0.0',
    '10.0.0.1',
    '::1',
    'localhost:80:80',
  ])('is not "%s"', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
  it('knows addresses in both spellings', () => {
    expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].every(isLoopbackAddress)).toBe(true);
    expect(['10.0.0.1', '::ffff:10.0.0.1', ''].some(isLoopbackAddress)).toBe(false);
  });
});
