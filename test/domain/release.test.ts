import { describe, expect, it } from 'vitest';
import { shippedAs } from '../../src/domain/release.ts';

const commit = '9c1e4f2a77b0d3e1';

describe('whether two releases are one', () => {
  it.each([
    ['shop@2026.47.2', 'shop@2026.47.2'],
    ['2.4.1', '2.4.1'],
    [`checkout@${commit}`, `cart@${commit}`],
    [commit, `cart@${commit}`],
  ])('%s and %s are', (a, b) => {
    expect(shippedAs(a)).toBe(shippedAs(b));
  });

  it.each([
    ['checkout@2.4.1', 'cart@2.4.1'],
    ['osprey@7.1.0', '7.1.0'],
    ['com.acme.ios@5.4.0+431', 'com.acme.android@5.4.0+431'],
    ['com.acme.ios@5.4.0+431', 'com.acme.ios@5.4.0+432'],
    ['billing@20261119', 'refunds@20261119'],
    ['billing@70', 'refunds@70'],
    ['billing@deadbeef', 'refunds@deadbeef'],
  ])('%s and %s only look alike', (a, b) => {
    expect(shippedAs(a)).not.toBe(shippedAs(b));
  });
});
