import { describe, expect, it } from 'vitest';
import { joinInstead } from '../../src/correlate/takeover.ts';
import type { Voter } from '../../src/correlate/vote.ts';
import { stormOf, voter } from './voices.ts';

const weak = stormOf('inc-weak', [
  voter('a', 'cart', 'Error: bad zip'),
  voter('b', 'orders', 'Error: bad zap'),
]);
const named = stormOf('inc-redis', [
  voter('c', 'cart', 'Error: connect ECONNREFUSED 10.0.0.7:6379'),
  voter('d', 'orders', 'Error: connect ECONNREFUSED 10.0.0.7:6379'),
]);

function rootFor(
  voters: readonly Voter[],
  storms: Parameters<typeof joinInstead>[2],
  now = 20_000,
): string | null {
  const first = voters[0];
  const cause = first?.evidence.named ?? ({ kind: 'service', key: 'service:x', title: '' } as const);
  return joinInstead({ cause, issues: voters.map((one) => one.issue) }, voters, storms, now)?.root ?? null;
}

const dnsIn = (...services: readonly string[]): Voter[] =>
  services.map((service) => voter(service, service, 'Error: getaddrinfo ENOTFOUND x'));

describe('no second page for one outage', () => {
  it('a named cause takes over a weak storm that shares half of its services, and names it', () => {
    const voters = dnsIn('cart', 'ledger', 'search');
    const finding = { cause: voters[0]!.evidence.named!, issues: voters.map((one) => one.issue) };
    expect(joinInstead(finding, voters, [weak], 20_000)).toMatchObject({
      root: 'inc-weak',
      cause: { key: 'mode:dns' },
    });
    expect(rootFor(dnsIn('ledger', 'search', 'pricing'), [weak])).toBeNull();
  });

  it('a weak finding joins a named storm that holds half of its services', () => {
    const inBoth = ['cart', 'ledger'].map((service) => voter(service, service, 'Error: bad zip'));
    expect(rootFor(inBoth, [named])).toBe('inc-redis');
    const mostlyElsewhere = ['cart', 'ledger', 'search'].map((service) =>
      voter(service, service, 'Error: bad zip'),
    );
    expect(rootFor(mostlyElsewhere, [named])).toBeNull();
  });

  it('a release finding stays a trouble of its own', () => {
    const voters = [voter('a', 'cart', 'Error: bad zip')];
    const cause = { kind: 'release', key: 'release:3', title: '' } as const;
    expect(joinInstead({ cause, issues: ['a'] }, voters, [named], 20_000)).toBeNull();
  });

  it('a host that is part of a storm does not open another', () => {
    const callers = ['webshop', 'admin', 'mobile'].map((service) =>
      voter(service, service, 'Error: timeout calling orders'),
    );
    expect(rootFor(callers, [named])).toBe('inc-redis');
    const elsewhere = ['webshop', 'admin', 'mobile'].map((service) =>
      voter(service, service, 'Error: timeout calling ledger'),
    );
    expect(rootFor(elsewhere, [named])).toBeNull();
  });

  it('what a service says joins the storm of those who cannot reach it, and gives it the better name', () => {
    const host = stormOf('inc-host', [voter('a', 'webshop', 'Error: timeout calling orders')]);
    const voters = dnsIn('orders', 'search', 'ledger');
    const finding = { cause: voters[0]!.evidence.named!, issues: voters.map((one) => one.issue) };
    expect(joinInstead(finding, voters, [host], 20_000)).toMatchObject({
      root: 'inc-host',
      cause: { key: 'mode:dns' },
    });
  });

  it('two named causes stay two storms', () => {
    expect(rootFor(dnsIn('cart', 'orders', 'search'), [named])).toBeNull();
  });

  it('a storm that has not grown for three minutes takes nothing over', () => {
    expect(rootFor(dnsIn('cart', 'orders', 'search'), [weak], 200_000)).toBeNull();
  });
});
